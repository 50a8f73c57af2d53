//! Who may ask, and for which file.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, header};

use super::snapshot::Snapshot;

/// The port of an address that names none.
const HTTP: u16 = 80;

/// The names under which the server may be asked.
///
/// A page from elsewhere can make its own name mean this machine, and then read
/// the portal with the rights of its visitor. It cannot fake the name that the
/// browser sends along.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    /// The name that the user told.
    host: String,
    bound: SocketAddr,
}

impl Hosts {
    pub(super) fn new(host: &str, bound: SocketAddr) -> Self {
        Self {
            host: bare(host).to_lowercase(),
            bound,
        }
    }

    /// Whether a request bears one of the names, once.
    pub(super) fn allow(&self, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        match (hosts.next().map(|it| it.to_str()), hosts.next()) {
            (Some(Ok(host)), None) => self.know(host),
            _ => false,
        }
    }

    fn know(&self, host: &str) -> bool {
        let Some((name, port)) = split(host) else {
            return false;
        };
        let name = bare(name).to_lowercase();
        let ip: Option<IpAddr> = name.parse().ok();
        // Whoever listens everywhere may be asked by any number; numbers cannot be made to mean another machine.
        let by_number = ip.is_some_and(|it| it.is_loopback() || self.bound.ip().is_unspecified());
        port == self.bound.port() && (by_number || name == "localhost" || name == self.host)
    }
}

/// A host and its port, such as `localhost:4400` or `[::1]:4400`.
fn split(host: &str) -> Option<(&str, u16)> {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => Some((name, port.parse().ok()?)),
        _ => Some((host, HTTP)),
    }
}

/// A name without the brackets of an IPv6 address.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix('[')
        .and_then(|it| it.strip_suffix(']'))
        .unwrap_or(name)
}

/// What an address of the site leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The file of this path.
    File(String),
    /// A folder, whose address ends in a slash.
    Folder,
    Nothing,
}

/// What `path`, as it stands in a request, leads to. Only files of the snapshot can be found, so nothing can be climbed.
pub(super) fn find(site: &Snapshot, path: &str) -> Found {
    let Some(path) = decoded(path) else {
        return Found::Nothing;
    };
    let path = path.strip_prefix('/').unwrap_or(&path);
    let is_folder = path.is_empty() || path.ends_with('/');
    let file = if is_folder {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    if site.has(&file) {
        Found::File(file)
    } else if !is_folder && site.has(&format!("{path}/index.html")) {
        Found::Folder
    } else {
        Found::Nothing
    }
}

/// A path without `%` forms, if it is a text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                u8::try_from(high * 16 + low).ok()?
            }
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::page::Page;

    fn known(host: &str, bound: &str, asked: &str) -> bool {
        Hosts::new(host, bound.parse().unwrap()).know(asked)
    }

    #[test]
    fn only_our_names_with_our_port_are_known() {
        let here = |asked| known("127.0.0.1", "127.0.0.1:4400", asked);
        for asked in [
            "127.0.0.1:4400",
            "localhost:4400",
            "LOCALHOST:4400",
            "[::1]:4400",
        ] {
            assert!(here(asked), "{asked}");
        }
        for asked in [
            "evil.example:4400",
            "localhost",
            "localhost:4401",
            "localhost.evil.example:4400",
            "10.0.0.1:4400",
            "",
            ":4400",
            "127.0.0.1:4400:4400",
        ] {
            assert!(!here(asked), "{asked}");
        }
    }

    #[test]
    fn what_was_told_is_known_and_everywhere_means_every_number() {
        assert!(known("box.lan", "10.0.0.1:80", "Box.lan"));
        assert!(!known("box.lan", "10.0.0.1:80", "other.lan"));
        assert!(known("0.0.0.0", "0.0.0.0:4400", "10.0.0.1:4400"));
        assert!(!known("0.0.0.0", "0.0.0.0:4400", "evil.example:4400"));
        assert!(known("[::]", "[::]:4400", "[fe80::1]:4400"));
    }

    #[test]
    fn addresses_lead_to_files_folders_or_nothing() {
        let page = |path: &str| {
            Ok(Page {
                path: path.into(),
                bytes: Vec::new(),
            })
        };
        let pages = ["index.html", "a/index.html", "变更/x y.html"].map(page);
        let site = Snapshot::new(pages).unwrap();
        let file = |it: &str| Found::File(it.to_owned());
        assert_eq!(find(&site, "/"), file("index.html"));
        assert_eq!(find(&site, "/a/"), file("a/index.html"));
        assert_eq!(find(&site, "/a/index.html"), file("a/index.html"));
        assert_eq!(
            find(&site, "/%E5%8f%98%E6%9B%B4/x%20y.html"),
            file("变更/x y.html")
        );
        assert_eq!(find(&site, "/a"), Found::Folder);
        for path in [
            "//a",
            "/../index.html",
            "/%2e%2e/index.html",
            "/a/%",
            "/%ff",
            "/b/",
            "*",
        ] {
            assert_eq!(find(&site, path), Found::Nothing, "{path}");
        }
    }
}
