//! Findings as diagnostics, and their fixes as actions.

use std::collections::{BTreeMap, HashMap};

use lsp_types::{
    CodeAction, CodeActionKind, CodeDescription, Diagnostic, DiagnosticRelatedInformation,
    DiagnosticSeverity, NumberOrString, Position, Range, TextEdit, Uri, WorkspaceEdit,
};

use crate::finding::{Finding, Fix, Severity};

use super::View;
use super::lines::Lines;
use super::view::range;

/// The name under which editors show what is found.
const SOURCE: &str = "changebook";

/// What counts of the findings, by the path of the file.
pub fn diagnostics(view: &View<'_>) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut all: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for finding in view.findings.iter().filter(|it| it.counts()) {
        let source = view.context.sources.get(finding.place.source);
        let of_file = all.entry(source.path().to_owned()).or_default();
        of_file.push(diagnostic(view, finding));
    }
    all
}

fn diagnostic(view: &View<'_>, finding: &Finding) -> Diagnostic {
    let lang = view.lang;
    let source = view.context.sources.get(finding.place.source);
    let mut message = finding.message.get(lang).to_owned();
    if let Some(help) = &finding.help {
        message.push('\n');
        message.push_str(help.get(lang));
    }
    let related = finding.related.iter().filter_map(|it| {
        Some(DiagnosticRelatedInformation {
            location: view.location(it.place)?,
            message: it.message.get(lang).to_owned(),
        })
    });
    let related: Vec<_> = related.collect();
    let is_rule = view.context.procedure.rule(&finding.rule).is_some();
    let page = view.context.config.address.as_ref().filter(|_| is_rule);
    let page = page.and_then(|it| {
        format!("{it}rules/{}/", finding.rule.to_lowercase())
            .parse::<Uri>()
            .ok()
    });
    Diagnostic {
        range: range(source, finding.place),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Info => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.clone())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

/// What stops a portal from being judged, at the places that its sentences cite: `path:line:column: words`.
pub fn stopped(faults: &[&str]) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut all: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for fault in faults {
        let mut parts = fault.splitn(4, ':');
        let path = parts.next().unwrap_or_default();
        let mut number = || parts.next().and_then(|it| it.parse::<u32>().ok());
        let (Some(line), Some(column)) = (number(), number()) else {
            continue;
        };
        let at = Position::new(line.saturating_sub(1), column.saturating_sub(1));
        let of_file = all.entry(path.to_owned()).or_default();
        of_file.push(Diagnostic {
            range: Range::new(at, Position::new(at.line, at.character + 1)),
            severity: Some(DiagnosticSeverity::ERROR),
            source: Some(SOURCE.to_owned()),
            message: parts.next().unwrap_or_default().trim().to_owned(),
            ..Diagnostic::default()
        });
    }
    all
}

/// The fixes for what is found in a range of a file. `texts` are the files that are open, by path.
///
/// A fix was made for the text that was judged; where another one is open by now it is not offered.
pub fn actions(
    view: &View<'_>,
    path: &str,
    within: Range,
    texts: &BTreeMap<String, (Uri, String)>,
) -> Vec<CodeAction> {
    let mut all = Vec::new();
    for finding in view.findings.iter().filter(|it| it.counts()) {
        let source = view.context.sources.get(finding.place.source);
        let Some(fix) = finding.fix.as_ref().filter(|_| source.path() == path) else {
            continue;
        };
        let at = range(source, finding.place);
        if at.end < within.start || within.end < at.start {
            continue;
        }
        let Some(changes) = changes(view, fix, texts) else {
            continue;
        };
        all.push(CodeAction {
            title: fix.description.get(view.lang).to_owned(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic(view, finding)]),
            edit: Some(WorkspaceEdit {
                changes: Some(changes),
                ..WorkspaceEdit::default()
            }),
            is_preferred: Some(true),
            ..CodeAction::default()
        });
    }
    all
}

#[expect(
    clippy::mutable_key_type,
    reason = "the protocol's own type; nothing in an address changes"
)]
fn changes(
    view: &View<'_>,
    fix: &Fix,
    texts: &BTreeMap<String, (Uri, String)>,
) -> Option<HashMap<Uri, Vec<TextEdit>>> {
    let mut all: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in &fix.edits {
        let source = view.context.sources.get(edit.place.source);
        let uri = match texts.get(source.path()) {
            Some((_, text)) if text != source.clear() => return None,
            Some((uri, _)) => uri.clone(),
            None => view.uri(source.path())?,
        };
        let lines = Lines::new(source.clear());
        let edit = TextEdit::new(lines.range(edit.place.span), edit.text.clone());
        all.entry(uri).or_default().push(edit);
    }
    Some(all)
}
