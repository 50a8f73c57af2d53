//! `/data/ids.js`: every id and its page, from which `404.html` guesses what was meant.
//!
//! It is a script and not JSON, because a page on a file share may load scripts and nothing else.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::address::encode;
use crate::site::desk::Desk;

#[derive(Serialize)]
struct Ids<'a> {
    schema: &'static str,
    /// Id → the file of its page and an anchor, from the folder of a language.
    ids: BTreeMap<&'a str, String>,
}

/// The file.
pub(super) fn script(desk: &Desk<'_>) -> Vec<u8> {
    let lang = desk.first_lang();
    let mut ids = BTreeMap::new();
    for (id, target) in &desk.ids {
        if let Some((address, anchor)) = desk.locate(lang, *target) {
            let anchor = anchor.map(|it| format!("#{}", encode(&it)));
            let page = encode(address.path()) + &anchor.unwrap_or_default();
            ids.insert(*id, page);
        }
    }
    let file = Ids {
        schema: "changebook/ids/1",
        ids,
    };
    // Strings always have a JSON form.
    let json = serde_json::to_string(&file).unwrap_or_default();
    format!("window.changebookIds = {json};\n").into_bytes()
}
