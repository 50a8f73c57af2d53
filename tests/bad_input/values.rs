//! Values that look like dates or booleans and are none.

use super::{good, judged};

#[test]
fn day_that_does_not_exist_is_no_date() {
    insta::assert_snapshot!(judged(good().replace("created: 2025-11-03", "created: 2026-02-30")), @"
    error[bad-date]: `2026-02-30` is a day or a time that does not exist
     --> proposals/prop-0007.md:6:10
      |
    6 | created: 2026-02-30
      |          ^^^^^^^^^^
      |
    help: write it as `2024-05-10` or `2024-05-10 20:30`, in the zone of the portal

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain bad-date` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn day_and_month_are_never_guessed() {
    insta::assert_snapshot!(judged(good().replace("created: 2025-11-03", "created: 03/11/2025")), @"
    error[bad-date]: `03/11/2025` is not a date that can be read
     --> proposals/prop-0007.md:6:10
      |
    6 | created: 03/11/2025
      |          ^^^^^^^^^^
      |
    help: write it as `2024-05-10` or `2024-05-10 20:30`, in the zone of the portal

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain bad-date` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn other_form_of_a_date_is_read_and_remarked() {
    insta::assert_snapshot!(judged(good().replace("created: 2025-11-03", "created: 2025年11月3日")), @"
    info[date-form]: `2025年11月3日` is understood; `2025-11-03` is the form that sorts and compares everywhere
     --> proposals/prop-0007.md:6:10
      |
    6 | created: 2025年11月3日
      |          ^^^^^^^^^^^^^
      |
    fix: write `2025-11-03`
      |
    6 - created: 2025年11月3日
    6 + created: 2025-11-03
      |

    0007: 1 remark · final

    as of 2026-03-31, 2 changes with 0 documents: 2 compliant, 0 in progress, 0 non-compliant
    0 errors, 0 warnings, 1 remark; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    1 finding with a safe fix, which `changebook fix` applies
    `changebook explain date-form` tells why, and what to write
    ---- exit 0
    ");
}

#[test]
fn yes_is_text_and_no_boolean() {
    insta::assert_snapshot!(judged(good().replace("breaking: false", "breaking: yes")), @"
    error[wrong-type]: `breaking` must be `true` or `false`; here stands a text
     --> proposals/prop-0007.md:9:11
      |
    9 | breaking: yes
      |           ^^^
      |
    help: write `true` or `false` after `breaking:`

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain wrong-type` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn no_is_text_and_no_boolean() {
    insta::assert_snapshot!(judged(good().replace("breaking: false", "breaking: no")), @"
    error[wrong-type]: `breaking` must be `true` or `false`; here stands a text
     --> proposals/prop-0007.md:9:11
      |
    9 | breaking: no
      |           ^^
      |
    help: write `true` or `false` after `breaking:`

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain wrong-type` tells why, and what to write
    ---- exit 1
    ");
}
