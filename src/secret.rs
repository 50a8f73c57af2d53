//! Finds what must never be published: passwords, keys and tokens that somebody pasted.
//!
//! A portal that shows a password is the worst that this tool could do, so the
//! texts are veiled as they are taken in: whoever reads one further up, a
//! page, a report, a search index, gets the veil. It covers the very bytes, so
//! every place stays what it was.
//!
//! The forms of tokens are those that their issuers document: GitHub, GitLab,
//! Slack, AWS, Google, Alibaba Cloud, Tencent Cloud, JSON Web Tokens (RFC
//! 7519), PEM (RFC 7468), user information in addresses (RFC 3986, 3.2.1).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What kind of secret something looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A value beside a word such as `password`.
    Password,
    /// A private key between its lines.
    PrivateKey,
    /// A token in the form of a known issuer.
    Token,
    /// A password inside an address.
    Address,
    /// A password on a command line or in a statement.
    Command,
}

impl Kind {
    /// By which the tables of words know it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PrivateKey => "private-key",
            Self::Token => "token",
            Self::Address => "address",
            Self::Command => "command",
        }
    }
}

/// Something that looks like a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it looks like.
    pub kind: Kind,
    /// The bytes that must not be shown.
    pub range: Range<usize>,
}

/// The first group of each pattern is the secret.
static PATTERNS: LazyLock<Vec<(Kind, Regex)>> = LazyLock::new(|| {
    let patterns = [
        (
            Kind::PrivateKey,
            r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----((?s:.*?))(?:-----END|\z)",
        ),
        (
            Kind::Token,
            r"\b((?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|LTAI[0-9A-Za-z]{12,24}|AKID[0-9A-Za-z]{13,40}|AIza[0-9A-Za-z_-]{35}|sk-[A-Za-z0-9_-]{20,}|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}))",
        ),
        (
            Kind::Token,
            r"(?i)authorization\W{1,4}(?:bearer|basic)\s+([A-Za-z0-9+/_=.~-]{8,})",
        ),
        (
            Kind::Address,
            r"(?i)\b[a-z][a-z0-9+.-]*://[^\s/:@<>]+:([^\s/@<>]{3,})@",
        ),
        (
            Kind::Command,
            r#"(?i)\b(?:identified\s+by|sshpass\s+-p)\s*["']?([^\s"'`;<>]{3,})"#,
        ),
        (
            Kind::Command,
            r#"(?i)\bmysql\w*\b[^\n]*?\s-p["']?([^\s"'`<>]{4,})"#,
        ),
        (
            Kind::Command,
            r"(?i)\bsqlplus\b[^\n]*?\s[\w$#]+/([^\s@/<>]{3,})@",
        ),
        (
            Kind::Password,
            r#"(?i)(?:口令|密码|密钥|令牌|passw(?:or)?d|passphrase|pwd|secret|(?:api|access|secret|private)[ _-]?key|token|credentials?)["'`*]{0,3}[\t \u{3000}]*(?:[:：=＝]|为|是|=>|is\b)[\t \u{3000}]*["'`“‘「*]{0,3}([\x21-\x7e]{4,})"#,
        ),
    ];
    patterns
        .into_iter()
        // A pattern that does not compile is caught by the first test of this file.
        .filter_map(|(kind, pattern)| Some((kind, Regex::new(pattern).ok()?)))
        .collect()
});

/// Everything in `text` that looks like a secret, in order, none overlapping.
pub fn find(text: &str) -> Vec<Secret> {
    let mut found: Vec<Secret> = Vec::new();
    for (kind, pattern) in PATTERNS.iter() {
        for captures in pattern.captures_iter(text) {
            let Some(value) = captures.get(1) else {
                continue;
            };
            let range = match kind {
                Kind::Password => {
                    let said = &text[captures.get_match().start()..value.start()];
                    let length = value_length(value.as_str());
                    if !is_secret(&value.as_str()[..length], said) {
                        continue;
                    }
                    value.start()..value.start() + length
                }
                _ if is_stand_in(value.as_str()) => continue,
                _ => value.range(),
            };
            if text[range.clone()].trim().is_empty() {
                continue;
            }
            found.push(Secret { kind: *kind, range });
        }
    }
    found.sort_by_key(|it| (it.range.start, usize::MAX - it.range.end));
    let mut end = 0;
    found.retain(|it| {
        let is_new = it.range.start >= end;
        end = end.max(it.range.end);
        is_new
    });
    found
}

