//! From a folder of change records to a checked, browsable portal.
//!
//! The crate is one pipeline. Every stage is a module that takes the value the
//! stage before it made and returns a new one; no stage reaches back, and none
//! changes what it was given.
//!
//! ```text
//! Source ──parse──▶ Document ──bind──▶ Book ──check──▶ Findings
//!                   (Procedure) ─────────┘└────plan──────┤
//!             Output ◀──write── Pages ◀──render──────── Site
//! ```
//!
//! # Two kinds of trouble
//!
//! A **finding** ([`finding::Finding`]) says that the content is not in order:
//! a record, a register, a rule. It has a place, a severity and an id that can
//! be looked up, and it never stops the run. Bad syntax is no exception: the
//! parser keeps what it could not read as a fault beside what it could.
//!
//! An **error** ([`error::Error`]) says that the tool could not do its work. It
//! stops the run.
//!
//! # Invariants
//!
//! - The procedure is data. No name of any procedure stands in the code: rules,
//!   roles, states and fields come from the files of the portal.
//! - Whatever a person wrote keeps its [`source::Place`], down to the byte.
//! - Only [`git`], [`project`], [`output`], [`watch`], [`serve`], [`lsp`] and [`cli`] touch disk, clock,
//!   network and terminal. The moment for which everything is judged is an input.
//! - The same files and the same moment give the same bytes. What is iterated is sorted.
//! - [`render`] sees the site model and nothing below it. What a page shows was
//!   decided before any template ran.
//!
//! # Modules, lowest first
//!
//! - [`secret`] finds what must not be shown, [`source`] owns the texts and veils it; [`lang`] the two languages; [`text`] compares what people wrote
//! - [`yaml`] reads trees with places, [`moment`] reads dates, [`words`] holds the tool's own sentences
//! - [`finding`] and [`notice`] say what is not in order, [`error`] why the tool could not work
//! - [`document`] reads a text: front matter and Markdown
//! - [`procedure`] loads what an organisation demands, with expressions from [`expr`]
//! - [`book`] binds documents to records with typed values
//! - [`seal`] turns what was approved into one number
//! - [`progress`] tells how far long work has come
//! - [`mod@check`] holds every record against every rule
//! - [`history`] is what is known of who edited a file
//! - [`digest`] lists files by their SHA-256, [`export`] gives the population of changes the forms of other tools
//! - [`report`] and [`explain`] tell people and programs, [`mod@fix`] applies the edits that findings offer
//! - [`scaffold`] says what a new portal, change or document begins with
//! - [`status`] says what is next in every change, and who does it
//! - [`mod@schema`] describes every kind of file for editors, [`editor`] answers what they ask of a text
//! - [`search`] cuts texts into an index that a browser can search
//! - [`site`] decides what every page shows, [`render`] draws it with a theme, [`page`] is a finished file
//! - [`git`] knows older versions, [`project`] finds a portal, [`reading`] reads it, [`evidence`] looks for what
//!   was sealed and has been changed since, [`judging`] judges it, [`mod@mend`] applies every fix, [`publish`] makes the
//!   files of a site, [`pack`] what shows one change, [`output`] writes them,
//!   [`watch`] and [`serve`] show it while people write, [`lsp`] answers their editors, [`cli`] is the command line

pub mod book;
pub mod check;
pub mod cli;
pub mod digest;
pub mod document;
pub mod editor;
pub mod error;
pub mod evidence;
pub mod explain;
pub mod export;
pub mod expr;
pub mod finding;
pub mod fix;
pub mod git;
pub mod history;
pub mod judging;
pub mod lang;
pub mod lsp;
pub mod mend;
pub mod moment;
pub mod notice;
pub mod output;
pub mod pack;
pub mod page;
pub mod procedure;
pub mod progress;
pub mod project;
pub mod publish;
pub mod reading;
pub mod render;
pub mod report;
pub mod scaffold;
pub mod schema;
pub mod seal;
pub mod search;
pub mod secret;
pub mod serve;
pub mod site;
pub mod source;
pub mod status;
pub mod text;
pub mod watch;
pub mod words;
pub mod yaml;

pub use judging::{Checked, check, check_after, check_over, judge, judge_past};
pub use mend::{Mending, mend};
pub use publish::{build, build_with};
pub use reading::{Reading, read, read_after, take, take_after};
