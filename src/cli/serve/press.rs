//! The thread that makes the pages of one state of the portal when a browser asks for them.
//!
//! It owns what they are made from, and ends with the last who may ask. A fault of ours in one page is told in its
//! place, and the next page is made all the same.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::Checked;
use crate::check::waiting::Task;
use crate::error::Error;
use crate::history::History;
use crate::project::Project;
use crate::publish::{self, Files};
use crate::serve::{self, Dossier, Entry, Made};
use crate::site::{Planned, Site};
use crate::status::{self, Status};
use crate::watch::follow::guarded;

type Answer = Result<Option<Made>, Error>;

/// A path, and where the file is to be sent.
type Ask = (String, Sender<Answer>);

/// Asks the thread.
pub(super) struct Press(Sender<Ask>);

impl serve::Press for Press {
    fn make(&self, path: &str) -> Answer {
        let (sender, answer) = mpsc::channel();
        let asked = self.0.send((path.to_owned(), sender));
        let answer = asked.ok().and_then(|()| answer.recv().ok());
        // The thread does not end before its time, but an answer must be given.
        answer.unwrap_or_else(|| {
            Err(Error::Internal {
                text: path.to_owned(),
            })
        })
    }
}

/// Begins to answer; tells where files are.
pub(super) fn start(
    project: Project,
    checked: Arc<Checked>,
    history: History,
) -> Result<(Press, BTreeSet<String>), Error> {
    let (press, asks) = mpsc::channel();
    let (ready, paths) = mpsc::channel();
    thread::spawn(move || work(&project, &checked, &history, (&ready, &asks)));
    let paths = paths.recv().unwrap_or_else(|_| {
        Err(Error::Internal {
            text: String::new(),
        })
    });
    Ok((Press(press), paths?))
}

fn work(
    project: &Project,
    checked: &Checked,
    history: &History,
    (ready, asks): (&Sender<Result<BTreeSet<String>, Error>>, &Receiver<Ask>),
) {
    let site = match guarded(|| publish::whole(project, checked, history)) {
        Ok(site) => site,
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    let files = guarded(|| Files::new(project, checked, &site));
    let files = match files {
        Ok(files) => files,
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    let _ = ready.send(Ok(files.paths()));
    let tasks = status::tasks(&checked.context(), &checked.findings);
    answer(asks, |path| {
        let bytes = files.make(path)?;
        let page = files.page(path);
        let dossier = page.and_then(|it| dossier(checked, &site, &tasks, it));
        Ok(bytes.map(|it| Made::new(it, dossier)))
    });
}

/// Makes what is asked for, until nobody can ask any more.
fn answer(asks: &Receiver<Ask>, make: impl Fn(&str) -> Answer) {
    while let Ok((path, answer)) = asks.recv() {
        // Whoever asked may have gone meanwhile.
        let _ = answer.send(guarded(|| make(&path)));
    }
}

/// What is known of the record whose page this is.
fn dossier(checked: &Checked, site: &Site<'_>, tasks: &[Task], page: &Planned) -> Option<Dossier> {
    let ctx = checked.context();
    let record = page.dossier()?;
    let lang = page.lang();
    let status = Status {
        ctx,
        findings: &checked.findings,
        tasks,
        lang,
    };
    let found = site.found(record).filter(|it| it.counts());
    let found = found.map(|it| (site.spot(record, it.place), Entry::of(it, ctx.sources)));
    Some(Dossier {
        lang,
        next: status.next(record),
        findings: found.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::serve::Press as _;

    #[test]
    fn page_that_cannot_be_made_by_a_fault_of_ours_says_so_and_the_next_one_is_made() {
        let (press, asks) = mpsc::channel();
        let press = Press(press);
        let thread = thread::spawn(move || {
            answer(&asks, |path| {
                assert_ne!(path, "bad.html", "on purpose");
                Ok(Some(Made::new(path.into(), None)))
            });
        });
        let Err(Error::Internal { text }) = press.make("bad.html") else {
            panic!("it is no page");
        };
        assert!(text.contains("on purpose"), "{text}");
        let good = press.make("good.html").unwrap().unwrap();
        assert_eq!(&good.bytes[..], b"good.html");
        drop(press);
        thread.join().unwrap();
    }
}
