//! The portals of the repository are sound: their files load without a finding.

use std::fs;
use std::path::Path;

use changebook::check::kinds;
use changebook::lang::Lang;
use changebook::procedure::load::{Loaded, load};
use changebook::source::{RawFile, Sources};

#[test]
fn the_default_portal_is_sound() {
    let loaded = sound("content");
    let procedure = loaded.procedure;
    assert_eq!(procedure.documents.len(), 7);
    assert!(procedure.rules.len() > 40, "{}", procedure.rules.len());
    assert!(procedure.obligations.identity.is_some());
    assert!(procedure.clauses().all(|(_, it)| !it.text.is_empty()));
}

#[test]
fn a_portal_of_another_procedure_is_sound() {
    let loaded = sound("tests/portals/proposals");
    assert!(!loaded.procedure.rules.is_empty());
}

fn sound(folder: &str) -> Loaded {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut sources = Sources::default();
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter();
    for file in files
        .map(Result::unwrap)
        .filter(|it| it.file_type().is_file())
    {
        let path = file.path().strip_prefix(&root).unwrap();
        sources.add(RawFile {
            path: path.to_str().unwrap().replace('\\', "/"),
            bytes: fs::read(file.path()).unwrap(),
        });
    }
    let loaded = load(&sources, &kinds::signatures()).unwrap();
    let findings = loaded.findings.iter();
    let findings = findings.map(|it| {
        let place = sources.cite(it.place);
        format!("{place}: {}: {}", it.rule, it.message.get(Lang::En))
    });
    let findings: Vec<_> = findings.collect();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
    loaded
}
