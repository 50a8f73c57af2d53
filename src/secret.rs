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
//!
//! - [`patterns`]: the forms of secrets as expressions
//! - [`key`]: what a longer key around such a word says
//! - [`bare`]: passwords right behind a Chinese word
//! - [`columns`]: what stands in a table beneath a word that names a secret
//! - [`value`]: a secret, or only talk about one

mod bare;
mod columns;
mod key;
mod patterns;
mod value;

use std::borrow::Cow;
use std::ops::Range;

use regex::Captures;

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

/// Everything in `text` that looks like a secret, in order, none overlapping.
pub fn find(text: &str) -> Vec<Secret> {
    let mut found: Vec<Secret> = Vec::new();
    for (kind, pattern) in patterns::ALL.iter() {
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
    let kind = Kind::Password;
    let unsigned = bare::find(text).into_iter().chain(columns::find(text));
    found.extend(unsigned.map(|range| Secret { kind, range }));
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
        let suffix = captures.name("suffix").map_or("", |it| it.as_str());
        if key::is_about(suffix) {
            return None;
        }
        let said = &text[captures.get_match().start()..group.start()];
        let is_there = |group: &str| captures.name(group).is_some();
        let sign = value::Sign {
            is_assigned: said.ends_with(['=', '＝', '"', '\'', '`']),
            is_distant: is_there("line"),
            // `Kind::Password` is a path of a program.
            is_loose: is_there("space")
                || is_there("pass") && !said.contains('=')
                || said.ends_with(':') && rest.starts_with(':'),
            suffix,
        };
        // The rest of a longer key is no value: `TOKEN_TTL=30`.
        if is_there("dash") && group.as_str().contains('=') {
            return None;
        }
        let quote = said.chars().last().filter(|it| "\"'`".contains(*it));
        value::secret_length(rest, sign, quote)?
    } else {
        // In prose behind a word that means a token, digits tell one.
        let is_one = captures.name("value").is_none()
            || group.as_str().contains(|it: char| it.is_ascii_digit());
        (is_one && !value::is_stand_in(rest, group.as_str())).then_some(group.len())?
    };
    let range = group.start()..group.start() + length;
    (!text[range.clone()].trim().is_empty()).then_some(range)
}

/// A path with what looks like a secret in any of its names covered.
pub fn veil_path(path: &str) -> Cow<'_, str> {
    let names = path.split('/').map(|name| (name, find(name)));
    let names: Vec<_> = names.collect();
    if names.iter().all(|it| it.1.is_empty()) {
        return Cow::Borrowed(path);
    }
    let names = names.iter().map(|(name, found)| veil(name, found));
    Cow::Owned(names.collect::<Vec<_>>().join("/"))
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
mod tests;
