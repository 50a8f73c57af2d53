//! The body of a document: headings, sections, links, images, with their places.
//!
//! One pass over the parser's events. The same options serve the pages, so
//! that what is judged and what is shown is the same reading.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::source::Span;
use crate::text;

use super::chinese;

/// A body that has been read.
#[derive(Debug, Default)]
pub struct Markdown {
    /// Its bytes.
    pub span: Span,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Its links and images, in order.
    pub links: Vec<Link>,
    /// Its tables, in order.
    pub tables: Vec<Table>,
    /// Its task list items, in order.
    pub tasks: Vec<Task>,
    /// Its fenced and indented code blocks, in order.
    pub code: Vec<Code>,
    /// Its alerts, in order.
    pub alerts: Vec<Span>,
    /// The definitions of its footnotes, in order.
    pub footnotes: Vec<Footnote>,
}

/// A heading and the section beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text as written, without markup.
    pub text: String,
    /// Its text for comparison: width and spaces normalised, a leading numeral dropped.
    pub normal: String,
    /// Its bytes.
    pub span: Span,
    /// The bytes of its section, up to the next heading of its level or a higher one.
    pub section: Span,
    /// The text of its section, without markup and comments.
    pub content: String,
    /// The id that is written as `{#id}`.
    pub id: Option<String>,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written.
    pub target: String,
    /// Its bytes.
    pub span: Span,
    /// Whether it is an image.
    pub is_image: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its bytes.
    pub span: Span,
    /// The texts of its first row.
    pub head: Vec<String>,
    /// The texts of the others.
    pub rows: Vec<Vec<String>>,
}

/// An item of a task list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The bytes of its box.
    pub span: Span,
    /// Whether it is ticked.
    pub done: bool,
}

/// A code block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its bytes.
    pub span: Span,
    /// The word after its fence, such as `sql`.
    pub language: String,
}

/// Whether a code block says by the words behind its fence that it is the source of a diagram.
pub fn is_diagram(words: &str) -> bool {
    let word = words.split([' ', ',', '{']).next().unwrap_or_default();
    ["d2", "dot", "graphviz", "mermaid", "plantuml", "puml"]
        .contains(&word.trim().to_lowercase().as_str())
}

/// The definition of a footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// Its label.
    pub label: String,
    /// Its bytes.
    pub span: Span,
}

impl Markdown {
    /// The ids of its headings in their order, by which links can name them.
    pub fn anchors(&self) -> Vec<String> {
        let ids = self.headings.iter().map(|it| it.id.as_deref());
        let mut taken = Anchors::new(ids.flatten());
        let headings = self.headings.iter();
        headings
            .map(|it| match &it.id {
                Some(id) => taken.written(id),
                None => taken.take(&it.text),
            })
            .collect()
    }
}

/// The ids given to headings so far.
#[derive(Debug, Default)]
pub struct Anchors {
    /// Those that people wrote as `{#id}`, which no other heading gets.
    reserved: BTreeSet<String>,
    taken: BTreeSet<String>,
}

impl Anchors {
    /// None given yet; `reserved` are those that are written in the body.
    pub fn new<'i>(reserved: impl Iterator<Item = &'i str>) -> Self {
        Self {
            reserved: reserved.map(str::to_owned).collect(),
            taken: BTreeSet::new(),
        }
    }

    /// The id that is written, or one that follows from it where it stands twice.
    pub fn written(&mut self, id: &str) -> String {
        self.reserved.remove(id);
        self.take(id)
    }

    /// An id that no other heading of the body has: the text itself, spaces as `-`.
    pub fn take(&mut self, text: &str) -> String {
        let plain: String = text
            .trim()
            .chars()
            .map(|it| if it.is_whitespace() { '-' } else { it })
            .collect();
        let plain = if plain.is_empty() {
            "-".to_owned()
        } else {
            plain
        };
        let mut id = plain.clone();
        let mut number = 1;
        while self.reserved.contains(&id) || !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{plain}-{number}");
        }
        id
    }
}

