//! Files that are not the text that they should be: other encodings, zero bytes, far too much.

use super::{good, judged};

/// `支付网关路由表支持按商户灰度发布，先在演示环境验证` as a Windows editor in China saves it.
const GBK: &[u8] = b"\
    \xd6\xa7\xb8\xb6\xcd\xf8\xb9\xd8\xc2\xb7\xd3\xc9\xb1\
    \xed\xd6\xa7\xb3\xd6\xb0\xb4\xc9\xcc\xbb\xa7\xbb\xd2\
    \xb6\xc8\xb7\xa2\xb2\xbc\xa3\xac\xcf\xc8\xd4\xda\xd1\
    \xdd\xca\xbe\xbb\xb7\xbe\xb3\xd1\xe9\xd6\xa4";

/// `支付閘道路由表支援依商戶灰度發布，先在示範環境驗證` as one in Taiwan does.
const BIG5: &[u8] = b"\
    \xa4\xe4\xa5\x49\xb9\x68\xb9\x44\xb8\xf4\xa5\xd1\xaa\
    \xed\xa4\xe4\xb4\xa9\xa8\xcc\xb0\xd3\xa4\xe1\xa6\xc7\
    \xab\xd7\xb5\x6f\xa5\xac\xa1\x41\xa5\xfd\xa6\x62\xa5\
    \xdc\xbd\x64\xc0\xf4\xb9\xd2\xc5\xe7\xc3\xd2";

#[test]
fn file_of_many_megabytes_is_not_read() {
    insta::assert_snapshot!(judged(good() + &"wax ".repeat(1 << 21)), @"
    error[too-large]: this file has 9 MiB; at most 4 MiB are read
     --> proposals/prop-0007.md:1:1
      |
    1 |
      | ^
      |
    help: split it, or move large material into the evidence folder

    prop-0007: 1 error · idea

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain too-large` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn gbk_is_named_and_read() {
    insta::assert_snapshot!(judged(with_name(GBK)), @r#"
    error[encoding]: this file is not UTF-8; it looks like GBK
     --> proposals/prop-0007.md:3:7
      |
    3 | name: 支付网关路由表支持按商户灰度发布，先在演示环境验证
      |       ^^
      |
    help: save it as UTF-8 in your editor ("Save with encoding"); it was read as GBK for now

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain encoding` tells why, and what to write
    ---- exit 1
    "#);
}

#[test]
fn big5_is_named_and_read() {
    insta::assert_snapshot!(judged(with_name(BIG5)), @r#"
    error[encoding]: this file is not UTF-8; it looks like Big5
     --> proposals/prop-0007.md:3:7
      |
    3 | name: 支付閘道路由表支援依商戶灰度發布，先在示範環境驗證
      |       ^^
      |
    help: save it as UTF-8 in your editor ("Save with encoding"); it was read as Big5 for now

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain encoding` tells why, and what to write
    ---- exit 1
    "#);
}

#[test]
fn utf_16_is_named() {
    insta::assert_snapshot!(judged(utf_16()), @r#"
    error[encoding]: this file is not UTF-8; it looks like UTF-16LE
     --> proposals/prop-0007.md:1:1
      |
    1 | ---
      | ^
      |
    help: save it as UTF-8 in your editor ("Save with encoding"); it was read as UTF-16LE for now

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain encoding` tells why, and what to write
    ---- exit 1
    "#);
}

#[test]
fn zero_byte_is_shown_where_it_stands() {
    insta::assert_snapshot!(judged(good().replace("Soft light\n", "Soft\0light\n")), @"
    error[nul-byte]: a zero byte stands in this text
     --> proposals/prop-0007.md:3:11
      |
    3 | name: Soft␀light
      |           ^
      |
    help: remove it; the file may have been saved as UTF-16 or damaged

    0007: 1 error · final

    as of 2026-03-31, 2 changes with 0 documents: 1 compliant, 0 in progress, 1 non-compliant
    1 error, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    `changebook explain nul-byte` tells why, and what to write
    ---- exit 1
    ");
}

#[test]
fn bytes_before_the_text_and_windows_line_ends_are_fine() {
    insta::assert_snapshot!(judged(format!("\u{feff}{}", good()).replace('\n', "\r\n")), @"
    as of 2026-03-31, 2 changes with 0 documents: 2 compliant, 0 in progress, 0 non-compliant
    0 errors, 0 warnings, 0 remarks; 0 indeterminate, 0 waived, 0 not due yet
    5 of 5 rules applied to at least one change
    ---- exit 0
    ");
}

/// The same record with these bytes for its name.
fn with_name(name: &[u8]) -> Vec<u8> {
    let good = good();
    let (before, after) = good.split_once("Soft light").unwrap();
    [before.as_bytes(), name, after.as_bytes()].concat()
}

/// The same record as a Windows editor saves it under the name "Unicode".
fn utf_16() -> Vec<u8> {
    let units = format!("\u{feff}{}", good());
    units.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
