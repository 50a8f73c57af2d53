//! The forms of secrets as expressions.
//!
//! No expression has a boundary of words but those between ASCII letters: one of any script makes the engine
//! forget its fast ways in every text that is not English, and a key that is pasted behind Chinese is a key.

use std::sync::LazyLock;

use regex::Regex;

use super::Kind;

/// What names a secret; also as an address writes it.
pub(super) const WORD: &str = r"(?:口令|密码|密碼|密钥|密鑰|令牌|[Ｐｐ][Ａａ][Ｓｓ][Ｓｓ][Ｗｗ][Ｏｏ][Ｒｒ][Ｄｄ]|[Ｐｐ][Ｗｗ][Ｄｄ]|(?i-u:%e5%8f%a3%e4%bb%a4|%e5%af%86%e7%a0%81|%e5%af%86%e9%92%a5|%e4%bb%a4%e7%89%8c|passw(?:or)?ds?|passphrase|pwd|secret|(?:api|access|secret|private)[\x20_-]?key|token|credentials?|_pass))";

/// What follows such a word in a longer key: `_PROD`, `.test`, `Old`, `2`.
pub(super) const SUFFIX: &str = r"(?:[_.-][A-Za-z0-9]+|[A-Z][a-z0-9]+|[0-9]+)*";

/// The group `value` of a pattern is the secret, or else its first group.
pub(super) static ALL: LazyLock<Vec<(Kind, Regex)>> = LazyLock::new(|| {
    let password = [PASSWORD_BEGIN, WORD, "(?<suffix>", SUFFIX, PASSWORD_END].concat();
    let patterns = [
        (
            Kind::PrivateKey,
            r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----((?s:.*?))(?:-----END|\z)",
        ),
        (
            Kind::Token,
            r"(?-u:\b)((?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeprs]-[A-Za-z0-9-]{10,}|AKIA[0-9A-Z]{16}|LTAI[0-9A-Za-z]{12,24}|AKID[0-9A-Za-z]{13,40}|AIza[0-9A-Za-z_-]{35}|sk-[A-Za-z0-9_-]{20,}|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}))",
        ),
        (
            Kind::Token,
            r"(?i-u:authorization)\W{1,4}(?i-u:bearer|basic)\s+([A-Za-z0-9+/_=.~-]{8,})",
        ),
        (
            Kind::Token,
            r"(?-u:\b)(?i-u:bearer)[\t\x20]+(?<value>[A-Za-z0-9+/_=.~-]{16,})",
        ),
        (
            Kind::Address,
            r"(?i-u:jdbc:oracle:[a-z]+:)[\w$\#]+/([^\s@/<>]{3,})@",
        ),
        (
            Kind::Address,
            r"(?-u:\b)[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@<>]+:([^\s/@<>]{3,})@",
        ),
        // `identified by` is plain English too: a statement says whose password it is, or quotes it.
        (
            Kind::Command,
            r#"(?-u:\b)(?:(?i-u:alter|create)\s+(?i-u:user)\s+\S+|(?i-u:grant)\s[^\n]*?)\s+(?i-u:identified\s+by)\s+["']?([^\s"'`;<>]{3,})"#,
        ),
        (
            Kind::Command,
            r#"(?-u:\b)(?i-u:identified\s+by)\s*["']([^\s"'`;<>]{3,})["']"#,
        ),
        (
            Kind::Command,
            r#"(?-u:\b)(?i-u:sshpass\s+-p)\s*["']?([^\s"'`;<>]{3,})"#,
        ),
        (
            Kind::Command,
            r#"(?-u:\b)(?i-u:mysql)\w*(?-u:\b)[^\n]*?\s-[pP]["']?([^\s"'`<>]{4,})"#,
        ),
        (
            Kind::Command,
            r#"(?-u:\b)(?i-u:curl|wget)(?-u:\b)[^\n]*?\s(?i-u:-u|--user)[\s=]*["']?[^\s:"']+:([\x21\x23-\x26\x28-\x3b\x3d\x3f-\x5f\x61-\x7e]{3,})"#,
        ),
        (
            Kind::Command,
            r"(?-u:\b)(?i-u:sqlplus|expdp|impdp|sqlldr|rman)(?-u:\b)[^\n]*?\s[\w$#]+/([^\s@/<>]{3,})@",
        ),
        // Without a place to connect to it stands right behind the command, and may be a path.
        (
            Kind::Command,
            r"(?-u:\b)(?i-u:sqlplus|expdp|impdp)(?:\s+-\w+)*[\t\x20]+[\w$#]+/([^\s@/<>.`]{3,})(?:[\s`。，]|\z)",
        ),
        (
            Kind::Command,
            r#"(?-u:\b)(?i-u:redis-cli)(?-u:\b)[^\n]*?\s(?:-a|--pass)\s+["']?([^\s"'`<>]{4,})"#,
        ),
        (Kind::Password, password.as_str()),
    ];
    patterns
        .into_iter()
        // A pattern that does not compile is caught by the first test of this module.
        .filter_map(|(kind, pattern)| Some((kind, Regex::new(pattern).ok()?)))
        .collect()
});

const PASSWORD_BEGIN: &str = r"(?x)(?:";

const PASSWORD_END: &str = r#")|(?-u:\b)(?<pass>(?i-u:pass))(?-u:\b))
    ["'`*\]]{0,3}[\t\ \u{3000}]*
    # A remark: 口令（root）
    (?:[(（\[【][^()（）\[\]【】\n]{0,40}[)）\]】]["'`*]{0,3}[\t\ \u{3000}]*)?
    (?:
        (?:已[经經]?|[现現])?(?:重置|修改|更改|更[换換]|[变變]更|[设設]置|重[设設]|[设設]定|改|[设設])?(?:[为為]|成|是)[\t\ ]*[:：=＝]?
        |(?::=|[:：=＝]|%3[AaDd])(?<line>[\t\ ]*(?:[|>][+-]?)?[\t\ ]*\r?\n(?:[\t\ ]*\r?\n)?[\t\ >]*(?:[-*+][\t\ ]+)?)?
        |=>
        |(?:(?i-u:is|was|has\x20been)\ )?(?i-u:changed|reset|set)\ (?i-u:to)(?-u:\b)[\t\ ]*:?
        |(?i-u:is|was)(?:\ (?i-u:now))?(?-u:\b)[\t\ ]*:?
        # The next cell of a table.
        |\||</t[dh]>\s*<t[dh][^>\n]*>
        |(?<space>[\t\ \u{3000}]|%20|(?<dash>[_-]))
    )
    [\t\ \u{3000}]*["'`“‘「『*]{0,3}(?<value>[\x21-\x7e]{4,})"#;
