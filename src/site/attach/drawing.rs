//! Whether an SVG file is nothing but a picture.
//!
//! Within a page a drawing is inert. Opened by itself it is a document of the portal's own origin,
//! and on a server that sends no policy its scripts would run. So what is not clearly a picture is
//! not published.

/// Elements that run, fetch or change something.
const ACTIVE: &[&str] = &[
    "animate",
    "animatecolor",
    "animatemotion",
    "animatetransform",
    "audio",
    "discard",
    "embed",
    "foreignobject",
    "handler",
    "iframe",
    "listener",
    "object",
    "script",
    "set",
    "video",
];

/// Where a drawing may point: into itself, to pictures inside it, or to a page that somebody asks for.
const TARGETS: &[&str] = &[
    "#",
    "http://",
    "https://",
    "mailto:",
    "data:image/png",
    "data:image/jpeg",
    "data:image/gif",
    "data:image/webp",
];

/// Whether the drawing does nothing when it is opened.
pub(super) fn is_still(bytes: &[u8]) -> bool {
    // Another encoding could hide anything from this look and nothing from a browser.
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let text = text.to_ascii_lowercase();
    let mut rest = text.as_str();
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        // Words in which quotes and brackets mean nothing.
        let plain = [("!--", "-->"), ("![cdata[", "]]>")];
        if let Some((inner, end)) = plain
            .iter()
            .find_map(|(start, end)| Some((rest.strip_prefix(start)?, end)))
        {
            let Some((_, after)) = inner.split_once(end) else {
                return false;
            };
            rest = after;
            continue;
        }
        let Some(tag) = tag(rest) else { return false };
        if !is_harmless(tag) {
            return false;
        }
        rest = &rest[tag.len()..];
    }
    true
}

/// A tag up to its `>`; one in quotes does not end it.
fn tag(text: &str) -> Option<&str> {
    let mut quote = None;
    let end = text.find(|it| {
        match quote {
            Some(open) if open == it => quote = None,
            None if it == '"' || it == '\'' => quote = Some(it),
            _ => {}
        }
        it == '>' && quote.is_none()
    })?;
    Some(&text[..end])
}

fn is_harmless(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let name = name
        .split([' ', '\t', '\n', '\r', '/'])
        .next()
        .unwrap_or_default();
    match name {
        "?xml" => return true,
        "!doctype" => return !tag.contains('['),
        _ if name.starts_with(['!', '?']) => return false,
        _ => {}
    }
    let local = name.rsplit(':').next().unwrap_or_default();
    !ACTIVE.contains(&local) && attributes(tag).all(|(name, value)| is_plain(name, value))
}

/// Names and values; a value whose quotes do not match is given as it stands.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once('=')?;
        let name = before
            .trim_end()
            .rsplit([' ', '\t', '\n', '\r', '"', '\'', '/'])
            .next()?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|it| matches!(it, '"' | '\''));
        let (value, tail) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => (after, ""),
        };
        rest = tail;
        Some((name, value))
    })
}

fn is_plain(name: &str, value: &str) -> bool {
    let local = name.rsplit(':').next().unwrap_or_default();
    if local.starts_with("on") {
        return false;
    }
    if matches!(local, "href" | "src" | "base") {
        return TARGETS.iter().any(|it| value.trim_start().starts_with(it));
    }
    !value.contains("javascript:")
}

#[cfg(test)]
mod tests {
    use super::is_still;

    #[test]
    fn drawings_of_programs_are_pictures() {
        let text = "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\">\n\
            <!-- <script> in a remark --><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"x\">\n\
            <style><![CDATA[ a > b { fill: red } ]]></style><a href=\"https://x.example/\"><text x='1'>甲 &lt; 乙</text></a>\n\
            <use xlink:href=\"#a\"/><image href=\"data:image/png;base64,AA==\"/></svg>";
        assert!(is_still(text.as_bytes()));
    }

    #[test]
    fn drawings_that_could_do_something_are_not() {
        for inner in [
            "<script>x</script>",
            "<svg:script/>",
            "<SCRIPT href='x'/>",
            "<g onload=\"x\"/>",
            "<g title=\"a\"onclick='x'/>",
            "<a href=\"javascript:x\"/>",
            "<a xlink:href=\" &#106;avascript:x\"/>",
            "<image href=\"//x.example/a.png\"/>",
            "<foreignObject/>",
            "<set attributeName=\"href\" to=\"x\"/>",
            "<iframe src=\"x\"/>",
            "<use href=\"data:image/svg+xml,x\"/>",
            "<?xml-stylesheet href=\"x.xsl\"?>",
            "<!-- open <script>",
            "<![CDATA[ ' ]]><script>x</script><!-- ' -->",
            "<g a=\"b",
        ] {
            let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>");
            assert!(!is_still(text.as_bytes()), "{inner}");
        }
        assert!(!is_still(b"<!DOCTYPE svg [<!ENTITY x \"y\">]><svg/>"));
        assert!(!is_still(&[0xFF, 0xFE, b'<', 0]));
    }
}
