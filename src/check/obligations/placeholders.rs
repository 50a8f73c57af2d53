//! Words that look like an answer and are none.
//!
//! "None" and "not applicable" are answers and stand in no table. A reference
//! to an attachment is an answer only where one is named.

use crate::source::Span;
use crate::text;

/// How the marks of a template begin and end.
const MARKS: &[(&str, &str)] = &[("{{", "}}"), ("<", ">"), ("＜", "＞"), ("【", "】")];

/// What stands first in a mark that looks like other things too.
const CALLS: &[&str] = &[
    "fill in", "insert", "tbd", "todo", "your ", "待填", "待补", "填写", "请填", "请写", "在此",
];

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

/// The first mark in a text that a template left to be replaced, such as `{{name}}` or `<填写原因>`.
pub fn mark(text: &str) -> Option<Span> {
    let of = |(open, close): &(&str, &str)| {
        let mut starts = text.match_indices(open).map(|(at, _)| at);
        starts.find_map(|start| {
            let inside = &text[start + open.len()..];
            let inside = &inside[..inside.find(close)?];
            let called = inside.trim_start().to_lowercase();
            let is_mark = *open == "{{" || CALLS.iter().any(|it| called.starts_with(it));
            let is_mark = is_mark && !inside.trim().is_empty() && !inside.contains('\n');
            let end = start + open.len() + inside.len() + close.len();
            is_mark.then(|| Span::new(start, end))
        })
    };
    MARKS.iter().filter_map(of).min_by_key(|it| it.start)
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
    fn marks_of_templates_are_found_and_other_brackets_are_not() {
        let found = |text: &'static str| mark(text).map(|it| &text[it.start..it.end]);
        assert_eq!(found("由 {{姓名}} 执行"), Some("{{姓名}}"));
        assert_eq!(found("原因：<请填写原因>。"), Some("<请填写原因>"));
        assert_eq!(found("【待填写】"), Some("【待填写】"));
        assert_eq!(
            found("<b> <Fill in the cause>"),
            Some("<Fill in the cause>")
        );
        for text in [
            "a < b and c > d",
            "<details>",
            "【紧急】",
            "{{}}",
            "{{ 未完",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_reference_to_an_attachment_needs_one() {
        assert!(is_placeholder("见附件", false));
        assert!(!is_placeholder("见附件", true));
        assert!(!is_placeholder("见附件 2 的日志", false));
    }
}
