//! The page for a merge request.

use std::fs;

use super::{commit, git, repository};

#[test]
fn page_of_a_merge_request_tells_what_is_new_and_what_is_fixed() {
    let portal = repository();
    git(&portal, "checkout --quiet -b work");
    portal.change("proposals/prop-0001.md", "## Specification", "## Sketch");
    commit(&portal);
    portal.change("proposals/prop-0002.md", "[wick]", "[wick, glim]");
    insta::assert_snapshot!(portal.run("check --since main --format markdown").expect(1), @r#"
    ## Findings that count: 4

    as of 2026-03-31, 2 changes with 0 documents: 0 compliant, 0 in progress, 2 non-compliant

    since main: 2 changes touched; findings that are about them: 4, for context only: 0

    |  | now | before waivers and baseline |
    | --- | ---: | ---: |
    | errors | 4 | 4 |
    | warnings | 0 | 0 |
    | remarks | 0 | 0 |
    | changes non-compliant | 2 | 2 |
    | changes in progress | 0 | 0 |
    | changes compliant | 0 | 0 |
    | indeterminate | 0 |  |
    | waived | 0 |  |
    | in the baseline | 0 |  |
    | not due yet | 0 |  |

    ### Since main

    |  | new | fixed | unchanged |
    | --- | ---: | ---: | ---: |
    | errors | 1 | 0 | 3 |
    | warnings | 0 | 1 | 0 |
    | remarks | 0 | 0 | 0 |

    ### What counts

    | place | rule | what is wrong | what to write |
    | --- | --- | --- | --- |
    | [proposals/prop-0001.md:20](proposals/prop-0001.md#L20) | error P-FORM | there is no section \`Specification\` | write what is missing |
    | [proposals/prop-0002.md:5](proposals/prop-0002.md#L5) | error P-TALK | discussion is missing | open a thread and write its address as \`discussion\` |
    | [proposals/prop-0002.md:11](proposals/prop-0002.md#L11) | error P-CALL | accepted on 2026-01-20, before the last call of 2026-01-26 | the working group must see a last call before it accepts |
    | [proposals/prop-0002.md:19](proposals/prop-0002.md#L19) | error P-FORM | there is no section \`Specification\` | write what is missing |
    ---- exit 1
    "#);
}

#[test]
fn page_counts_no_difference_where_nothing_was_touched() {
    let portal = repository();
    fs::write(portal.path("notes.txt"), "x").unwrap();
    let ran = portal.run("check --since HEAD --format markdown --lang zh-CN");
    insta::assert_snapshot!(ran.expect(0), @"
    ## 没有计入的发现

    截至 2026-03-31：2 项变更，0 份文档；合规 1，进行中 0，不合规 1

    自 HEAD 以来改动了 0 项变更；与其有关的发现 0 条，仅供参考的 4 条

    |  | 现在 | 不计豁免和基线 |
    | --- | ---: | ---: |
    | 错误 | 3 | 3 |
    | 警告 | 1 | 1 |
    | 提示 | 0 | 0 |
    | 不合规的变更 | 1 | 1 |
    | 进行中的变更 | 0 | 0 |
    | 合规的变更 | 1 | 1 |
    | 无法判定 | 0 |  |
    | 已豁免 | 0 |  |
    | 在基线中 | 0 |  |
    | 未到期 | 0 |  |

    ### 自 HEAD 以来

    |  | 新增 | 已解决 | 未变 |
    | --- | ---: | ---: | ---: |
    | 错误 | 0 | 0 | 3 |
    | 警告 | 0 | 0 | 1 |
    | 提示 | 0 | 0 | 0 |
    ---- exit 0
    ");
}
