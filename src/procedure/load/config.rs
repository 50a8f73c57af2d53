//! `changebook.yaml`.

use jiff::tz::TimeZone;

use crate::lang::{Lang, Text};
use crate::notice;
use crate::procedure::config::Config;
use crate::procedure::reader::Spot;

/// Reads the configuration; what is wrong in it has the default.
pub(super) fn read(spot: &Spot<'_>) -> Config {
    let mut config = Config {
        title: Text::default(),
        languages: Lang::ALL.to_vec(),
        zone: TimeZone::UTC,
        address: None,
        theme: "default".to_owned(),
        as_of: None,
        publish_names: true,
        edit_link: None,
    };
    let Some(map) = spot.map() else {
        return config;
    };
    config.title = map.need_words("title");
    let tags = map
        .get("languages")
        .map(|it| it.one_or_more())
        .unwrap_or_default();
    let known = Lang::ALL.map(Lang::tag);
    let languages = tags.iter().filter_map(|it| it.choice(&known));
    let mut languages: Vec<_> = languages.filter_map(|it| Lang::from_tag(&it)).collect();
    languages.dedup();
    if !languages.is_empty() {
        config.languages = languages;
    }
    if let Some(zone) = map.need("time_zone").and_then(|it| zone(&it)) {
        config.zone = zone;
    }
    config.address = map.get("address").and_then(|it| address(&it));
    config.theme = map.text("theme").unwrap_or(config.theme);
    config.publish_names = map.get("people").is_none_or(|it| publishes_names(&it));
    config.edit_link = map.get("edit_link").and_then(|it| edit_link(&it));
    config.as_of = map.get("as_of").and_then(|it| it.moment());
    map.done();
    config
}

/// Whether people are printed by name. Whoever says something of it that cannot be understood may have meant to hide them.
fn publishes_names(spot: &Spot<'_>) -> bool {
    let Some(people) = spot.map() else {
        return false;
    };
    let publish = people.get("publish");
    people.done();
    publish.is_none_or(|it| {
        it.choice(&["names", "roles"])
            .is_some_and(|it| it == "names")
    })
}

fn zone(spot: &Spot<'_>) -> Option<TimeZone> {
    let text = spot.text()?;
    let found = TimeZone::get(&text).ok();
    if found.is_none() {
        let args = [("given", Text::plain(text))];
        let finding = notice::variant("unknown-value", "zone", spot.place(), &args);
        spot.desk.report(&spot.path, finding);
    }
    found
}

fn address(spot: &Spot<'_>) -> Option<String> {
    let text = spot.text()?;
    if !text.starts_with("https://") && !text.starts_with("http://") {
        let args = [("given", Text::plain(text))];
        let finding = notice::variant("unknown-value", "address", spot.place(), &args);
        spot.desk.report(&spot.path, finding);
        return None;
    }
    Some(format!("{}/", text.trim_end_matches('/')))
}

fn edit_link(spot: &Spot<'_>) -> Option<String> {
    let text = spot.text()?;
    // Readers follow it: no scheme that could run something in their browser.
    let schemes = ["https://", "http://", "mailto:"];
    let is_followed = schemes.iter().any(|it| text.starts_with(it));
    if !text.contains("{path}") || !is_followed {
        let args = [("given", Text::plain(text))];
        let finding = notice::variant("unknown-value", "edit-link", spot.place(), &args);
        spot.desk.report(&spot.path, finding);
        return None;
    }
    Some(text)
}
