//! What a server has to tell whoever started it.

use std::time::Duration;

use crate::error::Error;
use crate::lang::Text;
use crate::words;

/// A number of errors, in words.
pub(super) fn errors_said(count: usize) -> Text {
    let form = if count == 1 { "one" } else { "many" };
    let path = format!("report.count.errors.{form}");
    words::fill(&path, &[("n", Text::plain(count.to_string()))])
}

/// Something that happened while serving.
#[derive(Debug)]
pub enum News<'a> {
    /// The server can be asked.
    Listening {
        /// Where.
        url: String,
        /// The port that was wanted, if another program has it.
        taken: Option<u16>,
        /// Whether others than the users of this machine can ask.
        exposed: bool,
    },
    /// The system does not report changes, so the folders are looked through.
    Polling {
        /// Why.
        reason: String,
    },
    /// The site was built and is shown.
    Built {
        /// How long it took.
        time: Duration,
        /// How many pages it has.
        pages: usize,
        /// How many of those that are open changed.
        changed: usize,
        /// How many errors were found in the portal.
        errors: usize,
    },
    /// The site could not be built.
    Failed(&'a Error),
    /// The server has ended.
    Stopped,
}

impl News<'_> {
    /// The same in words, one sentence each.
    pub fn sentences(&self) -> Vec<Text> {
        let one = |id: &str, args: &[(&str, Text)]| words::fill(&format!("serve.{id}"), args);
        let number = |it: usize| Text::plain(it.to_string());
        match self {
            Self::Listening {
                url,
                taken,
                exposed,
            } => {
                let taken =
                    taken.map(|port| one("taken", &[("port", Text::plain(port.to_string()))]));
                let exposed = exposed.then(|| one("exposed", &[]));
                let listening = one("listening", &[("url", Text::plain(url.clone()))]);
                taken
                    .into_iter()
                    .chain(exposed)
                    .chain([listening])
                    .collect()
            }
            Self::Polling { reason } => {
                vec![one("polling", &[("reason", Text::plain(reason.clone()))])]
            }
            Self::Built {
                time,
                pages,
                changed,
                errors,
            } => vec![one(
                "built",
                &[
                    ("time", Text::plain(time.as_millis().to_string())),
                    ("pages", number(*pages)),
                    ("changed", number(*changed)),
                    ("errors", errors_said(*errors)),
                ],
            )],
            Self::Failed(error) => vec![error.message()],
            Self::Stopped => vec![one("stopped", &[])],
        }
    }
}
