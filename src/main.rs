//! The `changebook` command.
#![expect(clippy::disallowed_methods, reason = "main hands the arguments to cli")]

use std::process::ExitCode;

fn main() -> ExitCode {
    changebook::cli::run(std::env::args_os())
}
