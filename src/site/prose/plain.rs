//! Markdown as the plain text that people read, a line a paragraph: what a search finds.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::document::chinese;
use crate::document::markdown::options;

/// The words of a body without its markup.
pub(crate) fn text(markdown: &str) -> String {
    let options = options();
    let source = chinese::loosen(markdown, options).text;
    let events: Vec<_> = Parser::new_ext(&source, options).collect();
    let mut out = String::with_capacity(markdown.len());
    for event in super::joined(&events) {
        match event {
            Event::Text(it) | Event::Code(it) => out.push_str(&it),
            Event::HardBreak => out.push(' '),
            Event::Html(it) | Event::InlineHtml(it) => without_tags(&it, &mut out),
            Event::Start(Tag::TableCell) if !out.ends_with('\n') => out.push(' '),
            Event::Start(tag) if is_block(tag.to_end()) => end_line(&mut out),
            Event::End(tag) if is_block(tag) => end_line(&mut out),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

/// Whether something else begins a line of its own.
fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableCell
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

fn end_line(out: &mut String) {
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
}

fn without_tags(html: &str, out: &mut String) {
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_read_is_left_of_markup() {
        let body = "## 原因 {#why}\n\n**网关**证书\n过期，见 [方案](plan.md) `a-b`。\n\n- [x] 一\n- 二 <b>粗</b>\n\n| 项 | 数 |\n|--|--|\n| 甲 | 3 |\n";
        assert_eq!(
            text(body),
            "原因\n网关证书过期，见 方案 a-b。\n一\n二 粗\n项 数\n甲 3"
        );
    }
}
