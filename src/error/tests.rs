use super::*;

fn samples() -> Vec<Error> {
    let mut all = of_work();
    all.extend(of_words());
    all
}

/// What could not be done.
fn of_work() -> Vec<Error> {
    let path = || PathBuf::from("site");
    let source = || io::Error::from(io::ErrorKind::PermissionDenied);
    vec![
        Error::AlreadyThere {
            paths: vec![path()],
        },
        Error::AsOf {
            text: "soon".into(),
        },
        Error::Baseline {
            path: path(),
            faults: vec!["baseline.yaml:1:1: it is empty".into()],
        },
        Error::BaselineForeign { path: path() },
        Error::BaselineMissing { path: path() },
        Error::BaselineView,
        Error::Configuration {
            faults: vec!["changebook.yaml:1:1: it is empty".into()],
        },
        Error::Git {
            said: "fatal: bad object HEAD".into(),
        },
        Error::InTheWay {
            paths: vec![path()],
        },
        Error::Internal {
            text: "index out of bounds".into(),
        },
        Error::Listen {
            address: "127.0.0.1:80".into(),
            source: source(),
        },
        Error::NoGit { source: source() },
        Error::NoNextId {
            pattern: "[a-z]+".into(),
        },
        Error::NoPortal { start: path() },
        Error::NoRepository { path: path() },
        Error::NotAPortal { path: path() },
        Error::OutputBusy { out: path() },
        Error::OutputForeign {
            out: path(),
            file: "thesis.doc".into(),
        },
        Error::OutputManifest {
            path: path(),
            line: 2,
        },
        Error::OutputOverContent { out: path() },
        Error::OutputPath {
            page: "../x".into(),
        },
        Error::OutputTaken {
            out: path(),
            file: "a.html".into(),
            page: "a.html".into(),
        },
        Error::OutputTwice {
            first: "a.html".into(),
            second: "A.html".into(),
        },
        Error::Procedure {
            faults: vec!["a.yaml:1:1: no documents".into()],
        },
        Error::Read {
            path: path(),
            source: source(),
        },
        Error::SealNoEvidence,
        Error::SealNothing { id: "CR-1".into() },
        Error::SealUnreadable { path: path() },
        Error::ReportTwice { path: path() },
        Error::Template {
            template: "rule.html".into(),
            line: Some(3),
            text: Some("{{ rool }}".into()),
            page: Some("/rules/x/".into()),
            causes: vec!["`rool` is not known".into()],
        },
        Error::Theme {
            name: "dark".into(),
            path: path(),
        },
        Error::NoVerdict {
            id: "change.title".into(),
        },
        Error::Write {
            path: path(),
            source: source(),
        },
    ]
}

/// What somebody asked for and there is not.
fn of_words() -> Vec<Error> {
    vec![
        Error::Unanswered {
            asked: vec!["--route: a, b".into()],
        },
        Error::UnknownAnswer {
            option: "--route".into(),
            given: "c".into(),
            known: vec!["a".into(), "b".into()],
        },
        Error::NamesUnknown {
            path: "people.yaml".into(),
        },
        Error::FieldFollows {
            name: "events".into(),
        },
        Error::UnknownField {
            name: "colour".into(),
            known: vec!["title".into()],
        },
        Error::IdUnfit {
            id: "X1".into(),
            pattern: "CR-[0-9]+".into(),
        },
        Error::UnknownId {
            id: "ordre".into(),
            nearest: Some("order".into()),
        },
        Error::UnknownRecord {
            id: "CR-1".into(),
            nearest: Some("CR-11".into()),
        },
        Error::UnknownRevision {
            text: "mian".into(),
            shallow: false,
        },
        Error::UnknownRevision {
            text: "mian".into(),
            shallow: true,
        },
    ]
}

#[test]
fn every_error_says_what_happened_and_what_to_do() {
    for error in samples() {
        for lang in Lang::ALL {
            let message = error.message();
            let message = message.exactly(lang).unwrap_or_default();
            assert!(
                !message.is_empty() && !message.contains("error."),
                "{error:?}"
            );
            assert!(
                !message.contains('{') || error.id() == "template",
                "{message}"
            );
            assert!(
                error.help().is_some_and(|it| !it.get(lang).is_empty()),
                "{error:?}"
            );
        }
    }
}

#[test]
fn template_error_names_template_line_text_and_page() {
    let error = samples()
        .into_iter()
        .find(|it| it.id() == "template")
        .unwrap();
    assert_eq!(
        error.to_string(),
        "cannot render the template rule.html:3 at `{{ rool }}` for the page /rules/x/"
    );
}
