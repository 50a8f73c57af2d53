//! A verdict is told again while what it saw of other records is the same, so nobody who judges a record may look past
//! what remembers it.

use super::tree;

/// Who judges single records, in `src/check`.
const JUDGES: &[&str] = &[
    "broken.rs",
    "case.rs",
    "clock.rs",
    "due.rs",
    "edition.rs",
    "entry.rs",
    "hygiene/placeholders.rs",
    "kinds/",
    "look.rs",
    "narrower.rs",
    "obligations.rs",
    "obligations/",
    "reason.rs",
    "reporter.rs",
    "rule.rs",
];

/// What holds more than the record that is judged.
const WIDER: &[&str] = &["ctx.book", "ctx.kept", "ctx.documents", "ctx.others"];

#[test]
fn whoever_judges_a_record_sees_others_through_what_remembers_it() {
    let files = tree::below("src/check", "rs");
    let mut read = 0;
    let mut offences = Vec::new();
    for path in files {
        let within = path.strip_prefix("src/check/").unwrap_or_default();
        if !JUDGES.iter().any(|it| within.starts_with(it)) || within.contains("tests") {
            continue;
        }
        read += 1;
        let text = std::fs::read_to_string(tree::root().join(&path)).unwrap();
        // A chain of calls may stand on several lines.
        let text: String = text.split_whitespace().collect();
        for wider in WIDER {
            let mut after = text.split(wider).skip(1);
            // The moment is the same for all.
            if let Some(it) = after.find(|it| !it.starts_with(".as_of")) {
                let it: String = it.chars().take(40).collect();
                offences.push(format!("{path}: {wider}{it}"));
            }
        }
    }
    assert!(read > JUDGES.len(), "only {read} files were read");
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}
