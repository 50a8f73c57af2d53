//! The language server over real pipes, asked by a client of its own and by Neovim.
//!
//! `editor/large.py` is no test: it measures how long answers take in a big portal.

use std::path::Path;
use std::process::{Command, Output};

use crate::harness::{Portal, repository};

fn python(script: &str, portal: &Portal, more: &[&str]) -> Output {
    Command::new("/usr/bin/python3")
        .arg(repository().join("tests/editor").join(script))
        .arg(env!("CARGO_BIN_EXE_changebook"))
        .arg(portal.root())
        .args(more)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

#[test]
fn editor_is_told_explained_completed_led_and_mended() {
    let output = python("session.py", &Portal::demo(), &[]);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn neovim_started_by_the_readme_shows_the_finding_and_applies_its_fix() {
    let portal = Portal::demo();
    let record = "changes/CHG-2025-0001/change.md";
    let good = std::fs::read_to_string(portal.path(record)).unwrap();
    let slip = good.replacen("route: normal", "route: nromal", 1);
    let portal = portal.file(record, &slip);
    let out = Portal::empty().file("readme.lua", &of_readme("lua"));
    let files = [
        out.path("readme.lua"),
        portal.path(record),
        out.path("mended.md"),
    ];
    let session = files.each_ref().map(|it| it.to_str().unwrap());
    let program = Path::new(env!("CARGO_BIN_EXE_changebook"));
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("nvim")
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c"])
        .arg(format!(
            "luafile {}",
            repository().join("tests/editor/nvim.lua").display()
        ))
        .env("SESSION", session.join("\n"))
        .env("HOME", out.root())
        .env(
            "PATH",
            format!("{}:{path}", program.parent().unwrap().display()),
        )
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(std::fs::read_to_string(&files[2]).unwrap(), good);
    let told = said(&output);
    assert!(
        told.contains("`nromal`") && told.contains("`normal`"),
        "{told}"
    );
}

#[test]
fn settings_of_the_readme_are_read_and_start_the_server() {
    let settings: serde_json::Value = serde_json::from_str(&of_readme("json")).unwrap();
    assert_eq!(settings["glspc.server.command"], "changebook");
    assert_eq!(settings["glspc.server.commandArguments"][0], "lsp");
    let script = "import json, sys, tomllib; print(json.dumps(tomllib.loads(sys.argv[1])))";
    let read = Command::new("/usr/bin/python3")
        .args(["-c", script, &of_readme("toml")])
        .output()
        .unwrap();
    let read: serde_json::Value = serde_json::from_slice(&read.stdout).unwrap();
    let server = &read["language-server"]["changebook"];
    assert_eq!(
        (&server["command"], &server["args"][0]),
        (&"changebook".into(), &"lsp".into())
    );
    for language in read["language"].as_array().unwrap() {
        assert_eq!(language["language-servers"][0], "changebook");
    }
}

/// The example of the README in a language.
fn of_readme(language: &str) -> String {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let (_, rest) = readme.split_once(&format!("```{language}\n")).unwrap();
    rest.split("```").next().unwrap().to_owned()
}
