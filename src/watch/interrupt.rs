//! Ctrl-C, and the system's wish that the program end.

use std::io;
use std::thread;

use tokio::runtime::Builder;

/// Waits until somebody wants the program to end.
pub async fn asked() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut ended = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = ended.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// Calls `then` when somebody wants the program to end, in place of ending it.
///
/// Where that cannot be arranged the program ends as any other does, which loses nothing.
pub fn on(then: impl FnOnce() + Send + 'static) {
    let Ok(runtime) = Builder::new_current_thread().enable_all().build() else {
        return;
    };
    thread::spawn(move || {
        if runtime.block_on(asked()).is_ok() {
            then();
        }
    });
}