/// `text` with its secrets covered, byte for byte; line ends stay.
///
/// The cover is a letter to YAML and to Markdown alike, so that whatever stood
/// around a secret is read as before.
pub fn veil(text: &str, secrets: &[Secret]) -> String {
    const COVER: char = '█';
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for secret in secrets {
        out.push_str(&text[at..secret.range.start]);
        for line in text[secret.range.clone()].split_inclusive('\n') {
            let words = line.trim_end_matches(['\n', '\r']);
            let (covers, rest) = (
                words.len() / COVER.len_utf8(),
                words.len() % COVER.len_utf8(),
            );
            out.extend(std::iter::repeat_n(COVER, covers));
            out.extend(std::iter::repeat_n('_', rest));
            out.push_str(&line[words.len()..]);
        }
        at = secret.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Where the value ends that begins `rest`: at a quote, a closing bracket or a sign between two things.
fn value_length(rest: &str) -> usize {
    let ends = |it: char| {
        matches!(
            it,
            '"' | '\'' | '`' | ',' | ';' | ')' | ']' | '}' | '|' | '<'
        )
    };
    let value = &rest[..rest.find(ends).unwrap_or(rest.len())];
    value.trim_end_matches(['.', '*', ':', '?']).len()
}

/// Whether a value beside such a word is likely one; `said` is the word and the sign between the two.
fn is_secret(value: &str, said: &str) -> bool {
    if value.len() < 4 || is_stand_in(value) || is_reference(value) {
        return false;
    }
    let has = |it: fn(&u8) -> bool| value.as_bytes().iter().any(it);
    // `password=abcdef` is written by programs; in prose a word of letters is a word.
    let is_assigned = said.ends_with(['=', '"', '\'', '`']);
    let is_mixed = has(u8::is_ascii_digit)
        || has(|it| it.is_ascii_punctuation() && !b"-_/.".contains(it))
        || (has(u8::is_ascii_uppercase)
            && value[1..].contains(|it: char| it.is_ascii_uppercase())
            && has(u8::is_ascii_lowercase));
    let is_number = value
        .bytes()
        .all(|it| it.is_ascii_digit() || b".-:/".contains(&it));
    match (is_number, is_assigned) {
        (true, _) => value.len() >= 6 && value.bytes().all(|it| it.is_ascii_digit()),
        (false, true) => true,
        (false, false) => value.len() >= 6 && is_mixed,
    }
}

/// Whether a value stands in for one: a blank to fill in, a variable, a row of stars.
fn is_stand_in(value: &str) -> bool {
    let is_cover = |it: char| matches!(it, '*' | 'x' | 'X' | '.' | '-' | '_' | '#' | '?' | '•');
    let begins = ["<", "${", "$(", "{{", "{", "%", "@", "[", "!", "&"];
    let words = [
        "null", "none", "true", "false", "required", "hidden", "redacted", "masked", "removed",
        "empty", "string", "todo",
    ];
    value.chars().all(is_cover)
        || begins.iter().any(|it| value.starts_with(it))
        || value.starts_with('$')
            && value[1..]
                .bytes()
                .all(|it| it.is_ascii_uppercase() || it == b'_')
        || words.iter().any(|it| value.eq_ignore_ascii_case(it))
}

/// Whether a value says where something is kept: a path, an address, a number of a ticket or mail.
fn is_reference(value: &str) -> bool {
    let is_ticket = value.split_once('-').is_some_and(|(head, rest)| {
        head.len() >= 2
            && head.bytes().all(|it| it.is_ascii_uppercase())
            && !rest.is_empty()
            && rest.bytes().all(|it| it.is_ascii_digit() || it == b'-')
    });
    is_ticket
        || value.contains("://")
        || value.contains('/') && !value.contains(|it: char| "!@#$%^&*+=".contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Kind, &str)> {
        let all = find(text).into_iter();
        all.map(|it| (it.kind, &text[it.range])).collect()
    }

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(PATTERNS.len(), 8);
    }

    #[test]
    fn passwords_are_found_beside_their_word_in_both_languages() {
        for text in [
            "口令：Core@2026x",
            "数据库密码为 Core@2026x，请勿外传",
            "password: Core@2026x",
            "db_password=Core@2026x;",
            "DB_PWD = \"Core@2026x\"",
            "- {name: x, password: Core@2026x}",
            "**密码**： Core@2026x。",
            "the password is Core@2026x.",
            "api_key: 'Core@2026x'",
        ] {
            assert_eq!(found(text), [(Kind::Password, "Core@2026x")], "{text}");
        }
        assert_eq!(found("password=plainword"), [(Kind::Password, "plainword")]);
        assert_eq!(found("密码：839201"), [(Kind::Password, "839201")]);
    }

    #[test]
    fn talk_about_passwords_is_none() {
        for text in [
            "不得含口令、密钥",
            "密码策略：每 90 天更换",
            "口令由甲方保管，见 evidence/0508.eml",
            "password: <ask the operator>",
            "password: ${DB_PASSWORD}",
            "password=$DB_PASSWORD",
            "密码：******",
            "密码：xxxxxx",
            "token: SEC-2026-0142",
            "secret: vault/payments/db",
            "password: required",
            "the token is renewed every night",
            "令牌：2026-05-10",
            "密码：已由双人分段保管",
            "secret: https://vault.example.org/payments",
            "password must be changed; secret is kept elsewhere",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn tokens_keys_addresses_and_commands_are_found() {
        let token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
        assert_eq!(found(&format!("用 {token} 拉取")), [(Kind::Token, token)]);
        assert_eq!(
            found("Authorization: Bearer abc.def-123456"),
            [(Kind::Token, "abc.def-123456")]
        );
        assert_eq!(
            found("jdbc: postgres://app:S3cret!@10.0.0.7/core"),
            [(Kind::Address, "S3cret!")]
        );
        assert_eq!(
            found("alter user core identified by Tiger9;"),
            [(Kind::Command, "Tiger9")]
        );
        assert_eq!(
            found("mysqldump -uroot -pTiger9 core > core.sql"),
            [(Kind::Command, "Tiger9")]
        );
        let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabcd\n-----END RSA PRIVATE KEY-----\n";
        assert_eq!(found(key), [(Kind::PrivateKey, "\nMIIE\nabcd\n")]);
    }

    #[test]
    fn veil_covers_the_bytes_and_nothing_else() {
        let text = "a: 口令：Core@2026x\nkey: -----BEGIN PRIVATE KEY-----\r\nMIIE\r\n-----END PRIVATE KEY-----\n末尾";
        let veiled = veil(text, &find(text));
        assert_eq!(
            veiled,
            "a: 口令：███_\nkey: -----BEGIN PRIVATE KEY-----\r\n█_\r\n-----END PRIVATE KEY-----\n末尾"
        );
        assert_eq!(veiled.len(), text.len());
        assert_eq!(veil("nothing", &[]), "nothing");
    }
}
