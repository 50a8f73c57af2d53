//! Links, images and anchors of bodies that lead to nothing in the portal.
//!
//! Only what leads to a file of the portal is followed; addresses elsewhere are
//! never looked up.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::check::Context;
use crate::document::Document;
use crate::document::markdown::Link;
use crate::document::target::{self, Target};
use crate::finding::Finding;
use crate::lang::Text;
use crate::notice;
use crate::source::Place;
use crate::text;

use super::record_of;

/// One finding a link.
pub(super) fn look(ctx: &Context<'_>) -> Vec<Finding> {
    let files = Files::of(ctx);
    let mut found = Vec::new();
    for document in ctx.documents {
        let path = ctx.sources.get(document.source).path();
        let mut own: Vec<_> = document
            .body
            .links
            .iter()
            .filter_map(|it| files.judge(path, document, it))
            .collect();
        if own.is_empty() {
            continue;
        }
        let record = record_of(ctx, path);
        for finding in &mut own {
            finding.record.clone_from(&record);
        }
        found.append(&mut own);
    }
    found
}

/// The files of a portal, and the anchors of those that have been asked for.
struct Files<'a> {
    known: BTreeSet<&'a str>,
    documents: BTreeMap<&'a str, (&'a Document, OnceCell<BTreeSet<String>>)>,
}

impl<'a> Files<'a> {
    fn of(ctx: &Context<'a>) -> Self {
        let texts = ctx.sources.iter().map(|(_, it)| it.path());
        let others = ctx.others.iter().map(String::as_str);
        let path =
            |it: &'a Arc<Document>| (ctx.sources.get(it.source).path(), (&**it, OnceCell::new()));
        Self {
            known: texts.chain(others).collect(),
            documents: ctx.documents.iter().map(path).collect(),
        }
    }

    fn judge(&self, base: &str, document: &Document, link: &Link) -> Option<Finding> {
        let place = Place {
            source: document.source,
            span: link.span,
        };
        let mut args = vec![("value", Text::plain(link.target.clone()))];
        let Target { path, anchor } = match target::read(base, &link.target)? {
            Ok(target) => target,
            Err(target::Outside) => return Some(notice::finding("path-escape", place, &args)),
        };
        let path = path.as_deref().unwrap_or(base);
        let mut finding = if !self.exists(path) {
            match self.near(path) {
                Some(near) => {
                    args.push(("near", Text::plain(near)));
                    notice::variant("broken-link", "near", place, &args)
                }
                None => notice::finding("broken-link", place, &args),
            }
        } else if let Some(anchor) = anchor.filter(|it| !self.has_anchor(path, it)) {
            args.push(("anchor", Text::plain(anchor)));
            notice::variant("broken-link", "anchor", place, &args)
        } else {
            return None;
        };
        finding.key = format!("{base} link {}", link.target);
        Some(finding)
    }

    /// The file that is probably meant: one beside it with a name much like it, or one of its name in a
    /// folder much like its own. A long way in common alone makes no two files alike.
    fn near(&self, path: &str) -> Option<&'a str> {
        let (folder, name) = split(path);
        let beside = self
            .known
            .iter()
            .copied()
            .filter(|it| split(it).0 == folder);
        let like = text::nearest(name, beside.clone().map(|it| split(it).1));
        let elsewhere = || {
            let same = self.known.iter().copied().filter(|it| split(it).1 == name);
            text::nearest(path, same)
        };
        let found = like.and_then(|like| beside.clone().find(|it| split(it).1 == like));
        found.or_else(elsewhere)
    }

    /// Whether there is a file or a folder of that name.
    fn exists(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let below = self.known.range(folder.as_str()..).next();
        self.known.contains(path)
            || path.is_empty()
            || below.is_some_and(|it| it.starts_with(&folder))
    }

    /// Whether a document has that anchor; of other files nobody can tell.
    fn has_anchor(&self, path: &str, anchor: &str) -> bool {
        let Some((document, anchors)) = self.documents.get(path) else {
            return true;
        };
        let anchors = anchors.get_or_init(|| document.body.anchors().into_iter().collect());
        anchor.is_empty() || anchors.contains(anchor)
    }
}

/// A path as folder and name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
