//! A file of the site: what rendering makes, what is written to disk or served.

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path in the site, parts divided by `/`, such as `rules/index.html`.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// What tells the bytes of a file from all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Their BLAKE3 hash in hexadecimal digits.
    pub hash: String,
    /// How many they are.
    pub size: u64,
}

impl Stamp {
    /// That of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            hash: blake3::hash(bytes).to_hex().to_string(),
            size: bytes.len() as u64,
        }
    }
}

/// A file of the site that may be made, or left as it is by whoever has it already.
pub struct Sheet<'a, E> {
    /// Its path in the site.
    pub path: String,
    /// What it was when it was made last, if it is surely the same now.
    pub was: Option<Stamp>,
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
            was: None,
            make: Box::new(move || Ok(page)),
        }
    }
}

impl<E> std::fmt::Debug for Sheet<'_, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Sheet");
        shown.field("path", &self.path);
        shown.field("was", &self.was);
        shown.finish_non_exhaustive()
    }
}
