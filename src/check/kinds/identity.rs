//! The kind `identity`: one id, the same throughout a record, and facts that are repeated alike.

use crate::book::Doc;
use crate::book::value::{Item, Value};
use crate::check::case::Case;
use crate::check::reporter::{Reporter, spot};
use crate::lang::Text;
use crate::procedure::Layout;
use crate::procedure::fields::{DocumentType, Field};
use crate::text;
use crate::words;

use super::kind;

kind! {
    /// ## What it checks
    /// That the id of a record is used once, is the name of its folder, and stands alike in all its
    /// documents; and that a document which repeats a field of the head (`same_as`) repeats it
    /// rightly. The head decides.
    ///
    /// ## Parameters
    /// None: `records` and the document types say where ids stand.
    ///
    /// ## Placeholders
    /// - `id`: the id of the record
    /// - `folder`: the name of its folder
    /// - `document`: the document that differs
    /// - `value`: what it says
    /// - `field`: the field that differs
    /// - `other_value`: what the head says
    ///
    /// ## Example
    /// ```yaml
    /// check: identity
    /// ```
    ///
    /// ## Outcomes
    /// Violated as `duplicate` if another record has the id, as `folder` if the folder has another
    /// name, as `document` if a document bears another id, as `repeated` if it repeats a field
    /// otherwise.
    "identity", check,
    params: [],
    placeholders: ["id", "folder", "document", "value", "field", "other_value"],
    variants: ["document", "duplicate", "folder", "repeated"]
}

fn check(case: &Case<'_>, report: &mut Reporter<'_>) {
    report.judged();
    let record = case.record;
    let shape = &case.ctx.procedure.records;
    let id_field = shape.keys.get("id").map_or("id", String::as_str);
    let key = format!("{}.{id_field}", record.head.kind);
    let id = ("id", Text::plain(record.id.clone()));
    report.compared(words::text("check.id"), id.1.clone(), Some(record.place));
    duplicate(case, &key, report);
    let folder = record.folder.rsplit('/').next().unwrap_or_default();
    if shape.layout == Layout::Dossier {
        report.compared(words::text("check.folder"), Text::plain(folder), None);
    }
    if shape.layout == Layout::Dossier && folder != record.id {
        let args = [id.clone(), ("folder", Text::plain(folder))];
        report.violated("folder", spot(record.place, format!("{key} folder")), &args);
    }
    for doc in &record.documents {
        if let Some(kind) = case.ctx.procedure.document(&doc.kind) {
            document_id(case, (doc, kind), folder, report);
            for field in &kind.fields {
                repeated(case, doc, (kind, field), report);
            }
        }
    }
}

/// Ids that differ in case only would share an address, so they count as equal.
fn duplicate(case: &Case<'_>, key: &str, report: &mut Reporter<'_>) {
    let record = case.record;
    // The first keeps the id; the finding stands at the others.
    let first = case.ctx.sight().namesake(&record.id);
    let Some(first) = first.filter(|it| *it != record.place) else {
        return;
    };
    let args = [("id", Text::plain(record.id.clone()))];
    report.violated(
        "duplicate",
        spot(record.place, format!("{key} duplicate")),
        &args,
    );
    report.related(first, words::text("notice.duplicate-id.first"));
}

fn document_id(
    case: &Case<'_>,
    (doc, kind): (&Doc, &DocumentType),
    folder: &str,
    report: &mut Reporter<'_>,
) {
    let field = case.ctx.procedure.records.document_keys.get("record");
    let Some(member) = field.and_then(|it| doc.field(it)) else {
        return;
    };
    let written = member
        .item
        .key()
        .map(|it| text::tidy(&it))
        .unwrap_or_default();
    let args = [
        ("document", kind.name()),
        ("field", words::text("check.id")),
    ];
    let label = words::fill("value.field-of", &args);
    let value = Text::plain(written.clone());
    report.compared(label, value, Some(member.item.place));
    // One that agrees with the folder is not wrong again: the folder has its finding.
    if written.is_empty() || written == case.record.id || written == folder {
        return;
    }
    let args = [
        ("id", Text::plain(case.record.id.clone())),
        ("document", kind.name()),
        ("value", Text::plain(written)),
    ];
    let key = format!("{}.{}", doc.kind, member.key);
    report.violated("document", spot(member.item.place, key), &args);
    report.related(case.record.place, words::text("check.id"));
}

fn repeated(
    case: &Case<'_>,
    doc: &Doc,
    (kind, field): (&DocumentType, &Field),
    report: &mut Reporter<'_>,
) {
    let Some(same_as) = &field.same_as else {
        return;
    };
    let Some(member) = doc.field(&field.name).filter(|it| !it.item.is_empty()) else {
        return;
    };
    let head = case.values(same_as);
    let is_unfit = |it: &Item| matches!(it.value, Value::Unfit(_));
    // What does not fit its field has its finding already.
    if is_unfit(&member.item) || head.iter().any(|it| is_unfit(it)) {
        return;
    }
    if head.is_empty() {
        return;
    }
    let procedure = case.ctx.procedure;
    let config = case.ctx.config;
    let value = crate::book::select::show(procedure, config, Some(field), &member.item);
    report.looked_at(same_as);
    let args = [("document", kind.name()), ("field", field.label.clone())];
    let label = words::fill("value.field-of", &args);
    report.compared(label, value.clone(), Some(member.item.place));
    if is_same(member.item.items(), &head) {
        return;
    }
    let args = [
        ("id", Text::plain(case.record.id.clone())),
        ("document", kind.name()),
        ("field", field.label.clone()),
        ("value", value),
        ("other_value", case.show_all(same_as)),
    ];
    let key = format!("{}.{}", doc.kind, field.name);
    report.violated("repeated", spot(member.item.place, key), &args);
    if let Some(other) = head.first() {
        report.related(other.place, case.full_label(same_as));
    }
}

fn is_same(left: &[Item], right: &[&Item]) -> bool {
    let keys = |items: &mut dyn Iterator<Item = &Item>| {
        let mut keys: Vec<_> = items
            .map(|it| match it.moment() {
                Some(moment) => format!("{moment:?}"),
                None => text::normal(&it.key().unwrap_or_default()),
            })
            .collect();
        keys.sort();
        keys.dedup();
        keys
    };
    keys(&mut left.iter()) == keys(&mut right.iter().copied())
}
