//! A file of the site: what rendering makes, what is written to disk or served.

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path in the site, parts divided by `/`, such as `rules/index.html`.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// A file of the site that may be made, or left as it is by whoever has it already.
pub struct Sheet<'a, E> {
    /// Its path in the site.
    pub path: String,
    /// Whether it is surely the same as when it was made last.
    pub is_same: bool,
    /// Makes it.
    pub make: Box<dyn FnOnce() -> Result<Page, E> + 'a>,
}

impl<E> Sheet<'_, E> {
    /// A file that is made.
    pub fn made(page: Page) -> Self
    where
        E: 'static,
    {
        Self {
            path: page.path.clone(),
            is_same: false,
            make: Box::new(move || Ok(page)),
        }
    }
}

impl<E> std::fmt::Debug for Sheet<'_, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Sheet");
        shown.field("path", &self.path);
        shown.field("is_same", &self.is_same);
        shown.finish_non_exhaustive()
    }
}
