//! What the rest of a longer key says: `password_file` names no secret, `password_prod` one of several.

/// What a longer key says about a secret without being one: `password_file`, `tokenType`.
const ABOUT: &[&str] = &[
    "age",
    "alg",
    "algorithm",
    "arn",
    "at",
    "attempts",
    "backend",
    "by",
    "changed",
    "column",
    "count",
    "date",
    "days",
    "enabled",
    "encoding",
    "endpoint",
    "expires",
    "expiry",
    "field",
    "file",
    "format",
    "hint",
    "history",
    "host",
    "id",
    "input",
    "issuer",
    "kind",
    "label",
    "len",
    "length",
    "limit",
    "location",
    "manager",
    "max",
    "min",
    "mode",
    "name",
    "owner",
    "path",
    "period",
    "policy",
    "provider",
    "rate",
    "ref",
    "reference",
    "required",
    "reset",
    "rotation",
    "rule",
    "rules",
    "scope",
    "source",
    "status",
    "store",
    "strategy",
    "title",
    "ttl",
    "type",
    "updated",
    "uri",
    "url",
    "usage",
    "user",
    "username",
    "validity",
    "vault",
    "version",
];

/// Which of several secrets a longer key means.
const WHICH: &[&str] = &[
    "admin",
    "app",
    "db",
    "dba",
    "dev",
    "live",
    "main",
    "master",
    "new",
    "old",
    "pre",
    "prd",
    "primary",
    "prod",
    "production",
    "root",
    "sit",
    "stage",
    "staging",
    "standby",
    "sys",
    "test",
    "uat",
];

/// Whether `suffix`, which follows the word for a secret in a key, makes it a key of something else.
pub(super) fn is_about(suffix: &str) -> bool {
    ABOUT.contains(&last(suffix).as_str())
}

/// Whether it only tells which secret is meant.
pub(super) fn is_which(suffix: &str) -> bool {
    let last = last(suffix);
    last.bytes().all(|it| it.is_ascii_digit()) || WHICH.contains(&last.as_str())
}

/// The last word of a key, in lower case.
fn last(suffix: &str) -> String {
    let word = suffix.rsplit(['_', '.', '-']).next().unwrap_or_default();
    let humps = word.bytes().zip(word.bytes().skip(1)).rposition(|it| {
        (it.0.is_ascii_lowercase() || it.0.is_ascii_digit()) && it.1.is_ascii_uppercase()
    });
    word[humps.map_or(0, |it| it + 1)..].to_ascii_lowercase()
}
