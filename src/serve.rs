//! The portal in a browser, rebuilt after every save.
//!
//! 1. [`run`] builds, shows the result, waits for a change, and begins again:
//!    one thread, never two builds at a time.
//! 2. What was built is a [`Snapshot`]: one state of the site, of which pages are
//!    made when they are asked for. It is swapped as a whole, so that a request
//!    sees one state of things.
//! 3. A second thread answers requests and tells the open tabs which of them may stay as they are.
//! 4. When the portal cannot be built, the browser shows why, and the last good
//!    site is kept at hand. Nothing needs to be restarted.
//!
//! How a site is built is the caller's affair.

#![expect(
    clippy::disallowed_methods,
    reason = "serving is to listen, to open a browser and to measure"
)]

use std::path::PathBuf;
use std::time::Instant;

use crate::error::Error;
use crate::lang::Lang;
use crate::watch::{self, Watch, follow};

mod address;
mod answer;
mod board;
mod html;
mod live;
mod media;
mod news;
mod notes;
mod open;
mod server;
mod snapshot;
#[cfg(test)]
mod tests;

pub use news::News;
pub use snapshot::{Dossier, Entry, Made, Press, Snapshot};

use server::Server;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name or the address to listen on.
    pub host: String,
    /// The port; if another program has it, one of the next. Any free one for 0.
    pub port: u16,
    /// Whether to open the browser.
    pub open: bool,
    /// The language of the pages that are no part of the site.
    pub lang: Lang,
    /// The folders whose changes call for a new build.
    pub folders: Vec<PathBuf>,
    /// How to watch them.
    pub watch: watch::Options,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".to_owned(),
            port: 4400,
            open: false,
            lang: Lang::En,
            folders: Vec::new(),
            watch: watch::Options::default(),
        }
    }
}

/// Serves what `build` makes until it is interrupted, and tells what happens.
pub fn run(
    options: &Options,
    build: impl Fn() -> Result<Snapshot, Error>,
    tell: impl Fn(&News<'_>),
) -> Result<(), Error> {
    // First the watch, then the first build: what is saved meanwhile is not missed.
    let mut watch = Watch::new(&options.folders, &options.watch);
    let stopper = watch.stopper();
    let server = Server::start(options)?;
    server.on_interrupt(move || stopper.stop());
    tell(&server.listening(options));
    if options.open {
        open::open(&server.url());
    }
    attend(&server, &mut watch, &build, &tell);
    server.stop();
    tell(&News::Stopped);
    Ok(())
}

/// Builds and waits in turn, until it is over.
fn attend(
    server: &Server,
    watch: &mut Watch,
    build: &impl Fn() -> Result<Snapshot, Error>,
    tell: &impl Fn(&News<'_>),
) {
    let build = || {
        let start = Instant::now();
        let result = follow::guarded(build);
        match &result {
            Ok(snapshot) => {
                let changed = server.show(&result);
                tell(&News::Built {
                    time: start.elapsed(),
                    pages: snapshot.len(),
                    changed,
                    errors: snapshot.errors(),
                });
                snapshot.fresh_for
            }
            Err(error) => {
                server.show(&result);
                tell(&News::Failed(error));
                follow::again(error)
            }
        }
    };
    follow::follow(watch, build, |reason| tell(&News::Polling { reason }));
}
