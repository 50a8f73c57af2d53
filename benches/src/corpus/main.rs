//! Writes a portal of many documents: `corpus DOCUMENTS DIR`.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the command line"
)]

use std::path::Path;
use std::process::ExitCode;

use changebook_benches::corpus;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [documents, folder] = args.as_slice() else {
        eprintln!("usage: corpus DOCUMENTS DIR");
        return ExitCode::from(2);
    };
    let Ok(documents) = documents.parse() else {
        eprintln!("{documents} is no number of documents");
        return ExitCode::from(2);
    };
    match corpus::write(Path::new(folder), documents) {
        Ok(written) => {
            println!("{written}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(2)
        }
    }
}
