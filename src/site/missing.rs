//! `/404.html`: what is shown where nothing is.
//!
//! Without script it is a list of places to start from. With it, the address
//! that was asked for is held against every id, and the nearest are offered.

use serde::Serialize;

use super::address::{Address, Href, prefix};
use super::desk::Here;
use super::shell::Frame;
use super::text::Said;

/// A page that does not exist.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// Every id and its page.
    pub(crate) ids: Href,
    /// The folder of this language, from the root.
    pub(crate) folder: String,
}

pub(crate) fn view<'p>(here: &Here<'_>) -> (Frame<'p>, View) {
    let title = Said {
        text: here.ui("ui.missing.title"),
        lang: None,
    };
    (
        Frame {
            title: Some(title.clone()),
            ..Frame::default()
        },
        View {
            title,
            ids: here.address.href(&Address::file("data/ids.js"), None),
            folder: prefix(&here.desk.ctx.config.languages, here.lang),
        },
    )
}
