//! What shells and `man` are given, tried in the shells and in a formatter of manual pages.

use std::process::{Command, Stdio};

use crate::harness::{Portal, Ran, changebook};

/// What a program makes of a text on its standard input.
fn through(program: &str, args: &[&str], portal: &Portal, text: &str) -> Ran {
    use std::io::Write as _;
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_changebook"));
    let path = std::env::var("PATH").unwrap();
    let mut child = Command::new(program)
        .args(args)
        .current_dir(portal.root())
        .env(
            "PATH",
            format!("{}:{path}", bin.parent().unwrap().display()),
        )
        .env("LANG", "C.UTF-8")
        .env("HOME", portal.root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran {
        line: program.to_owned(),
        code: output.status.code().unwrap(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// What bash offers for a line that ends where the cursor is.
fn offered_by_bash(portal: &Portal, line: &str) -> Vec<String> {
    let words: Vec<_> = line.split(' ').map(|it| format!("'{it}'")).collect();
    let script = format!(
        "source <(changebook completions bash)\nCOMP_WORDS=({})\nCOMP_CWORD={}\nCOMP_TYPE=9\n\
         _clap_complete_changebook changebook {}\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
        words.join(" "),
        words.len() - 1,
        words[words.len() - 1],
    );
    let ran = through("bash", &["--norc"], portal, &script).expect(0);
    ran.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn bash_offers_verbs_options_values_and_the_ids_of_the_portal() {
    let portal = Portal::fixture("proposals");
    assert_eq!(
        offered_by_bash(&portal, "changebook exp"),
        ["explain", "export"]
    );
    assert_eq!(
        offered_by_bash(&portal, "changebook check --fail-on "),
        ["error", "warning", "never"]
    );
    assert_eq!(
        offered_by_bash(&portal, "changebook seal 000"),
        ["0001", "0002"]
    );
    // Kinds of files, document types of the portal, and reports.
    assert_eq!(
        offered_by_bash(&portal, "changebook schema p"),
        ["procedure", "policy", "people", "page", "proposal"]
    );
    assert!(offered_by_bash(&portal, "changebook check --repo").contains(&"--report".to_owned()));
}

#[test]
fn fish_offers_changes_with_their_titles() {
    let portal = Portal::demo();
    let script =
        "changebook completions fish | source; complete -C 'changebook seal CHG-2025-0002'";
    let ran = through("fish", &["--no-config", "-c", script], &portal, "").expect(0);
    let line = ran.stdout.trim_end();
    let (id, title) = line.split_once('\t').unwrap();
    assert_eq!(id, "CHG-2025-0002");
    assert!(
        portal
            .read("changes/CHG-2025-0002/change.md")
            .contains(title),
        "{line}"
    );
}

#[test]
fn zsh_accepts_its_script() {
    let portal = Portal::empty();
    let script = portal.run("completions zsh").expect(0).stdout;
    through("zsh", &["-n"], &portal, &script).expect(0);
    assert!(script.starts_with("#compdef changebook"));
}

#[test]
fn powershell_gets_a_native_completer() {
    let script = Portal::empty()
        .run("completions powershell")
        .expect(0)
        .stdout;
    assert!(script.contains("Register-ArgumentCompleter -Native -CommandName changebook"));
}

#[test]
fn shell_that_completes_outside_of_a_portal_sees_no_error() {
    let portal = Portal::empty();
    let ran = changebook(portal.root())
        .args(["--", "changebook", "seal", ""])
        .env("COMPLETE", "fish")
        .output()
        .unwrap();
    assert!(ran.status.success() && ran.stderr.is_empty());
    let offered = String::from_utf8(ran.stdout).unwrap();
    assert!(!offered.contains("CHG-"), "{offered}");
}

#[test]
fn every_manual_page_is_accepted_by_a_formatter_and_says_what_help_says() {
    let portal = Portal::empty();
    let whole = portal.run("man").expect(0).stdout;
    through("mandoc", &["-Tlint", "-W", "error"], &portal, &whole).expect(0);
    let help = portal.run("--help").expect(0).stdout;
    let verbs = help.lines().filter_map(|it| {
        let (verb, about) = it.strip_prefix("  ")?.split_once("  ")?;
        verb.chars()
            .all(|it| it.is_ascii_lowercase())
            .then_some((verb, about.trim()))
    });
    let mut seen = 0;
    for (verb, about) in verbs.take_while(|it| it.0 != "help") {
        let page = portal.run(&format!("man {verb}")).expect(0).stdout;
        through("mandoc", &["-Tlint", "-W", "error"], &portal, &page).expect(0);
        let read = through("mandoc", &["-Tascii"], &portal, &page).stdout;
        // Bold is struck twice in this form.
        let read = through("col", &["-bx"], &portal, &read).expect(0).stdout;
        let read = read.split_whitespace().collect::<Vec<_>>().join(" ");
        for needed in ["NAME", "SYNOPSIS", "OPTIONS", "Examples:", about] {
            assert!(read.contains(needed), "{verb}: {needed}\n{read}");
        }
        seen += 1;
    }
    assert!(seen > 5, "{seen} verbs");
}
