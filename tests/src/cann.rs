//! The CANN simulator for tests: installed into a folder of its own, for a process of its own.

use std::path::Path;
use std::process::Command;

use cann_sim::install::{Toolkit, built, install};
use tempfile::TempDir;

/// A simulated installation of CANN, which ends with this value.
pub struct Installation {
    home: TempDir,
}

impl Installation {
    /// Installs the simulator that was built with this test as the given version.
    pub fn new(toolkit: Toolkit) -> Self {
        let library =
            built().expect("cargo builds libcann_sim.so for the packages that depend on it");
        let home = tempfile::tempdir().expect("a folder can be made");
        install(&library, home.path(), toolkit).expect("the simulator can be installed");
        Self { home }
    }

    /// What `ASCEND_HOME_PATH` is to be.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Lets a program find this installation and no other, with the variables of the simulator that are given and no others.
    pub fn show<'a>(
        &self,
        command: &'a mut Command,
        variables: &[(&str, &str)],
    ) -> &'a mut Command {
        let names = std::env::vars_os().map(|(name, _)| name);
        for name in names.filter(|name| name.to_string_lossy().contains("ASCEND")) {
            command.env_remove(name);
        }
        command
            .env("ASCEND_HOME_PATH", self.home())
            .envs(variables.iter().copied())
    }

    /// An ignored test of the program that asks, for a process of its own that finds this installation.
    pub fn ignored_test(&self, name: &str, variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this test's path"));
        command.args(["--exact", name, "--ignored", "--nocapture"]);
        self.show(&mut command, variables);
        command
    }

    /// Runs an ignored test, which has to pass, and prints what it says.
    pub fn pass(&self, name: &str, variables: &[(&str, &str)]) {
        let output = (self.ignored_test(name, variables).output()).expect("it can be started");
        let said = String::from_utf8_lossy(&output.stdout);
        print!("{said}");
        let ran = output.status.success() && said.contains("1 passed");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(ran, "{name} with {variables:?}: {told}");
    }
}
