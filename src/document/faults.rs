//! What reading found wrong, as findings: bytes, fences, YAML.

use crate::finding::{Finding, Related};
use crate::lang::Text;
use crate::notice;
use crate::source::{ByteFault, Place, Source, SourceId, Sources, Span};
use crate::words;
use crate::yaml::{Fault, FaultKind, MAX_DEPTH, MAX_NODES, Tree};

use super::Document;
use super::front::FenceFault;

/// Everything that is wrong with a text that must have front matter.
pub fn findings(sources: &Sources, document: &Document) -> Vec<Finding> {
    let source = sources.get(document.source);
    let mut found = bytes(document.source, source);
    // A file that was not read has no front matter to miss.
    let unread = source
        .faults()
        .iter()
        .any(|it| matches!(it, ByteFault::TooLarge { .. }));
    let fence = document.fence.filter(|_| !unread);
    let line = Place {
        source: document.source,
        span: source.line_span(1),
    };
    found.extend(front(line, fence, &document.front));
    found
}

/// What is wrong with front matter whose first line is `line`; used for the clauses of the procedure as well.
pub fn front(line: Place, fence: Option<FenceFault>, tree: &Tree) -> Vec<Finding> {
    let source = line.source;
    let mut found: Vec<_> = fence.map(|it| fence_fault(line, it)).into_iter().collect();
    // Where the end is missing, the text of the body is no YAML either.
    let is_open = fence == Some(FenceFault::Unclosed);
    let faults = tree.faults.iter();
    let faults = faults.filter(|it| !(is_open && it.kind == FaultKind::Syntax));
    found.extend(faults.map(|it| syntax(source, it)));
    let root = tree.root.as_ref().filter(|it| !it.is_null());
    if let Some(root) = root.filter(|it| it.entries().is_none()) {
        let span = root.span;
        let place = Place { source, span };
        found.push(notice::variant("front-matter-syntax", "keys", place, &[]));
    }
    found
}

/// What is wrong with the bytes of a file.
pub fn bytes(id: SourceId, source: &Source) -> Vec<Finding> {
    let place = |span| Place { source: id, span };
    let one = |fault: &ByteFault| match fault {
        ByteFault::Encoding { guess, at } => {
            notice::finding("encoding", place(*at), &[("guess", Text::plain(*guess))])
        }
        ByteFault::Damaged { at } => notice::variant("encoding", "damaged", place(*at), &[]),
        ByteFault::Nul { at } => notice::finding("nul-byte", place(*at), &[]),
        ByteFault::TooLarge { size } => notice::finding(
            "too-large",
            place(Span::default()),
            &[
                ("size", mebibytes(*size)),
                ("limit", mebibytes(Sources::LIMIT)),
            ],
        ),
    };
    source.faults().iter().map(one).collect()
}

/// A fault of YAML as a finding; used for the files of the procedure as well.
pub fn syntax(source: SourceId, fault: &Fault) -> Finding {
    let place = Place {
        source,
        span: fault.span,
    };
    let in_syntax = |variant: &str, args: &[(&str, Text)]| {
        notice::variant("front-matter-syntax", variant, place, args)
    };
    match &fault.kind {
        FaultKind::DuplicateKey { key, first } => {
            let args = [("key", Text::plain(key.clone()))];
            let mut finding = notice::finding("duplicate-key", place, &args);
            finding.related.push(Related {
                place: Place {
                    source,
                    span: *first,
                },
                message: words::text("notice.duplicate-key.first"),
            });
            finding.key.clone_from(key);
            finding
        }
        FaultKind::FullWidthColon { key, glued } => {
            let args = [("key", Text::plain(key.clone()))];
            let mut finding = notice::finding("full-width-colon", place, &args);
            finding.key.clone_from(key);
            finding.fix = Some(notice::replace(place, if *glued { ": " } else { ":" }));
            finding
        }
        FaultKind::FullWidth { found, read } => {
            let instead = match read {
                ',' => ", ".to_owned(),
                ':' => ": ".to_owned(),
                it => it.to_string(),
            };
            let args = [
                ("found", Text::plain(found.to_string())),
                ("read", Text::plain(read.to_string())),
                ("instead", Text::plain(instead.clone())),
            ];
            let mut finding = notice::finding("full-width-markup", place, &args);
            finding.fix = Some(notice::replace(place, &instead));
            finding
        }
        FaultKind::Tab => in_syntax("tab", &[]),
        FaultKind::OddBlank => in_syntax("blank", &[]),
        FaultKind::UnknownAnchor { name } => {
            in_syntax("anchor", &[("name", Text::plain(name.clone()))])
        }
        FaultKind::ComplexKey => in_syntax("complex-key", &[]),
        FaultKind::TooDeep => {
            notice::variant("too-large", "deep", place, &[("limit", number(MAX_DEPTH))])
        }
        FaultKind::TooMany => {
            notice::variant("too-large", "many", place, &[("limit", number(MAX_NODES))])
        }
        FaultKind::Syntax => notice::finding("front-matter-syntax", place, &[]),
    }
}

fn fence_fault(place: Place, fault: FenceFault) -> Finding {
    match fault {
        FenceFault::Missing => notice::finding("front-matter-missing", place, &[]),
        // All of the file is one line; its first characters are enough to point at.
        FenceFault::LineEnds => {
            let span = Span::new(place.span.start, place.span.start + "---".len());
            let place = Place { span, ..place };
            notice::variant("front-matter-missing", "line-ends", place, &[])
        }
        FenceFault::Blanks => notice::variant("front-matter-missing", "blanks", place, &[]),
        FenceFault::Empty => notice::variant("front-matter-missing", "empty", place, &[]),
        FenceFault::Unclosed => notice::finding("front-matter-unclosed", place, &[]),
    }
}

fn number(it: usize) -> Text {
    Text::plain(it.to_string())
}

fn mebibytes(size: usize) -> Text {
    Text::plain(format!("{} MiB", size.div_ceil(1 << 20)))
}
