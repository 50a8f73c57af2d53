//! A file of the site: what rendering makes, what is written to disk or served.

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path in the site, parts divided by `/`, such as `rules/index.html`.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}
