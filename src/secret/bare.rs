//! Passwords that follow their Chinese word with no sign between: `口令Root2026`, `密码（Root2026）`, `账号 admin 密码 Root2026`.
//!
//! Without a sign most of what follows such a word is talk about it, so only what has letters and digits
//! counts, fills its quotes or brackets, and is no number of a document, no standard and no period.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::value;

/// The word, and what stands right behind it.
static BARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)(?:口令|密码|密碼|(?<other>密钥|密鑰|令牌))
        (?:(?<opening>[“‘「『《（(【\[])["'`*]{0,2}|[\t\ \u{3000}]*["'`*]{0,3})
        (?<value>[A-Za-z0-9][\x21-\x7e]{5,})"#,
    )
    .ok()
});

/// Methods, formats and standards whose names have digits; periods and amounts.
static TALK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?i:hmac|pbkdf|p?bcrypt|scrypt|sha|md|aes|rsa|sm|des|[hrep]s|ed|ecdsa|tls|ssl|oauth|base|utf|totp|fido|iso|gbt?|jrt?|rfc|nist|cve|x|v)[-_]?\d|\d+[A-Za-z]+$)",
    )
    .ok()
});

/// The bytes of such passwords in `text`.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let all = BARE.iter().flat_map(|it| it.captures_iter(text));
    all.filter_map(|it| password(&it, text)).collect()
}

fn password(captures: &Captures<'_>, text: &str) -> Option<Range<usize>> {
    let start = captures.name("value")?.start();
    let rest = &text[start..];
    let end = rest
        .find(|it: char| !it.is_ascii_graphic() || "\"'`|<,;()[]{}".contains(it))
        .unwrap_or(rest.len());
    let found = rest[..end].trim_end_matches(['.', ':', '?', '*']);
    let after = rest[end..].trim_start_matches(['"', '\'', '`', '*']);
    let is_alone = match captures.name("opening") {
        Some(opening) => after.starts_with(closings(opening.as_str())),
        // Names of products follow these two as often as secrets do.
        None => captures.name("other").is_none(),
    };
    let is_secret = is_alone && is_mixed(found) && !value::is_stand_in(rest, found);
    is_secret.then(|| start..start + found.len())
}

/// What closes the quotes or brackets that `opening` began.
fn closings(opening: &str) -> &'static [char] {
    match opening {
        "“" => &['”', '“'],
        "‘" => &['’', '‘'],
        "「" => &['」'],
        "『" => &['』'],
        "《" => &['》'],
        "【" => &['】'],
        "[" => &[']'],
        _ => &['）', ')'],
    }
}

/// Whether it has letters and digits as a password has, and not as a reference has.
fn is_mixed(value: &str) -> bool {
    let is_talk = TALK.as_ref().is_some_and(|it| it.is_match(value));
    value.len() >= 6
        && value.contains(|it: char| it.is_ascii_alphabetic())
        && value.contains(|it: char| it.is_ascii_digit())
        && !value.contains(['/', '.', '-', '_', ':', '='])
        && !value::is_mail(value)
        && !is_talk
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Kind;
    use crate::secret::tests::found;

    #[test]
    fn every_pattern_is_one() {
        assert!(BARE.is_some() && TALK.is_some());
    }

    #[test]
    fn passwords_are_found_as_chinese_texts_write_them() {
        for text in [
            "密码“Core2026”",
            "密码“Core2026“",
            "密码「Core2026」",
            "密码『Core2026』",
            "密码‘Core2026’",
            "密码《Core2026》",
            "密码（Core2026）",
            "密码(Core2026)",
            "密码(`Core2026`)",
            "密码【Core2026】",
            "密码[Core2026]",
            "密钥“Core2026”",
            "口令Core2026",
            "口令Core2026，请勿外传",
            "口令 Core2026",
            "口令`Core2026`",
            "账号 admin 密码 Core2026",
            "账号：admin，密码 Core2026",
            "帳號 admin 密碼 Core2026",
            "密碼：Core2026",
            "密碼已改為：Core2026",
            "密鑰：Core2026",
            "密钥：“Core2026”",
            "密钥：『Core2026』",
            "ＰＡＳＳＷＯＲＤ：Core2026",
            "ｐａｓｓｗｏｒｄ＝Core2026",
        ] {
            assert_eq!(found(text), [(Kind::Password, "Core2026")], "{text}");
        }
        for text in [
            "密码“见附件”",
            "密码（见 SEC-2026-0142）",
            "密码（90 天）",
            "密码（2026-05-10 更换）",
            "密码（admin）",
            "密码（admin01 保管）",
            "令牌（OAuth2.0 协议）",
            "令牌 Redis7cache 已清",
            "口令见evidence/0508.eml",
            "口令见SEC2026",
            "账号 admin 密码 已更换",
            "账号 admin 密码 90 天更换",
            "密码 180days 更换",
            "密码 SHA256 校验",
            "密码 ISO27001 要求",
            "密码MD5值",
            "令牌“token”",
            "密码【必填】",
            "密码 {{db_password1}}",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
