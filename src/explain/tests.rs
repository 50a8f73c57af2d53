//! Manual pages say the whole of what they are about, in both languages.

use super::*;

use crate::lang::Lang;
use crate::procedure::Named;
use crate::procedure::clauses::{Clause, Section};
use crate::procedure::fields::{
    Condition, DocumentType, Due, EnumValue, Field, FieldKind, Operand, Required, Test, Wanted,
};
use crate::procedure::flow::{Evidence, Route, State};
use crate::source::RawFile;

fn text(zh: &str, en: &str) -> Text {
    Text::both(zh, en)
}

fn steps() -> Field {
    let result = Field {
        name: "result".into(),
        label: text("结果", "result"),
        kind: FieldKind::Enum(vec![EnumValue {
            key: "ok".into(),
            label: text("正常", "fine"),
        }]),
        required: Required::When(Condition {
            tests: vec![Test::Value(
                Operand::Near("done".into()),
                Wanted::OneOf(vec!["true".into()]),
            )],
            ..Condition::default()
        }),
        executed: true,
        ..Field::default()
    };
    let entry = Field {
        kind: FieldKind::Object(vec![result]),
        ..Field::default()
    };
    Field {
        name: "steps".into(),
        label: text("步骤", "steps"),
        kind: FieldKind::List(Box::new(entry)),
        required: Required::Always,
        ..Field::default()
    }
}

fn procedure() -> Procedure {
    let plan = DocumentType {
        id: "plan".into(),
        number: "06".into(),
        title: text("上线计划", "Go-live plan"),
        purpose: text("怎样上线", "How it goes live"),
        written_by: vec!["lead".into()],
        clauses: vec!["C-1".into()],
        due: vec![Due {
            route: "usual".into(),
            from: "sent".into(),
            ..Due::default()
        }],
        fields: vec![steps()],
        ..DocumentType::default()
    };
    let route = Route {
        id: "usual".into(),
        label: text("常规", "usual"),
        states: vec![State {
            id: "sent".into(),
            label: text("已提交", "submitted"),
            guard: text("材料齐全", "the package is complete"),
            evidence: Some(Evidence::Document {
                document: "plan".into(),
                at: None,
            }),
            ..State::default()
        }],
        ..Route::default()
    };
    Procedure {
        documents: vec![plan],
        routes: vec![route],
        roles: vec![Named {
            id: "lead".into(),
            label: text("负责人", "lead"),
            ..Named::default()
        }],
        sections: vec![Section {
            number: "4.2".into(),
            title: text("上线", "Go-live"),
            clauses: vec![Clause {
                id: "C-1".into(),
                text: text("先有计划。", "First a plan."),
                by_rules: true,
                ..Clause::default()
            }],
            ..Section::default()
        }],
        ..Procedure::default()
    }
}

fn explained(id: &str, lang: Lang) -> String {
    let mut sources = Sources::default();
    sources.add(RawFile {
        path: "procedure/procedure.yaml".into(),
        bytes: Vec::new(),
    });
    let procedure = procedure();
    let manual = Manual {
        sources: &sources,
        procedure: &procedure,
        zone: &jiff::tz::TimeZone::UTC,
    };
    match manual.explain(id) {
        Ok(page) => text::write(&page, lang),
        Err(error) => {
            let help = error.help().unwrap_or_default();
            format!("{}\n{}\n", error.message().get(lang), help.get(lang))
        }
    }
}

#[test]
fn document_type_says_when_it_is_due_and_what_it_holds() {
    insta::assert_snapshot!(explained("plan", Lang::En), @r#"
    plan 06 Go-live plan · document type

    How it goes live

    when it is due
      - usual: submitted

    in short
      - written by: lead

    fields
      - steps: steps (list: group of fields), always required

    clauses
      - C-1: First a plan.

    where it is defined
      procedure/procedure.yaml:1:1
    "#);
}

#[test]
fn field_deep_in_a_list_is_found_by_its_path() {
    insta::assert_snapshot!(explained("plan.steps.result", Lang::En), @r#"
    plan.steps.result result · field

    in short
      - type: one of the values
      - required: only if `done` is `true`
      - also: is filled in during execution, after approval

    values
      - ok: fine

    stands in
      - plan: 06 Go-live plan

    where it is defined
      procedure/procedure.yaml:1:1
    "#);
    insta::assert_snapshot!(explained("plan.steps.result", Lang::Zh), @r#"
    plan.steps.result 结果 · 字段

    概要
      - 类型：取值之一
      - 必填：仅当`done` 为 `true`
      - 另外：执行期间填写，不属于审批内容

    取值
      - ok：正常

    所在文档
      - plan：06 上线计划

    定义位置
      procedure/procedure.yaml:1:1
    "#);
}

#[test]
fn clause_names_what_it_asks_for() {
    insta::assert_snapshot!(explained("C-1", Lang::En), @r#"
    C-1 4.2 Go-live · clause

    First a plan.

    where the words come from
      - origin: S, said by the source

    how it is checked
      by rules

    documents that it asks for
      - plan: 06 Go-live plan

    where it is defined
      procedure/procedure.yaml:1:1
    "#);
}

#[test]
fn state_says_what_shows_it() {
    insta::assert_snapshot!(explained("sent", Lang::En), @r#"
    sent submitted · state

    what must be true to enter it
      - usual: the package is complete

    what shows it
      - usual: 06 Go-live plan, final

    documents due from here on
      - plan: 06 Go-live plan
    "#);
}

#[test]
fn case_and_width_of_an_id_do_not_matter() {
    assert_eq!(explained("ｃ-1", Lang::En), explained("C-1", Lang::En));
}

#[test]
fn unknown_id_suggests_the_nearest() {
    let text = explained("plan.step", Lang::En);
    assert_eq!(
        text,
        "nothing is known by the name `plan.step`\ndid you mean `plan.steps`?\n"
    );
}

#[test]
fn every_id_has_a_page_in_both_languages() {
    let sources = {
        let mut sources = Sources::default();
        sources.add(RawFile {
            path: "a.yaml".into(),
            bytes: Vec::new(),
        });
        sources
    };
    let procedure = procedure();
    let manual = Manual {
        sources: &sources,
        procedure: &procedure,
        zone: &jiff::tz::TimeZone::UTC,
    };
    for id in manual.ids() {
        let page = manual.explain(&id).unwrap();
        assert_eq!(page.id, id);
        for part in &page.parts {
            for lang in Lang::ALL {
                let heading = part.heading.get(lang);
                assert!(
                    !heading.starts_with("explain."),
                    "{id}: {heading} has no words"
                );
                if let Body::Prose(text) = &part.body {
                    assert!(!text.get(lang).contains("explain."), "{id}: {text:?}");
                }
            }
        }
    }
}

#[test]
fn what_differs_from_case_to_case_is_left_out_of_a_help() {
    let help = text(
        "请负责人（{people.lead}）改为 {by}",
        "the lead ({people.lead}) writes {by}",
    );
    let general = general(&help);
    assert_eq!(general.get(Lang::Zh), "请负责人改为 …");
    assert_eq!(general.get(Lang::En), "the lead writes …");
}
