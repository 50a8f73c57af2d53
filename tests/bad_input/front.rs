//! Front matter that is missing, never ends, or is not the YAML that it should be.

use super::{good, judged};

#[test]
fn key_that_stands_twice_is_shown_at_both_places() {
    insta::assert_snapshot!(judged(good().replace("status: final\n", "status: final\nname: Another\n")), @"
    error[duplicate-key]: the key `name` stands twice here; the first one holds
     --> proposals/prop-0007.md:6:1
      |
    3 | name: Soft light
      | ---- it stands here first
    ...
    6 | name: Another
      | ^^^^
      |
    help: remove one of the two lines

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain duplicate-key` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn tab_that_indents_is_read_as_blanks() {
    insta::assert_snapshot!(judged(good().replace("  - {type: last_call", "\t- {type: last_call")), @"
    error[front-matter-syntax]: a tab indents this line
      --> proposals/prop-0007.md:13:1
       |
    13 |     - {type: last_call, at: 2026-01-12, by: Ines Falk}
       | ^
       |
    help: indent with blanks

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain front-matter-syntax` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn anchor_that_does_not_exist_is_named() {
    insta::assert_snapshot!(judged(good().replace("breaking: false", "breaking: *so")), @r#"
    error[front-matter-syntax]: `*so` refers to an anchor that does not exist
     --> proposals/prop-0007.md:9:11
      |
    9 | breaking: *so
      |           ^^^
      |
    help: quote the text if it really begins with `*`, as in `"*so"`

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain front-matter-syntax` tells why, and what to write
    ---- exit 1
    "#);
}

#[test]
fn nesting_without_end_is_cut() {
    insta::assert_snapshot!(judged(good().replace("[wick, ember]", &format!("{}x{}", "[".repeat(100), "]".repeat(100)))), @"
    error[too-large]: lists and maps are nested deeper than 64 levels here
      --> proposals/prop-0007.md:10:82
       |
    10 | implementations: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
       |                                                                                  ^
       |
    help: split it, or move large material into the evidence folder

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain too-large` tells why, and what to write
    ---- exit 1
    ");
}

/// Every line repeats the one above nine times: a few hundred bytes that mean billions of values.
#[test]
fn anchors_that_multiply_are_cut() {
    insta::assert_snapshot!(judged(good().replace("false", &multiplied())), @"
    error[too-large]: more than 50000 values stand here, counting repeated anchors
      --> proposals/prop-0007.md:13:38
       |
    13 |   &a4 [*a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3],
       |                                      ^^^
       |
    help: split it, or move large material into the evidence folder

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain too-large` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn fence_that_never_closes_is_shown_where_it_opens() {
    insta::assert_snapshot!(judged(good().replace("---\n# Soft light", "# Soft light")), @"
    error[front-matter-unclosed]: the front matter that begins here never ends
     --> proposals/prop-0007.md:1:1
      |
    1 | ---
      | ^^^
      |
    help: put a line that is exactly `---` after the last key

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain front-matter-unclosed` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn file_without_front_matter_is_shown_at_its_top() {
    insta::assert_snapshot!(judged("# Soft light\n\nNo keys at all.\n"), @"
    error[front-matter-missing]: this file does not begin with `---`
     --> proposals/prop-0007.md:1:1
      |
    1 | # Soft light
      | ^^^^^^^^^^^^
      |
    help: begin the first line with `---`, then the keys, then a line `---`; copy a template if in
          doubt

    prop-0007: 1 error · idea

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain front-matter-missing` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn list_that_never_closes_keeps_the_keys_before_it() {
    insta::assert_snapshot!(judged(good().replace("[wick, ember]", "[wick, ember")), @"
    error[front-matter-syntax]: this is not YAML from here on; the keys above are read, those below may be missing
      --> proposals/prop-0007.md:11:4
       |
    11 | log:
       |    ^
       |
    help: look for a missing blank after `:`, an unclosed quote or bracket, or a text with `: ` or `#`
          in it that needs quotes

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain front-matter-syntax` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn full_width_colon_is_read_as_a_colon() {
    insta::assert_snapshot!(judged(good().replace("category: core", "category：core")), @"
    error[full-width-colon]: a full-width colon stands after `category`
     --> proposals/prop-0007.md:4:9
      |
    4 | category：core
      |         ^^
      |
    help: write `category: ` with `:` and a blank
    fix: write `: `
      |
    4 - category：core
    4 + category: core
      |

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    1 finding with a safe fix, which `changebook fix` applies
    `changebook explain full-width-colon` tells why, and what to write
    ---- exit 1
    ");
}

fn multiplied() -> String {
    let mut lists = vec!["&a0 [wax, wax, wax, wax, wax, wax, wax, wax, wax]".to_owned()];
    for level in 1..10 {
        let before = vec![format!("*a{}", level - 1); 9].join(", ");
        lists.push(format!("&a{level} [{before}]"));
    }
    format!("[{}]", lists.join(",\n  "))
}
