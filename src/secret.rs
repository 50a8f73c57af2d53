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

mod value;

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

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

/// The group `value` of a pattern is the secret, or else its first group.
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
            r#"(?i)\b(?:curl|wget)\b[^\n]*?\s(?:-u|--user)[\s=]*["']?[^\s:"']+:([\x21\x23-\x26\x28-\x3b\x3d\x3f-\x5f\x61-\x7e]{3,})"#,
        ),
        (
            Kind::Command,
            r"(?i)\bsqlplus\b[^\n]*?\s[\w$#]+/([^\s@/<>]{3,})@",
        ),
        (
            Kind::Password,
            r#"(?ix)
            (?:口令|密码|密钥|令牌|passw(?:or)?d|passphrase|pwd|secret|(?:api|access|secret|private)[\ _-]?key|token|credentials?|_pass\b|(?<pass>\bpass\b))
            ["'`*]{0,3}[\t\ \u{3000}]*
            # A remark: 口令（root）
            (?:[(（\[【][^()（）\[\]【】\n]{0,40}[)）\]】]["'`*]{0,3}[\t\ \u{3000}]*)?
            (?:
                (?:已经?|现)?(?:重置|修改|更改|更换|变更|设置|重设|设定|改|设)?(?:为|成|是)[\t\ ]*[:：=＝]?
                |[:：=＝](?<line>[\t\ ]*(?:[|>][+-]?)?[\t\ ]*\r?\n(?:[\t\ ]*\r?\n)?[\t\ >]*(?:[-*+][\t\ ]+)?)?
                |=>
                |(?:(?:is|was|has\ been)\ )?(?:changed|reset|set)\ to\b[\t\ ]*:?
                |(?:is|was)(?:\ now)?\b[\t\ ]*:?
                # The next cell of a table.
                |\|
                |(?<space>[\t\ \u{3000}])
            )
            [\t\ \u{3000}]*["'`“‘「*]{0,3}(?<value>[\x21-\x7e]{4,})"#,
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
        let mut at = 0;
        while let Some(captures) = pattern.captures_at(text, at) {
            let whole = captures.get_match();
            let range = secret_in(*kind, &captures, text);
            at = match &range {
                Some(range) => range.end.max(whole.start() + 1),
                // The word that was read as a value may itself be one that tells of a secret.
                None => {
                    whole.start()
                        + text[whole.start()..]
                            .chars()
                            .next()
                            .map_or(1, char::len_utf8)
                }
            };
            found.extend(range.map(|range| Secret { kind: *kind, range }));
            if at > text.len() {
                break;
            }
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

/// The bytes of the secret in what a pattern found, if it is one.
fn secret_in(kind: Kind, captures: &Captures<'_>, text: &str) -> Option<Range<usize>> {
    let group = captures.name("value").or_else(|| captures.get(1))?;
    let rest = &text[group.start()..];
    let length = if kind == Kind::Password {
        let said = &text[captures.get_match().start()..group.start()];
        let sign = value::Sign {
            is_assigned: said.ends_with(['=', '＝', '"', '\'', '`']),
            is_distant: captures.name("line").is_some(),
            is_loose: captures.name("space").is_some()
                || captures.name("pass").is_some() && !said.contains('='),
        };
        let quote = said.chars().last().filter(|it| "\"'`".contains(*it));
        value::secret_length(rest, sign, quote)?
    } else {
        (!value::is_stand_in(rest, group.as_str())).then_some(group.len())?
    };
    let range = group.start()..group.start() + length;
    (!text[range.clone()].trim().is_empty()).then_some(range)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Kind, &str)> {
        let all = find(text).into_iter();
        all.map(|it| (it.kind, &text[it.range])).collect()
    }

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(PATTERNS.len(), 9);
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
    fn a_value_may_begin_and_hold_any_sign() {
        for (text, value) in [
            ("密码：@Core2026x!", "@Core2026x!"),
            ("密码：!Core2026x", "!Core2026x"),
            ("密码：%Core2026x", "%Core2026x"),
            ("密码：&Core2026x", "&Core2026x"),
            ("password: [Core2026x", "[Core2026x"),
            ("password=Abc/def12345", "Abc/def12345"),
            ("password=Ab,def12345!", "Ab,def12345!"),
            ("password: \"@Core2026x!\"", "@Core2026x!"),
            ("password: \"Core 2026 x\"", "Core 2026 x"),
            ("password: ${DB:-Core@2026x}", "${DB:-Core@2026x"),
            (
                "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLE",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLE",
            ),
        ] {
            assert_eq!(found(text), [(Kind::Password, value)], "{text}");
        }
    }

    #[test]
    fn the_word_and_the_value_may_stand_apart() {
        for text in [
            "登录密码是：Core@2026x",
            "密码已重置为 Core@2026x",
            "the password was changed to Core@2026x.",
            "| 密码 | Core@2026x |",
            "| **密码** | `Core@2026x` |",
            "口令（root）：Core@2026x",
            "口令(生产库 root): Core@2026x",
            "DB_PASS=Core@2026x",
            "DB_PASS: Core@2026x",
            "user: root, pass: Core@2026x",
            "登录密码 Core@2026x",
            "password:\n  Core@2026x\n",
            "password: >-\r\n  Core@2026x\r\n",
            "密码：\n\nCore@2026x\n",
            "密码：\n- `Core@2026x`\n",
            "secret password: Core@2026x",
        ] {
            assert_eq!(found(text), [(Kind::Password, "Core@2026x")], "{text}");
        }
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
            "密码已更换",
            "password policy: 90 days",
            "密码（生产）：<由操作人填写>",
            "password: \"{{ db_password }}\"",
            "password: %DB_PASSWORD%",
            "password: ‹to be filled in›",
            "password: [REDACTED]",
            "password: !vault |",
            "| 密码 | 已更换 |\n| 令牌 | v2.4.1 |",
            "private_key=certs/core/server.pem",
            "密码 见 evidence/0508.eml",
            "password:\n  min_length8: 12\n",
            "密码：\n  evidence/2026/0508.eml\n",
            "测试结果 pass: 318rows",
            "pass: all 12345678 rows",
            "密码 ops2@bank.example",
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
        for text in [
            "curl -u admin:Core@2026x https://core/api",
            "curl -s --user 'admin:Core@2026x' https://core/api",
        ] {
            assert_eq!(found(text), [(Kind::Command, "Core@2026x")], "{text}");
        }
        assert_eq!(found("curl -u admin:$PASSWORD https://core"), []);
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
