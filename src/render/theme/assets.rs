//! Static files on their way to their published names: style sheets whole, every name with a hash.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::page::Page;

/// Files under names with a hash of their bytes, so that a browser may keep them for ever.
///
/// A style sheet may name another file as `url("name")`; it gets the published name. Its lines
/// `@import "../styles/NAME.css";` give way to the text of that part.
pub(super) fn published(
    files: BTreeMap<String, Vec<u8>>,
    styles: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Page>, Error> {
    let (sheets, others): (BTreeMap<_, _>, BTreeMap<_, _>) = files
        .into_iter()
        .partition(|(name, _)| name.strip_suffix(".css").is_some());
    let mut published: BTreeMap<_, _> = others
        .into_iter()
        .map(|(name, bytes)| (name.clone(), hashed(&name, bytes)))
        .collect();
    let mut whole = BTreeMap::new();
    for (name, bytes) in sheets {
        let mut text = joined(&name, &String::from_utf8_lossy(&bytes), styles)?;
        for (other, file) in &published {
            let path = file.path.strip_prefix("assets/").unwrap_or(&file.path);
            text = text.replace(&format!("url(\"{other}\")"), &format!("url(\"{path}\")"));
        }
        whole.insert(name.clone(), hashed(&name, text.into_bytes()));
    }
    published.extend(whole);
    Ok(published)
}

fn hashed(name: &str, bytes: Vec<u8>) -> Page {
    let hash = blake3::hash(&bytes).to_hex();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let path = format!("assets/{stem}.{}.{ending}", &hash[..12]);
    Page { path, bytes }
}

/// A style sheet with the parts that it imports in the place of the imports.
fn joined(name: &str, text: &str, styles: &BTreeMap<String, String>) -> Result<String, Error> {
    let mut whole = String::new();
    for (at, line) in text.lines().enumerate() {
        let import = line.trim().strip_prefix("@import \"../styles/");
        let Some(part) = import.and_then(|it| it.strip_suffix("\";")) else {
            whole.push_str(line);
            whole.push('\n');
            continue;
        };
        let Some(text) = styles.get(part) else {
            return Err(Error::Template {
                template: format!("static/{name}"),
                line: Some(at + 1),
                text: Some(line.trim().to_owned()),
                page: None,
                causes: vec![format!("there is no styles/{part} in the theme")],
            });
        };
        whole.push_str(text);
    }
    Ok(whole)
}
