//! `changebook.yaml`: title, languages, zone, theme, as-of date.

use jiff::tz::TimeZone;

use crate::lang::{Lang, Text};
use crate::moment::Moment;

/// The configuration of a portal.
#[derive(Clone, Debug)]
pub struct Config {
    /// The title of the portal.
    pub title: Text,
    /// Its languages, the first one first; never empty.
    pub languages: Vec<Lang>,
    /// The zone of times without an offset.
    pub zone: TimeZone,
    /// Where it is published, with a `/` at the end.
    pub address: Option<String>,
    /// The theme.
    pub theme: String,
    /// Today, if it is pinned.
    pub as_of: Option<Moment>,
    /// Whether people are printed by name; else by role.
    pub publish_names: bool,
    /// The address of a file's editor, with `{path}` in it.
    pub edit_link: Option<String>,
}
