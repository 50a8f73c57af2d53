//! Passwords that follow their Chinese word with no sign between: `口令Root2026`, `密码（Root2026）`.
//!
//! Without a sign most of what follows such a word is talk about it, so only what has letters and
//! digits counts, stands alone in its brackets, and is no name of a method.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::value;

/// Methods and formats whose names have digits.
static METHOD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?i:hmac|pbkdf|p?bcrypt|sha|md|aes|rsa|sm|des|[hrep]s|ed|ecdsa|tls|ssl|oauth|base|utf|totp|fido|x|v)[-_]?\d",
    )
    .ok()
});

/// Words for the name with which somebody logs in; a password is beside it.
const ACCOUNTS: &[&str] = &["账号", "帐号", "帳號", "賬號", "账户", "用户名", "用戶名"];

/// The bytes of the password in what the pattern of passwords found without a sign.
pub(super) fn find(captures: &Captures<'_>, text: &str) -> Option<Range<usize>> {
    let whole = captures.get_match();
    let named = text[whole.start()..].starts_with(|it: char| !it.is_ascii());
    let value = captures.name("value")?;
    let suffix = captures.name("suffix").filter(|it| !it.is_empty());
    let (start, opening) = match (captures.name("bare"), captures.name("space")) {
        // What looks like the rest of a longer key begins the value.
        (Some(bare), _) => match suffix {
            Some(suffix) if bare.is_empty() && suffix.end() == value.start() => {
                (suffix.start(), "")
            }
            _ => (value.start(), bare.as_str()),
        },
        (None, Some(_)) if is_beside_account(&text[..whole.start()]) => (value.start(), ""),
        _ => return None,
    };
    // A key joined to the word, or the first part of a password: its other signs tell.
    let joined = text[start..].starts_with(['_', '-']);
    let start = start + usize::from(joined);
    let rest = &text[start..];
    let end = rest
        .find(|it: char| !it.is_ascii_graphic() || "\"'`|<,;()[]{}".contains(it))
        .unwrap_or(rest.len());
    let is_closed = opening.is_empty() || rest[end..].starts_with(closing(opening));
    let found = rest[..end].trim_end_matches(['.', ':', '?', '*']);
    let is_kept = !joined || found.contains(['@', '!', '#', '$', '%', '&', '*', '+', '=']);
    (named && is_kept && is_closed && is_one(found) && !value::is_stand_in(rest, found))
        .then(|| start..start + found.len())
}

fn is_beside_account(before: &str) -> bool {
    let line = before.lines().next_back().unwrap_or_default();
    !before.ends_with('\n') && ACCOUNTS.iter().any(|it| line.contains(it))
}

fn closing(opening: &str) -> &'static [char] {
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

fn is_one(value: &str) -> bool {
    let is_method = METHOD.as_ref().is_some_and(|it| it.is_match(value));
    value.len() >= 6
        && value.starts_with(|it: char| it.is_ascii_alphanumeric())
        && value.contains(|it: char| it.is_ascii_alphabetic())
        && value.contains(|it: char| it.is_ascii_digit())
        && !value.contains(['/', '.', '-', '_', ':'])
        && !is_method
}
