//! Opens the browser, if the system has a way to.

use std::process::{Command, Stdio};
use std::thread;

/// Opens `url` in the browser. Where that does not work, the address that was told has to do.
pub(super) fn open(url: &str) {
    let (program, arguments): (_, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url);
    command.stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        // The opener may be the browser itself; nobody waits for it but this thread.
        thread::spawn(move || child.wait());
    }
}
