//! Roles for names in markup that people wrote themselves.
//!
//! What the parser hands out as text is veiled on its way. HTML blocks come as
//! markup; this goes through them once they are clean, and touches neither the
//! names of tags nor what the site itself put there.

use crate::document::target::decode;

/// The attributes whose values people read.
const READ: &[&str] = &[
    "alt",
    "title",
    "data-label",
    "aria-label",
    "summary",
    "cite",
];

/// Cleaned HTML with `hide` done to its texts and to the attributes that people read.
///
/// An address in which `hide` finds something is taken away.
pub(super) fn veil(html: &str, hide: impl Fn(&str) -> String) -> String {
    let html = dissolve(html, &hide);
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        out.push_str(&hide(text));
        let (tag, after) = tag.split_at(tag_end(tag));
        let mut tag = tag;
        while let Some((before, value)) = tag.split_once("=\"") {
            let (value, tail) = value.split_once('"').unwrap_or((value, ""));
            let (head, name) = before.rsplit_once(' ').unwrap_or(("", before));
            let hidden = hide(value);
            let address = decode(value);
            if name == "href" && hide(&address) != address {
                out.push_str(head);
            } else {
                let shown = if READ.contains(&name) { &hidden } else { value };
                out.extend([before, "=\"", shown, "\""]);
            }
            tag = tail;
        }
        out.push_str(tag);
        rest = after;
    }
    out.push_str(&hide(rest));
    out
}

/// The markup that stands within a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "br", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "span",
    "strong", "sub", "sup", "u",
];

/// The same HTML, but plain where a name runs over the markup within a line: `<b>A</b>nn`.
///
/// There the markup would have to be cut in two, and a role stands for the whole name.
fn dissolve(html: &str, hide: &impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len());
    // Of the line at hand: the whole of it, and its texts.
    let (mut whole, mut texts) = (String::new(), Vec::new());
    let mut rest = html;
    while !rest.is_empty() {
        let (text, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        whole.push_str(text);
        texts.push(text);
        let (tag, after) = tag.split_at(tag_end(tag));
        if INLINE.contains(&tag_name(tag)) {
            whole.push_str(tag);
        } else {
            out.push_str(&plain_if_hidden(&whole, &texts, hide));
            out.push_str(tag);
            whole.clear();
            texts.clear();
        }
        rest = after;
    }
    out.push_str(&plain_if_hidden(&whole, &texts, hide));
    out
}

/// A line without its markup if a name runs over that, else as it is.
fn plain_if_hidden(whole: &str, texts: &[&str], hide: &impl Fn(&str) -> String) -> String {
    let plain = texts.concat();
    let by_parts: String = texts.iter().map(|it| hide(it)).collect();
    if hide(&plain) == by_parts {
        whole.to_owned()
    } else {
        plain
    }
}

fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|it: char| !it.is_ascii_alphanumeric());
    &name[..end.unwrap_or(name.len())]
}

/// Where the tag ends that begins the text; a `>` in quotes does not end it.
fn tag_end(text: &str) -> usize {
    let mut is_quoted = false;
    let end = text.find(|it| {
        is_quoted ^= it == '"';
        it == '>' && !is_quoted
    });
    end.map_or(text.len(), |it| it + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_read_attributes_are_veiled_and_tags_are_not() {
        let hide = |it: &str| it.replace("li", "owner");
        let html = r#"<ul><li title="a > li" class="li">li</li></ul><a href="mailto:li@x.example" rel="li">b</a>"#;
        assert_eq!(
            veil(html, hide),
            r#"<ul><li title="a > owner" class="li">owner</li></ul><a rel="li">b</a>"#
        );
    }

    #[test]
    fn name_that_runs_over_markup_does_not_shine_through() {
        let hide = |it: &str| it.replace("张三", "经理").replace("张\n三", "经理");
        let said = |html: &str| veil(html, hide);
        assert_eq!(said("<p><b>张</b>三写的 <i>x</i></p>"), "<p>经理写的 x</p>");
        assert_eq!(said("由<a href=\"x\">张</a><em>三</em>"), "由经理");
        assert_eq!(said("<p><b>张三</b>写</p>"), "<p><b>经理</b>写</p>");
        assert_eq!(said("<p>张<br />\n三写</p>"), "<p>经理写</p>");
        assert_eq!(said("<li>张</li><li>三</li>"), "<li>张</li><li>三</li>");
    }
}
