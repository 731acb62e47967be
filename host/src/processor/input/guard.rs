//! Decoders work on files from anywhere, and drivers may be missing or broken: whatever goes wrong inside one must end in an error, not in
//! the end of the program.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, Once, PoisonError};

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The first message of a panic on any thread, while that is asked for.
static FIRST: Mutex<Option<Option<String>>> = Mutex::new(None);

fn install_hook() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(first) = first.as_mut() {
                first.get_or_insert_with(|| message(info.payload()));
            } else if !QUIET.get() {
                drop(first);
                previous(info);
            }
        }));
    });
}

/// As [`guarded`], for work that has threads of its own: nothing is printed for panics of any thread meanwhile, and the first of them is the message. Not for
/// work that goes on beside other work, whose panics would be taken for its own.
#[cfg(any(feature = "cuda", test))]
pub(crate) fn guarded_with_threads<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    install_hook();
    *FIRST.lock().unwrap_or_else(PoisonError::into_inner) = Some(None);
    let outcome = guarded(work);
    let first = FIRST.lock().unwrap_or_else(PoisonError::into_inner).take();
    outcome.map_err(|last| first.flatten().unwrap_or(last))
}

/// Runs `work` and turns a panic inside it into its message. Nothing is printed for panics of this thread meanwhile.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    install_hook();
    let before = QUIET.replace(true);
    // What `work` borrows is dropped by its caller after an error, never used again in a half-changed state.
    let outcome = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(before);
    outcome.map_err(|payload| message(payload.as_ref()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else {
        "an internal error".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(guarded(|| 7), Ok(7));
        assert_eq!(guarded::<()>(|| panic!("boom")), Err("boom".into()));
        let number = 3;
        assert_eq!(
            guarded::<()>(|| panic!("boom {number}")),
            Err("boom 3".into())
        );
        let of_a_thread = guarded_with_threads(|| {
            let thread = std::thread::spawn(|| panic!("no driver"));
            thread.join().expect("an answer")
        });
        assert_eq!(of_a_thread, Err("no driver".into()));
        assert_eq!(guarded_with_threads(|| 7), Ok(7));
    }
}
