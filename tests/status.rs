//! The state of things in a terminal and for programs, and how far long work is.

use std::process::Command;

use changebook::status::json::JSON_SCHEMA;
use serde_json::Value;

use crate::harness::{Portal, Ran, files};

#[test]
fn open_changes_are_a_table() {
    let portal = Portal::demo();
    insta::assert_snapshot!(portal.run("status --as-of 2026-06-30 --lang en"), @r#"
    change               state → next         missing for it       by                   due
    CHG-2026-0019        restored             record the event     林若川               2026-07-01 01:25
    结息批触发账户查询   → restoration        “restoration
    超时                 reported             reported”
                                              record the event     沈知行
                                              “approval”
    CHG-2026-0018        handling             record the event     何守成, 潘立群,      2026-07-01 01:40
    前置网关间歇超时     → restored           “progress reported”  袁时雨, 程又青,
                                                                   陆秉文, 康亦凡
                                              record the event     何守成, 潘立群,
                                              “service restored”   袁时雨, 程又青,
                                                                   陆秉文, 康亦凡
    CHG-2026-0006        observing            record the event     林若川               2026-07-01 23:00
    账户冻结原因码扩展   → closed             “closed”
    CHG-2026-0016        restoration          fill in 01 Fault     乔安岚, 潘立群,      2026-07-02
    商户门户登录不可用   reported             (Defect) Report      阮青禾
                         → reviewed           record the event     白景和
                                              “approval”
                                              finish 01 Fault      乔安岚, 白景和
                                              (Defect) Report
    CHG-2026-0008        approved             record the event     阮青禾, 何守成,      2026-07-06 22:30
    结算手续费封顶规则   → live               “go-live started”    袁时雨, 程又青,
                                                                   陆秉文, 康亦凡
    CHG-2026-0005        rolled back          record the event     林若川, 陶一鸣
    批处理调度器升级     → assessed           “assessed”
    CHG-2026-0007        live                 record the event     何守成, 潘立群,
    证书链自动校验       → observing          “observation         乔安岚
                                              started”
    CHG-2026-0009        rejected             record the event     乔安岚, 方逸舟
    商户资料导出改版     → developing         “development
                                              started”
    CHG-2026-0010        submitted            record the event     白景和, 孟书言
    监管报送新增校验     → approved           “approval”
    CHG-2026-0011        tested               write 04 Change      乔安岚, 陶一鸣,
    账单下载页移动端适   → submitted          Request, 05          何守成, 阮青禾,
    配                                        Operation Review     潘立群
                                              Sheet, 06 Go-Live
                                              Plan
                                              record the event     乔安岚, 陶一鸣
                                              “package submitted”
    CHG-2026-0012        developing           finish 03 Change     宋听澜, 杜明远,
    日终批量断点续跑     → tested             Test Report          秦望舒
    CHG-2026-0013        reported             fill in change       林若川, 陶一鸣
    对账差错自动分类     → developing         record the event     林若川, developer
                                              “development
                                              started”
    CHG-2026-0014        assessed             fill in change       乔安岚, 陶一鸣
    月报导出列顺序       → reported           record the event     乔安岚, 陶一鸣
                                              “assessment
                                              reported”
    CHG-2026-0015        draft                fill in change       乔安岚, 陶一鸣
    Gateway: duplicate   → assessed           record the event     乔安岚, 陶一鸣
    message detection                         “assessed”
    CHG-2026-0017        reviewed             record the event     乔安岚
    日报平台取数任务全   → closed             “closed”
    部失败
    CHG-2026-0020        detected             record the event     林若川
    商户对账单个别文件   → handling           “incident reported”
    为空
    changes at their end with something to be mended: 3; `changebook check` shows it
    ---- exit 0
    "#);
}

#[test]
fn table_lines_up_in_chinese() {
    let portal = Portal::demo();
    insta::assert_snapshot!(portal.run("status --as-of 2026-06-30 --lang zh-CN"), @r#"
    变更                   状态 → 下一步  还缺什么               办理人                 期限
    CHG-2026-0019          已恢复         记录事件“恢复后再次汇  林若川                 2026-07-01 01:25
    结息批触发账户查询超   → 已复报       报”
    时                                    记录事件“审批”         沈知行
    CHG-2026-0018          处置中         记录事件“进度汇报”     何守成、潘立群、       2026-07-01 01:40
    前置网关间歇超时       → 已恢复                              袁时雨、程又青、
                                                                 陆秉文、康亦凡
                                          记录事件“系统恢复”     何守成、潘立群、
                                                                 袁时雨、程又青、
                                                                 陆秉文、康亦凡
    CHG-2026-0006          观察中         记录事件“关闭”         林若川                 2026-07-01 23:00
    账户冻结原因码扩展     → 已关闭
    CHG-2026-0016          已复报         补填 01 系统故障（缺   乔安岚、潘立群、       2026-07-02
    商户门户登录不可用     → 已复盘       陷）报告               阮青禾
                                          记录事件“审批”         白景和
                                          01 系统故障（缺陷）报  乔安岚、白景和
                                          告定稿
    CHG-2026-0008          已批准         记录事件“上线开始”     阮青禾、何守成、       2026-07-06 22:30
    结算手续费封顶规则     → 已上线                              袁时雨、程又青、
                                                                 陆秉文、康亦凡
    CHG-2026-0005          已回退         记录事件“分析评估”     林若川、陶一鸣
    批处理调度器升级       → 已评估
    CHG-2026-0007          已上线         记录事件“开始观察”     何守成、潘立群、
    证书链自动校验         → 观察中                              乔安岚
    CHG-2026-0009          已驳回         记录事件“开始开发”     乔安岚、方逸舟
    商户资料导出改版       → 开发中
    CHG-2026-0010          已提交         记录事件“审批”         白景和、孟书言
    监管报送新增校验       → 已批准
    CHG-2026-0011          已测试         编写 04 系统变更申请   乔安岚、陶一鸣、
    账单下载页移动端适配   → 已提交       单、05 系统变更操作复  何守成、阮青禾、
                                          核表、06 系统升级上线  潘立群
                                          方案
                                          记录事件“提交上线材    乔安岚、陶一鸣
                                          料”
    CHG-2026-0012          开发中         03 系统变更测试报告定  宋听澜、杜明远、
    日终批量断点续跑       → 已测试       稿                     秦望舒
    CHG-2026-0013          已汇报         补填变更首页           林若川、陶一鸣
    对账差错自动分类       → 开发中       记录事件“开始开发”     林若川、开发人员
    CHG-2026-0014          已评估         补填变更首页           乔安岚、陶一鸣
    月报导出列顺序         → 已汇报       记录事件“汇报评估结    乔安岚、陶一鸣
                                          果”
    CHG-2026-0015          草稿           补填变更首页           乔安岚、陶一鸣
    Gateway: duplicate     → 已评估       记录事件“分析评估”     乔安岚、陶一鸣
    message detection
    CHG-2026-0017          已复盘         记录事件“关闭”         乔安岚
    日报平台取数任务全部   → 已关闭
    失败
    CHG-2026-0020          已发现         记录事件“首次汇报”     林若川
    商户对账单个别文件为   → 处置中
    空
    已结束的变更中有 3 项仍有待改正之处，`changebook check` 会列出
    ---- exit 0
    "#);
}

#[test]
fn one_change_is_a_checklist() {
    let portal = Portal::demo();
    insta::assert_snapshot!(portal.run("status CHG-2026-0009 --lang en"), @r#"
    CHG-2026-0009  商户资料导出改版

    [x] draft  [x] assessed  [x] reported  [x] developing  [x] tested  [x] submitted  [ ] approved
    [ ] live  [ ] observing  [ ] closed  [!] rejected

    [ ] the next step is “developing”: record the event “development started”
        by 乔安岚, 方逸舟
    ---- exit 0
    "#);
    insta::assert_snapshot!(portal.run("status CHG-2026-0012 --lang zh-CN"), @r#"
    CHG-2026-0012  日终批量断点续跑

    [x] 草稿  [x] 已评估  [x] 已汇报  [x] 开发中  [ ] 已测试  [ ] 已提交  [ ] 已批准  [ ] 已上线
    [ ] 观察中  [ ] 已关闭

    [ ] 下一步是“已测试”：03 系统变更测试报告定稿
        由宋听澜、杜明远、秦望舒办理
    ---- exit 0
    "#);
    insta::assert_snapshot!(portal.run("status CHG-2026-0099 --lang en"), @r#"
    ---- stderr
    error: there is no change `CHG-2026-0099`
    help: did you mean `CHG-2026-0009`?
    ---- exit 2
    "#);
}

#[test]
fn table_and_the_page_of_tasks_name_the_same_changes() {
    let portal = Portal::demo();
    portal.run("build --quiet --fail-on never").expect(0);
    // The page of all tasks names the first ones of everybody; the rest stand with the person.
    let of_people = files(&portal.path("site/people")).into_iter();
    let pages = of_people.filter(|it| it.ends_with("index.html"));
    let pages = pages.map(|it| portal.read(&format!("site/people/{it}")));
    let waiting = pages.filter_map(|it| {
        let (_, behind) = it.split_once("id=\"waiting\"")?;
        Some(behind.split_once("id=\"roles\"")?.0.to_owned())
    });
    let named = portal.read("site/todo/index.html") + &waiting.collect::<String>();
    let told = portal.run("status --format json").expect(0);
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    let changes = told["changes"].as_array().unwrap();
    assert!(changes.len() > 5, "{told:#}");
    for change in changes {
        let address = change["change"].as_str().unwrap().to_lowercase();
        let has_tasks = !change["tasks"].as_array().unwrap().is_empty();
        assert_eq!(
            has_tasks,
            named.contains(&format!("changes/{address}/")),
            "{address}"
        );
    }
}

#[test]
fn what_programs_get_is_what_the_schema_promises() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    let told = Portal::demo().run("status --format json").expect(0);
    let told: Value = serde_json::from_str(&told.stdout).unwrap();
    let keys = |it: &Value| -> Vec<String> {
        let mut keys: Vec<_> = it.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    let change = &schema["properties"]["changes"]["items"]["properties"];
    let task = &change["tasks"]["items"]["properties"];
    assert_eq!(keys(&told), keys(&schema["properties"]));
    for it in told["changes"].as_array().unwrap() {
        assert_eq!(keys(it), keys(change));
        for it in it["tasks"].as_array().unwrap() {
            assert_eq!(keys(it), keys(task));
            let kinds = task["kind"]["enum"].as_array().unwrap();
            assert!(kinds.contains(&it["kind"]), "{it}");
        }
    }
}

/// A run in a terminal of its own; all that it printed.
fn in_a_terminal(portal: &Portal, line: &str) -> Ran {
    let script = "import pty, sys\nsys.exit(pty.spawn(sys.argv[1:]) >> 8)";
    let output = Command::new("/usr/bin/python3")
        .args(["-c", script, env!("CARGO_BIN_EXE_changebook")])
        .args(line.split_whitespace())
        .current_dir(portal.root())
        .output()
        .unwrap();
    Ran {
        line: line.to_owned(),
        code: output.status.code().unwrap(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::new(),
    }
}

#[test]
fn long_work_tells_how_far_it_is_on_a_terminal_and_nowhere_else() {
    // More than a second, whatever the machine.
    let mut portal = Portal::demo();
    let head = portal.read("changes/CHG-2025-0003/change.md");
    for number in 100..700 {
        let id = format!("CHG-2025-{number:04}");
        let text = head.replace("CHG-2025-0003", &id);
        portal = portal.file(&format!("changes/{id}/change.md"), &text);
    }
    let line = "check --format short --fail-on never --lang en";
    let told = in_a_terminal(&portal, line).expect(0);
    assert!(
        told.stdout.contains("holding changes against the rules"),
        "{told}"
    );
    assert!(told.stdout.contains("/640"), "{told}");
    let quiet = in_a_terminal(&portal, &format!("{line} --quiet")).expect(0);
    assert!(!quiet.stdout.contains("holding changes"), "{quiet}");
    let piped = portal.run(line).expect(0);
    assert_eq!(piped.stderr, "");
}
