//! Paths as the addresses of the protocol: `file:///…`, percent-encoded.

use std::str::FromStr as _;

use lsp_types::Uri;

/// The address of a path that is written with `/`.
pub fn uri(path: &str) -> Option<Uri> {
    let mut text = String::from("file://");
    if !path.starts_with('/') {
        text.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                text.push(char::from(byte));
            }
            _ => text.extend(escaped(byte)),
        }
    }
    Uri::from_str(&text).ok()
}

/// A byte as it stands in an address: `%E4`.
fn escaped(byte: u8) -> [char; 3] {
    let digit = |it: u8| char::from(b"0123456789ABCDEF"[usize::from(it)]);
    ['%', digit(byte >> 4), digit(byte & 15)]
}

/// The path of an address; nothing if it is none of a file.
pub fn path(uri: &Uri) -> Option<String> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let rest = &rest[rest.find('/')?..];
    let mut bytes = Vec::with_capacity(rest.len());
    let mut left = rest.as_bytes();
    while let Some((&first, after)) = left.split_first() {
        let code = after.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        match code.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                left = &after[2..];
            }
            _ => {
                bytes.push(first);
                left = after;
            }
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    // `/C:/portal` is `C:/portal` where drives have letters.
    let has_drive = path.as_bytes().get(2) == Some(&b':')
        && path[1..].starts_with(|it: char| it.is_ascii_alphabetic());
    Some(if has_drive {
        path[1..].to_owned()
    } else {
        path
    })
}

/// Whether an address names a file below a folder, and which.
pub fn within(uri: &Uri, root: &str) -> Option<String> {
    let path = self::path(uri)?;
    let rest = path.strip_prefix(root)?.strip_prefix('/')?;
    Some(rest.to_owned())
}
