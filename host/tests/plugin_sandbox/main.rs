//! The sandbox: whatever a plugin does, its caller gets an error that names plugin, function and reason, and a good plugin goes on working.

#[path = "../plugin_fixture/mod.rs"]
mod plugin_fixture;

mod limits;
mod load;
mod nonsense;
mod pipeline;
mod registry;
mod wasi;

use std::sync::Arc;

use inkstone::plugin::{CallContext, Plugin, PluginError, Reason, Runtime};

use plugin_fixture::{FILE, Fixture, LABEL, call, load, runtime};

/// A runtime with a good plugin, which is to work after every bad one.
struct Sandbox {
    runtime: Arc<Runtime>,
    good: Plugin,
}

impl Sandbox {
    fn new() -> Self {
        let runtime = runtime();
        let good = load(&runtime, Fixture::text().build()).unwrap();
        Self { runtime, good }
    }

    /// Loads a component and calls it, which must fail; then the good plugin is called.
    fn fails(&self, component: Vec<u8>, context: &CallContext) -> PluginError {
        let result = load(&self.runtime, component).and_then(|plugin| call(&plugin, context));
        self.still_works();
        result.expect_err("it worked")
    }

    /// Calls the good plugin.
    fn still_works(&self) {
        call(&self.good, &CallContext::default()).expect("the good plugin was harmed");
    }

    /// Expects that a plugin does not load: `function` fails, of a file whose name is all that is known of it.
    #[track_caller]
    fn expect_load(&self, bad: &Fixture, function: &str, case: &str, text: &str) {
        let error = self.fails(bad.build(), &CallContext::default());
        expect(&error, FILE, function, case, text);
    }

    /// Expects that a plugin loads and that its call fails.
    #[track_caller]
    fn expect_call(&self, bad: &Fixture, context: &CallContext, case: &str, text: &str) {
        let error = self.fails(bad.build(), context);
        let function = match bad.kind.interface().ends_with("processor") {
            true => "process",
            false => "evaluate",
        };
        expect(&error, LABEL, function, case, text);
    }
}

/// Checks all that an error has to say.
#[track_caller]
fn expect(error: &PluginError, plugin: &str, function: &str, case: &str, text: &str) {
    let told = error.to_string();
    assert_eq!(name(&error.reason), case, "{told}");
    let head = format!("plugin {plugin}: {function}: ");
    assert!(told.starts_with(&head), "{told}");
    assert!(told.contains(text), "{told:?} does not say {text:?}");
}

/// The name of a reason's case.
fn name(reason: &Reason) -> &'static str {
    match reason {
        Reason::File(_) => "file",
        Reason::NotAComponent(_) => "not a component",
        Reason::NotAPlugin(_) => "not a plugin",
        Reason::Incompatible(_) => "incompatible",
        Reason::Nonsense(_) => "nonsense",
        Reason::Trap(_) => "trap",
        Reason::TimedOut(_) => "timed out",
        Reason::Memory { .. } => "memory",
        Reason::Output(_) => "output",
        Reason::Cancelled => "cancelled",
        Reason::Setting { .. } => "setting",
        Reason::InvalidInput(_) => "invalid input",
        Reason::Unsupported(_) => "unsupported",
        Reason::Failed(_) => "failed",
        Reason::Kind { .. } => "kind",
    }
}
