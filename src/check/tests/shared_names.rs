//! Two people who share a name: records say whom they mean.

use super::portal::{Judgement, Portal};
use crate::lang::Lang;

const PEOPLE: &str = "\
- {id: wang.wei, name: 王伟, org: company, aliases: [王伟(研发)], roles: [{role: manager, from: 2020-01-01}]}
- {id: wang.wei2, name: 王　伟, org: customer, roles: [{role: client, from: 2020-01-01}]}
- {id: li.na, name: 李娜, org: company, roles: [{role: director, from: 2020-01-01}]}
";

fn written(by: &str) -> Judgement {
    Portal::of("registered")
        .says(&[("default", "{person} is not there")])
        .file("registers/people.yaml", PEOPLE)
        .head(&format!(
            "state: open\nevents:\n  - {{type: sent, at: 2025-03-03 09:00, by: '{by}'}}"
        ))
        .run()
}

fn told(by: &str) -> Vec<String> {
    let run = written(by);
    let all = run.found.all.iter();
    let told = all.map(|it| {
        let help = it.help.as_ref().map_or("", |it| it.get(Lang::En));
        format!("{}: {} / {help}", it.rule, it.message.get(Lang::En))
    });
    told.collect()
}

#[test]
fn a_name_that_two_people_bear_is_told_once_with_their_ids() {
    let expected = "unknown-reference: `王伟` is the name of several people in the register / write the id of the one who is meant: `wang.wei`, `wang.wei2`";
    assert_eq!(told("王伟"), [expected]);
    assert_eq!(told("王 伟(工程总监)").len(), 1);
}

#[test]
fn an_id_an_alias_or_a_name_that_only_one_bears_is_clear() {
    for by in [
        "wang.wei",
        "Ｗang.Wei2",
        "王伟（研发）",
        "李 娜",
        "李娜(director)",
    ] {
        assert_eq!(told(by), Vec::<String>::new(), "{by}");
    }
    assert_eq!(told("王薇").len(), 1);
}

#[test]
fn a_portal_that_prints_roles_tells_neither_the_name_nor_the_ids() {
    let config = "title: t\nlanguages: [en]\ntime_zone: Asia/Shanghai\npeople: {publish: roles}\n";
    let run = Portal::of("registered")
        .file("changebook.yaml", config)
        .file("registers/people.yaml", PEOPLE)
        .head("state: open\nevents:\n  - {type: sent, at: 2025-03-03 09:00, by: 王伟}")
        .run();
    let finding = run.of("unknown-reference").next().unwrap();
    let said = format!("{:?} {:?}", finding.message, finding.help);
    assert!(!said.contains("王伟") && !said.contains("wang"), "{said}");
}
