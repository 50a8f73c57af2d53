//! The arguments that verbs share, and the terminal.
#![expect(
    clippy::disallowed_methods,
    reason = "the command line knows the current folder and prints"
)]

use std::env;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anstream::AutoStream;
use clap::builder::{PossibleValue, TypedValueParser as _};
use clap::{ArgGroup, Args, ValueEnum};

use crate::error::Error;
use crate::finding::Severity;
use crate::lang::Lang;
use crate::output;
use crate::procedure::config::Config;
use crate::progress::Listener;
use crate::project::Project;
use crate::report::Report;
use crate::words;

use super::Exit;
use super::progress::Line;

/// Which portal, as an argument or an option.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("place").multiple(false))]
pub struct Portal {
    /// Folder of the portal [default: the nearest changebook.yaml here or above, else content/]
    #[arg(value_name = "PORTAL", group = "place")]
    argument: Option<PathBuf>,

    #[command(flatten)]
    option: PortalOption,
}

/// Which portal, as an option.
#[derive(Debug, Args)]
pub struct PortalOption {
    /// The same as an option, for any verb
    #[arg(long, value_name = "DIR", group = "place")]
    portal: Option<PathBuf>,
}

/// For when, and how heavy a finding must be to fail the run.
#[derive(Debug, Args)]
pub struct Judging {
    /// Judge as of this day, to its end, or this time; earlier than today is a view of the past
    #[arg(long, value_name = "D")]
    pub as_of: Option<String>,

    /// Exit with 1 if there is a finding of this severity or a heavier one
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
}

/// How the tool speaks.
#[derive(Debug, Args)]
pub struct Look {
    /// Language of the report [default: the first of the portal]
    #[arg(long, value_name = "LANG", value_parser = lang_parser())]
    lang: Option<Lang>,

    /// Colour the output
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    color: Colour,

    /// Print the result only: no progress and no closing lines
    #[arg(long, short)]
    quiet: bool,
}

/// How heavy a finding must be to fail the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors fail it.
    Error,
    /// Errors and warnings do.
    Warning,
    /// Nothing does.
    Never,
}

impl FailOn {
    /// The lightest severity that is called a failure; a run that never fails still tells which these are.
    pub fn failing(self) -> Severity {
        match self {
            Self::Error | Self::Never => Severity::Error,
            Self::Warning => Severity::Warning,
        }
    }

    /// How the run ends.
    pub fn exit(self, report: &Report<'_>) -> Exit {
        let fails = match self {
            Self::Error => report.reaches(Severity::Error),
            Self::Warning => report.reaches(Severity::Warning),
            Self::Never => false,
        };
        if fails { Exit::Findings } else { Exit::Clean }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless it or `NO_COLOR` says otherwise
    Auto,
    /// Even into a file or a pipe
    Always,
    /// Not at all
    Never,
}

fn lang_parser() -> impl clap::builder::TypedValueParser<Value = Lang> {
    let tags = Lang::ALL.map(|it| PossibleValue::new(it.tag()));
    clap::builder::PossibleValuesParser::new(tags)
        .try_map(|tag| Lang::from_tag(&tag).ok_or("a language that changebook does not speak"))
}

impl Portal {
    /// Whether one was asked for by name.
    pub fn is_named(&self) -> bool {
        self.argument.is_some() || self.option.is_named()
    }

    /// Finds the portal.
    pub fn find(&self) -> Result<Project, Error> {
        match &self.argument {
            Some(path) => find(Some(path)),
            None => self.option.find(),
        }
    }
}

impl PortalOption {
    /// Whether one was asked for by name.
    pub fn is_named(&self) -> bool {
        self.portal.is_some()
    }

    /// Finds the portal.
    pub fn find(&self) -> Result<Project, Error> {
        find(self.portal.as_deref())
    }
}

fn find(named: Option<&Path>) -> Result<Project, Error> {
    Project::find(named, &here()?)
}

/// The current folder.
pub(super) fn here() -> Result<PathBuf, Error> {
    env::current_dir().map_err(|source| Error::Read {
        path: PathBuf::from("."),
        source,
    })
}

/// The columns of a result that goes into a file or a pipe.
const PAGE: usize = 100;

/// What a run prints through: its language, its colours, its two streams.
#[derive(Debug)]
pub struct Session {
    /// Whether nothing but the result is wanted.
    pub quiet: bool,
    asked: Option<Lang>,
    lang: Lang,
    color: anstream::ColorChoice,
    line: Arc<Line>,
}

impl Session {
    /// A session that speaks as asked, and English where nothing says otherwise yet.
    pub fn new(look: &Look) -> Self {
        Self {
            quiet: look.quiet,
            asked: look.lang,
            lang: look.lang.unwrap_or(Lang::En),
            color: match look.color {
                Colour::Auto => anstream::ColorChoice::Auto,
                Colour::Always => anstream::ColorChoice::Always,
                Colour::Never => anstream::ColorChoice::Never,
            },
            line: Arc::default(),
        }
    }

