//! What a waiver must say: somebody answers for it, for a reason, at a risk, until a day.
//!
//! A waiver is a decision. Words that postpone an answer elsewhere postpone
//! the decision here, and "not applicable" is an answer to many questions, but
//! neither a reason to leave a rule aside nor a risk that somebody has weighed.

use crate::check::obligations::placeholders;
use crate::procedure::registers::Waiver;
use crate::text;

/// Answers elsewhere, and neither a reason nor a risk.
const SHRUGS: &[&str] = &["n/a", "n.a", "na", "notapplicable", "不适用", "不涉及"];

/// What is no reason either; that there is no risk somebody may have weighed.
const NOTHING: &[&str] = &["none", "no", "nil", "nothing", "无", "没有", "无理由"];

/// What a waiver does not say at all.
pub(super) fn missing(waiver: &Waiver) -> Vec<&'static str> {
    let said = [
        ("id", !waiver.id.is_empty()),
        ("reason", !waiver.reason.trim().is_empty()),
        ("approved_by", !waiver.approved_by.is_empty()),
        ("from", waiver.from.is_some()),
        ("expires", waiver.expires.is_some()),
        ("risk", !waiver.risk.trim().is_empty()),
    ];
    let missing = said.into_iter().filter(|(_, is_said)| !is_said);
    missing.map(|(name, _)| name).collect()
}

/// The first of reason and risk that is written and says nothing.
pub(super) fn unsaid(waiver: &Waiver) -> Option<(&'static str, &str)> {
    let is_nothing = |text: &str| NOTHING.contains(&bare(text).as_str());
    if is_empty(&waiver.reason) || is_nothing(&waiver.reason) {
        return Some(("reason", &waiver.reason));
    }
    is_empty(&waiver.risk).then_some(("risk", &waiver.risk))
}

fn is_empty(text: &str) -> bool {
    placeholders::is_placeholder(text, false)
        || placeholders::mark(text).is_some()
        || SHRUGS.contains(&bare(text).as_str())
}

fn bare(text: &str) -> String {
    let normal = text::normal(text);
    let bare = normal.trim_matches(|it: char| !it.is_alphanumeric());
    bare.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(reason: &str, risk: &str) -> Option<&'static str> {
        let waiver = Waiver {
            reason: reason.to_owned(),
            risk: risk.to_owned(),
            ..Waiver::default()
        };
        unsaid(&waiver).map(|(field, _)| field)
    }

    #[test]
    fn what_postpones_an_answer_is_neither_a_reason_nor_a_risk() {
        for text in [
            "TODO",
            "待补充",
            "n/a",
            "N/A.",
            "-",
            "……",
            "ＴＢＤ",
            "<填写原因>",
            "见附件",
            "不适用",
        ] {
            assert_eq!(field(text, "small"), Some("reason"), "{text}");
            assert_eq!(field("the vendor's delay", text), Some("risk"), "{text}");
        }
    }

    #[test]
    fn that_there_is_no_risk_is_an_answer_and_no_reason_is_none() {
        assert_eq!(field("the vendor's delay", "无"), None);
        assert_eq!(field("None", "small"), Some("reason"));
        assert_eq!(field("不适用夜间窗口的老系统", "none"), None);
    }
}
