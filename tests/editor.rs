//! The language server over real pipes, asked by a client of its own and by Neovim.

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
fn neovim_shows_the_finding_and_applies_its_fix() {
    let portal = Portal::demo();
    let record = "changes/CHG-2025-0001/change.md";
    let good = std::fs::read_to_string(portal.path(record)).unwrap();
    let slip = good.replacen("route: normal", "route: nromal", 1);
    let portal = portal.file(record, &slip);
    let out = Portal::empty();
    let mended = out.path("mended.md");
    let session = [
        env!("CARGO_BIN_EXE_changebook"),
        portal.root().to_str().unwrap(),
        record,
        mended.to_str().unwrap(),
    ];
    let output = Command::new("nvim")
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c"])
        .arg(format!(
            "luafile {}",
            repository().join("tests/editor/nvim.lua").display()
        ))
        .env("SESSION", session.join("\n"))
        .env("HOME", out.root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(std::fs::read_to_string(mended).unwrap(), good);
    let told = said(&output);
    assert!(
        told.contains("`nromal`") && told.contains("`normal`"),
        "{told}"
    );
}
