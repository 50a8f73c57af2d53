//! What belongs to the engine and not to a procedure: its check kinds and its own findings.

use crate::check::kinds;
use crate::lang::{Lang, Text};
use crate::notice;
use crate::words;

use super::{Body, Manual, Page, Part, general, id, seal};

/// The ids of all of them.
pub fn ids() -> Vec<String> {
    let kinds = kinds::ALL.iter().map(|it| it.slug);
    let notices = notice::ALL.iter().map(|it| it.id);
    kinds.chain(notices).map(str::to_owned).collect()
}

/// The page of one of them.
pub fn page(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let kind = kind(manual, wanted);
    let Some(mut page) = seal::page(manual, wanted) else {
        return kind.or_else(|| finding(wanted));
    };
    // The check kind of the same name is about the same thing, seen by authors of rules.
    page.parts.extend(kind.into_iter().flat_map(|it| it.parts));
    Some(page)
}

/// A check kind: its manual as it stands beside the code, then the rules that use it.
fn kind(manual: &Manual<'_>, wanted: &str) -> Option<Page> {
    let kind = kinds::find(wanted)?;
    let mut page = Page::new(kind.slug, "check-kind", Text::default());
    page.parts = both(sections(kind.manual), sections(kind.manual_zh));
    let rules = manual.procedure.rules.iter();
    let using = rules.filter(|it| it.parts.iter().any(|part| part.check.kind == kind.slug));
    page.list("used-by", using.map(|it| (id(&it.id), it.title.clone())));
    Some(page)
}

fn finding(wanted: &str) -> Option<Page> {
    let notice = notice::find(wanted)?;
    let text = |part: &str| words::text(&format!("notice.{}.{part}", notice.id));
    let mut page = Page::new(notice.id, "notice", text("title"));
    page.say("why", text("explain"));
    let help = words::one(Lang::En, &format!("notice.{}.help", notice.id));
    page.say(
        "instead",
        help.map_or_else(Text::default, |_| general(&text("help"))),
    );
    let level = words::text(&format!("report.level.{}", notice.severity.id()));
    let severity = words::text("explain.severity");
    page.list("applies", [(severity, level)]);
    page.say("defined", words::text("explain.engine"));
    Some(page)
}

/// The parts of a manual in English with those in Chinese, which has no example of its own.
fn both(mut parts: Vec<Part>, chinese: Vec<Part>) -> Vec<Part> {
    let prose = parts
        .iter_mut()
        .filter(|it| matches!(it.body, Body::Prose(_)));
    for (part, zh) in prose.zip(chinese) {
        let add = |text: &mut Text, zh: &Text| text.set(Lang::Zh, zh.get(Lang::Zh).to_owned());
        add(&mut part.heading, &zh.heading);
        if let (Body::Prose(text), Body::Prose(zh)) = (&mut part.body, &zh.body) {
            add(text, zh);
        }
    }
    for part in &mut parts {
        if matches!(part.body, Body::Code(_)) {
            part.heading.set(
                Lang::Zh,
                words::text("explain.example").get(Lang::Zh).to_owned(),
            );
        }
    }
    parts
}

/// The parts of a manual: what stands under each heading of the second level, fences apart.
fn sections(manual: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut heading = Text::default();
    let mut lines: Vec<&str> = Vec::new();
    let mut close = |heading: &Text, lines: &mut Vec<&str>, is_code: bool| {
        let text = std::mem::take(lines).join("\n");
        if !text.trim().is_empty() {
            let text = text.trim_matches('\n').to_owned();
            let body = if is_code {
                Body::Code(text)
            } else {
                Body::Prose(text.into())
            };
            parts.push(Part {
                heading: heading.clone(),
                body,
            });
        }
    };
    let mut in_code = false;
    for line in manual.lines() {
        // A doc comment has a blank before its text.
        let line = line.strip_prefix(' ').unwrap_or(line);
        if line.starts_with("```") {
            close(&heading, &mut lines, in_code);
            in_code = !in_code;
        } else if let Some(title) = line.strip_prefix("## ").filter(|_| !in_code) {
            close(&heading, &mut lines, false);
            heading = title.into();
        } else {
            lines.push(line);
        }
    }
    close(&heading, &mut lines, in_code);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manual_is_divided_at_its_headings_and_fences() {
        let parts = sections(" ## What\n A thing.\n\n ## Example\n ```yaml\n a:\n   ## b\n ```\n");
        let bodies: Vec<_> = parts.iter().map(|it| &it.body).collect();
        let example = Body::Code("a:\n  ## b".into());
        assert_eq!(bodies, [&Body::Prose("A thing.".into()), &example]);
        assert_eq!(parts[1].heading, Text::plain("Example"));
    }
}
