//! `/404.html`: what is shown where nothing is.

use serde::Serialize;

use super::desk::Here;
use super::shell::Frame;
use super::text::Said;

/// A page that does not exist.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
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
        View { title },
    )
}
