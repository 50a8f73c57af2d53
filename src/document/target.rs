//! Where a link of a body leads within the portal: the path and the anchor in what somebody wrote.

/// A link as its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The file from the root of the portal; nothing if the link stays in its own file.
    pub path: Option<String>,
    /// What stands after `#`.
    pub anchor: Option<String>,
}

/// Where `target` leads, as it is written in the file at `base`.
///
/// Nothing for a link with a scheme or to another host; `Err` if it leaves the portal.
pub fn read(base: &str, target: &str) -> Option<Result<Target, Outside>> {
    let scheme = target.split_once(':').map(|(it, _)| it);
    if scheme.is_some_and(is_scheme) || target.starts_with("//") {
        return None;
    }
    let (path, anchor) = match target.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor))),
        None => (target, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Some(Ok(Target { path: None, anchor }));
    }
    let found = resolve(base, &decode(path));
    let target = found.map(|path| Target {
        path: Some(path),
        anchor,
    });
    Some(target.ok_or(Outside))
}

/// A link leaves the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside;

/// Whether what stands before a colon can be the scheme of an address.
pub fn is_scheme(text: &str) -> bool {
    text.chars()
        .all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.'))
}

/// `target` as written in the file at `base`, from the root of the portal; nothing if it leaves that.
pub fn resolve(base: &str, target: &str) -> Option<String> {
    let mut parts: Vec<_> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => base
            .rsplit_once('/')
            .map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            it => parts.push(it),
        }
    }
    Some(parts.join("/"))
}

/// A text without `%` forms, if what remains is one.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = (byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(decoded) = code.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            out.push(decoded);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_from_the_file_they_stand_in() {
        let base = "changes/CHG-1/03.md";
        let inside = |target: &str| read(base, target).unwrap().unwrap();
        assert_eq!(
            inside("evidence/%E5%9B%BE%201.png").path.unwrap(),
            "changes/CHG-1/evidence/图 1.png"
        );
        let other = inside("../CHG-2/change.md#结论");
        assert_eq!(other.path.unwrap(), "changes/CHG-2/change.md");
        assert_eq!(other.anchor.unwrap(), "结论");
        assert_eq!(inside("#a").path, None);
        assert_eq!(inside("/pages/guide.md").path.unwrap(), "pages/guide.md");
        assert_eq!(read(base, "../../../x"), Some(Err(Outside)));
        assert_eq!(read(base, "mailto:a@example.org"), None);
        assert_eq!(read(base, "//example.org/x"), None);
    }

    #[test]
    fn percent_forms_that_are_none_stay() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz"), "%zz");
        assert_eq!(decode("%ff"), "%ff");
    }
}