/// The dialect of bodies.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Reads the body `text[span]`; all places count from the start of `text`.
pub fn parse(text: &str, span: Span) -> Markdown {
    let mut reading = Reading {
        body: Markdown {
            span,
            ..Markdown::default()
        },
        base: span.start,
        in_heading: false,
        row: None,
    };
    // A zero byte has its finding; as a blank it spoils no heading.
    let shown = text[span.start..span.end].replace('\0', " ");
    let loose = chinese::loosen(&shown, options());
    let events = Parser::new_ext(&loose.text, options()).into_offset_iter();
    for (event, range) in events {
        let span = Span::new(loose.back(range.start), loose.back(range.end));
        reading.event(&event, span);
    }
    reading.finish(text)
}

struct Reading {
    body: Markdown,
    base: usize,
    in_heading: bool,
    row: Option<Vec<String>>,
}

impl Reading {
    fn event(&mut self, event: &Event<'_>, range: Span) {
        let span = range.shifted(self.base);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) | Event::Code(text) => self.words(text),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::TaskListMarker(done) => self.body.tasks.push(Task { span, done: *done }),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.in_heading = true;
                self.body.headings.push(Heading {
                    level: depth(*level),
                    text: String::new(),
                    normal: String::new(),
                    span,
                    section: Span::new(span.end, self.body.span.end),
                    content: String::new(),
                    id: id.as_ref().map(ToString::to_string),
                });
            }
            Tag::Link { dest_url, .. } => self.link(dest_url, span, false),
            Tag::Image { dest_url, .. } => self.link(dest_url, span, true),
            Tag::Table(_) => self.body.tables.push(Table {
                span,
                head: Vec::new(),
                rows: Vec::new(),
            }),
            Tag::TableHead | Tag::TableRow => self.row = Some(Vec::new()),
            Tag::TableCell => {
                if let Some(row) = &mut self.row {
                    row.push(String::new());
                }
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    pulldown_cmark::CodeBlockKind::Fenced(info) => info
                        .split_whitespace()
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                    pulldown_cmark::CodeBlockKind::Indented => String::new(),
                };
                self.body.code.push(Code { span, language });
            }
            Tag::BlockQuote(Some(_)) => self.body.alerts.push(span),
            Tag::FootnoteDefinition(label) => self.body.footnotes.push(Footnote {
                label: label.to_string(),
                span,
            }),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.in_heading = false,
            TagEnd::TableHead | TagEnd::TableRow => {
                if let (Some(row), Some(table)) = (self.row.take(), self.body.tables.last_mut()) {
                    if tag == TagEnd::TableHead {
                        table.head = row;
                    } else {
                        table.rows.push(row);
                    }
                }
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock => {
                self.words(" ");
            }
            _ => {}
        }
    }

    fn link(&mut self, target: &str, span: Span, is_image: bool) {
        let target = target.to_owned();
        self.body.links.push(Link {
            target,
            span,
            is_image,
        });
    }

    fn words(&mut self, words: &str) {
        if let Some(cell) = self.row.as_mut().and_then(|it| it.last_mut()) {
            cell.push_str(words);
        }
        if let Some(heading) = self.body.headings.last_mut() {
            if self.in_heading {
                heading.text.push_str(words);
            } else {
                heading.content.push_str(words);
            }
        }
    }

    fn finish(mut self, text: &str) -> Markdown {
        let headings = &mut self.body.headings;
        for at in 0..headings.len() {
            let level = headings[at].level;
            let later = &headings[at + 1..];
            let next = later.iter().find(|it| it.level <= level);
            let end = next.map_or(self.body.span.end, |it| it.span.start);
            // Subsections are content of the section above them.
            let within = later.iter().take_while(|it| it.level > level);
            let below: Vec<_> = within.map(|it| it.content.clone()).collect();
            let heading = &mut headings[at];
            heading.section.end = end;
            heading.content.push_str(&below.concat());
            heading.text = heading.text.trim().to_owned();
            heading.normal = text::heading(&heading.text);
            let written = text[heading.span.start..heading.span.end].trim_end();
            heading.span.end = heading.span.start + written.len();
        }
        self.body
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# 一、总览 {#top}\n\n甲\n\n## 1.1 细则\n\n<!-- 提示 -->\n\n### 说明\n\n乙 **丙**\n\n\
        ## 空\n\n| 步骤 | 结果 |\n|---|---|\n| 备份 | ok |\n\n- [x] 完成\n- [ ] 待办\n\n\
        [链接](evidence/a.eml) ![图](b.png)[^1]\n\n[^1]: 注\n\n> [!WARNING]\n> 小心\n\n```sql\nselect 1;\n```\n";

    fn body() -> Markdown {
        parse(TEXT, Span::new(0, TEXT.len()))
    }

    #[test]
    fn headings_have_levels_places_and_normalised_titles() {
        let body = body();
        let shown: Vec<_> = body
            .headings
            .iter()
            .map(|it| (it.level, it.normal.as_str()))
            .collect();
        assert_eq!(shown, [(1, "总览"), (2, "细则"), (3, "说明"), (2, "空")]);
        assert_eq!(body.headings[0].id.as_deref(), Some("top"));
        let second = &body.headings[1];
        assert_eq!(&TEXT[second.span.start..second.span.end], "## 1.1 细则");
        assert!(
            TEXT[second.section.start..second.section.end]
                .trim_end()
                .ends_with("**丙**")
        );
    }

    #[test]
    fn zero_byte_in_a_heading_is_a_blank() {
        let text = "## 原因\0\n\n甲\n";
        let body = parse(text, Span::new(0, text.len()));
        assert_eq!(body.headings[0].normal, "原因");
    }

    #[test]
    fn anchors_are_the_texts_and_no_two_are_the_same() {
        let text = "# 风险\n\n## 风险 1\n\n## 风险\n\n## 风险-2\n\n## 别的 {#风险-3}\n\n## 风险\n\n## **甲。**乙\n";
        let anchors = parse(text, Span::new(0, text.len())).anchors();
        let expected = [
            "风险",
            "风险-1",
            "风险-2",
            "风险-2-2",
            "风险-3",
            "风险-4",
            "甲。乙",
        ];
        assert_eq!(anchors, expected.map(str::to_owned));
    }

    #[test]
    fn places_are_those_of_the_source_behind_bold_text_too() {
        let text = "这是**事。**所以 [x](y)\n\n## **险。**一\n";
        let body = parse(text, Span::new(0, text.len()));
        let written = |it: Span| &text[it.start..it.end];
        assert_eq!(written(body.links[0].span), "[x](y)");
        assert_eq!(written(body.headings[0].span), "## **险。**一");
        assert_eq!(body.headings[0].text, "险。一");
    }

    #[test]
    fn a_section_holds_the_text_of_its_subsections_but_no_comments() {
        assert_eq!(body().headings[1].content.trim(), "乙 丙");
    }

    #[test]
    fn links_images_tables_tasks_footnotes_alerts_and_code_are_found() {
        let body = body();
        let links: Vec<_> = body
            .links
            .iter()
            .map(|it| (it.target.as_str(), it.is_image))
            .collect();
        assert_eq!(links, [("evidence/a.eml", false), ("b.png", true)]);
        assert_eq!(body.tables[0].head, ["步骤 ", "结果 "].map(str::to_owned));
        assert_eq!(
            body.tasks.iter().map(|it| it.done).collect::<Vec<_>>(),
            [true, false]
        );
        assert_eq!(body.footnotes[0].label, "1");
        assert_eq!(body.alerts.len(), 1);
        assert_eq!(body.code[0].language, "sql");
    }
}
