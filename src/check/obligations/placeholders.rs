//! Words that look like an answer and are none.
//!
//! "None" and "not applicable" are answers and stand in no table. A reference
//! to an attachment is an answer only where one is named.

use crate::text;

/// Written instead of an answer that is to come.
const PLACEHOLDERS: &[&str] = &[
    "tbc",
    "tbd",
    "todo",
    "xx",
    "xxx",
    "xxxx",
    "asabove",
    "sameasabove",
    "同上",
    "待定",
    "待填",
    "待填写",
    "待补",
    "待补充",
    "暂无待补",
];

/// Written instead of an answer that stands in an attachment.
const ELSEWHERE: &[&str] = &[
    "seeattached",
    "seeattachment",
    "seeattachments",
    "seetheattachment",
    "omitted",
    "略",
    "见附件",
    "详见附件",
];

/// Whether `text` says nothing; `has_attachment` if the document names one.
pub fn is_placeholder(text: &str, has_attachment: bool) -> bool {
    let normal = text::normal(text);
    let bare = normal.trim_matches(|it: char| !it.is_alphanumeric());
    // Only punctuation, such as `-` or `……`, is no answer either.
    bare.is_empty() && !normal.is_empty()
        || PLACEHOLDERS.contains(&bare)
        || (!has_attachment && ELSEWHERE.contains(&bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postponed_answers_are_none_in_any_width_and_case() {
        for text in ["TBD", "ｔｂｄ。", "待补充", "（待定）", "xxx", "同上", "……"]
        {
            assert!(is_placeholder(text, true), "{text}");
        }
    }

    #[test]
    fn none_and_not_applicable_are_answers() {
        for text in [
            "无",
            "不涉及",
            "none",
            "not applicable",
            "0",
            "待定金额由财务确认",
        ] {
            assert!(!is_placeholder(text, false), "{text}");
        }
    }

    #[test]
    fn a_reference_to_an_attachment_needs_one() {
        assert!(is_placeholder("见附件", false));
        assert!(!is_placeholder("见附件", true));
        assert!(!is_placeholder("见附件 2 的日志", false));
    }
}
