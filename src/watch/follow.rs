//! Builds and waits in turn.
//!
//! One thread, never two builds at a time; what is saved during a build calls for the next one.
//! A fault of this program is told like any other error and ends nothing.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::error::Error;

use super::{Wake, Watch};

/// How long the other program is given.
const BUSY: Duration = Duration::from_secs(1);

/// Calls `build` at once and after every change, until the watch is stopped. It answers how long what it made holds
/// good without a change; nothing for ever. `lost` hears why the system does not report changes, if it does not.
pub fn follow(
    watch: &mut Watch,
    mut build: impl FnMut() -> Option<Duration>,
    mut lost: impl FnMut(String),
) {
    loop {
        let patience = build();
        if let Some(reason) = watch.fallback() {
            lost(reason);
        }
        if watch.next(patience) == Wake::Stopped {
            break;
        }
    }
}

/// After which time what failed is tried again, if it may come right without a change of the portal: another program
/// that writes the same site ends some time, and what it wrote may be older than the last save.
pub fn again(error: &Error) -> Option<Duration> {
    matches!(error, Error::OutputBusy { .. }).then_some(BUSY)
}

/// What `build` makes; a fault of this program as an error.
pub fn guarded<T>(build: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(build)).unwrap_or_else(|panic| {
        Err(Error::Internal {
            text: panic_text(panic.as_ref()),
        })
    })
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}
