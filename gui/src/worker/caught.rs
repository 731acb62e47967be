//! Panics in the threads behind the window: none of them ends it, and each is told with the place where it happened.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use crate::state::{Fault, FaultKind};

thread_local! {
    /// Where this thread panicked last.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does some work. A panic in it is returned as what to tell: its message, its place, and that the work may be tried again.
///
/// # Errors
/// When the work panics. What it was doing is half done, so that what it worked on is not to be used again.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Fault> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map(ToString::to_string);
            PLACE.with(|last| last.replace(place));
            before(panic);
        }));
    });
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let message = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        let place = PLACE.with(|last| last.take());
        let place = place.map_or_else(String::new, |place| format!("\nat {place}"));
        Fault {
            kind: Some(FaultKind::Internal),
            text: format!(
                "internal error: {message}{place}\nhint: the part that failed was started again, so try again; please report this"
            ),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_is_told_with_its_place() {
        let line = line!() + 1;
        let told = caught(|| -> u8 { panic!("told to {}", "panic") })
            .expect_err("panicked")
            .text;
        assert!(
            told.starts_with("internal error: told to panic\n"),
            "{told}"
        );
        assert!(told.contains(&format!("caught.rs:{line}:")), "{told}");
        assert_eq!(caught(|| 3), Ok(3));
    }
}
