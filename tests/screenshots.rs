//! Pictures of the site: `tests/screenshots FOLDER` takes one of every kind of page, to be looked at by people.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::devtools::{Browser, DESKTOP, PHONE, Sight};
use crate::kinds;
use crate::site::SITE;

/// The folder that `tests/screenshots` names.
const FOLDER: &str = "CHANGEBOOK_SCREENSHOTS";

#[test]
fn every_kind_of_page_can_be_pictured() {
    let wanted = env::var_os(FOLDER).map(PathBuf::from);
    let scratch = tempfile::tempdir().unwrap();
    let folder = wanted.as_deref().unwrap_or(scratch.path());
    fs::create_dir_all(folder).unwrap();
    // Without the wish for all of them two do, to show that it works.
    let pages = match wanted {
        Some(_) => kinds::pages(),
        None => vec!["index.html".to_owned()],
    };
    let mut browser = Browser::start();
    for page in &pages {
        for (prefix, lang) in [("", "zh"), ("en/", "en")] {
            for (sight, name) in [
                (DESKTOP, "desktop-light"),
                (DESKTOP.dark(), "desktop-dark"),
                (PHONE, "phone-light"),
                (PHONE.dark(), "phone-dark"),
            ] {
                let address = format!("file://{}", SITE.join(format!("{prefix}{page}")).display());
                let kind = page
                    .trim_end_matches("index.html")
                    .trim_end_matches('/')
                    .replace('/', "-");
                let kind = if kind.is_empty() { "home" } else { &kind };
                let file = folder.join(format!("{kind}.{lang}.{name}.png"));
                picture(&mut browser, &address, sight, &file);
            }
        }
    }
    let taken = fs::read_dir(folder).unwrap().count();
    assert!(taken >= pages.len() * 8, "{taken} pictures");
}

fn picture(browser: &mut Browser, address: &str, sight: Sight, file: &Path) {
    browser.look(sight);
    browser.open(address);
    let coded = file.with_extension("base64");
    fs::write(&coded, browser.picture()).unwrap();
    let decoded = Command::new("base64")
        .arg("--decode")
        .arg(&coded)
        .output()
        .unwrap();
    assert!(decoded.stdout.starts_with(b"\x89PNG"), "{address}");
    fs::write(file, decoded.stdout).unwrap();
    fs::remove_file(coded).unwrap();
}
