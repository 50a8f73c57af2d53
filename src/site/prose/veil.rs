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
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
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
}