    /// The portal, with its work told on the terminal as it goes on; not in a pipe, nor where only the result is wanted.
    pub fn follow(&self, project: Project) -> Project {
        if self.quiet || !io::stderr().is_terminal() {
            return project;
        }
        let line = Arc::clone(&self.line);
        if let Some(lang) = self.asked {
            line.speak(lang);
        }
        let hear = move |phase, done, all| line.tell(phase, done, all);
        project.heard_by(Listener::new(hear))
    }

    /// Speaks the first language of the portal from now on, unless another one was asked for.
    pub fn speak(&mut self, config: &Config) -> Lang {
        let first = config.languages.first().copied();
        self.lang = self.asked.or(first).unwrap_or(self.lang);
        self.line.speak(self.lang);
        self.lang
    }

    /// The language that was asked for.
    pub fn asked(&self) -> Option<Lang> {
        self.asked
    }

    /// Whether standard output is coloured.
    pub fn is_coloured(&self) -> bool {
        self.choice(&io::stdout()) != anstream::ColorChoice::Never
    }

    /// Prints the result, or writes it to a file.
    pub fn result(&self, text: &str, file: Option<&Path>) -> Result<(), Error> {
        self.line.clear();
        if let Some(path) = file {
            return output::file(path, text.as_bytes());
        }
        let stdout = io::stdout();
        let choice = self.choice(&stdout);
        let mut stream = AutoStream::new(stdout.lock(), choice);
        let written = stream.write_all(text.as_bytes());
        match written.and_then(|()| stream.flush()) {
            // Whoever closed the pipe has read enough.
            Err(source) if source.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(source) => Err(Error::Write {
                path: PathBuf::from("<stdout>"),
                source,
            }),
            Ok(()) => Ok(()),
        }
    }

    /// The language of the session so far.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Says on standard error what was done, unless only the result is wanted.
    pub fn progress(&self, text: &str) {
        if !self.quiet {
            self.err(&format!("{}\n", text.trim_end()));
        }
    }

    /// Says on standard error what somebody at the terminal must read, whatever is wanted.
    pub fn say(&self, text: &str) {
        self.err(&format!("{}\n", text.trim_end()));
    }

    /// Asks on standard error for a line.
    pub fn prompt(&self, text: &str) {
        self.err(text);
    }

    /// How many columns the result may take: those of the terminal, else what a page holds.
    pub fn width(&self) -> usize {
        terminal_size::terminal_size_of(io::stdout()).map_or(PAGE, |it| usize::from(it.0.0))
    }

    /// Says on standard error what went wrong, why, and what to do.
    pub fn complain(&self, error: &Error) {
        let style = clap::builder::Styles::styled();
        let (red, bold) = (style.get_error(), style.get_literal());
        let word = |id: &str| {
            words::text(&format!("report.level.{id}"))
                .get(self.lang)
                .to_owned()
        };
        let message = error.message();
        let message = message.get(self.lang);
        let mut lines = vec![format!("{red}{}{red:#}: {message}", word("error"))];
        for cause in error.causes() {
            lines.push(format!("  {}", cause.get(self.lang).replace('\n', "\n  ")));
        }
        if let Some(help) = error.help() {
            let help = help.get(self.lang);
            lines.push(format!("{bold}{}{bold:#}: {help}", word("help")));
        }
        self.err(&(lines.join("\n") + "\n"));
    }

    fn err(&self, text: &str) {
        self.line.clear();
        let stderr = io::stderr();
        let choice = self.choice(&stderr);
        // There is nobody left to tell if this fails.
        let _ = AutoStream::new(stderr.lock(), choice).write_all(text.as_bytes());
    }

    fn choice<S: anstream::stream::RawStream>(&self, stream: &S) -> anstream::ColorChoice {
        match self.color {
            anstream::ColorChoice::Auto => AutoStream::choice(stream),
            chosen => chosen,
        }
    }
}
