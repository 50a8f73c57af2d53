//! The words of the command line, whole.

use crate::harness::Portal;

#[test]
fn help_of_the_program() {
    insta::assert_snapshot!(said("--help"), @r#"
    Turn a folder of change records into a checked, browsable portal

    A portal is a folder with `changebook.yaml`: the records of your changes, the procedure that they
    follow, and the registers of people and systems. changebook reads them, holds every record against
    the procedure, and publishes the whole as a static site.

    Usage: changebook <COMMAND>

    Commands:
      init         Begin a new portal
      new          Begin a change, or a document of one
      status       Show where the open changes stand
      check        Check every record against the procedure
      build        Publish the portal as a static site
      serve        Browse the portal, and see every save at once
      watch        Publish the portal, and publish it anew after every save
      explain      Explain a rule, a clause, a document type, a field, or a finding
      export       Write the changes for other tools, or pack the evidence of some of them
      schema       Print the JSON Schema of a file or a report
      fix          Apply the safe fixes that findings offer
      seal         Print the seal that an approval of a change stores
      lsp          Answer an editor: findings as you type, explanations, completions, fixes
      completions  Print the script that completes command lines in a shell
      man          Print the manual page of changebook, or of one of its verbs
      help         Print this message or the help of the given subcommand(s)

    Options:
      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Examples:
      changebook init               begin a new portal here
      changebook new change "TITLE" begin a change, with its documents
      changebook status             what is next, and who does it
      changebook check              check the portal here, above, or in content/
      changebook serve --open       browse it, and see every save at once
      changebook build --out site   publish it
      changebook explain bad-date   what a finding is about, and what to write
      changebook fix --dry-run      what can be mended without deciding anything
      changebook export             every change, for a spreadsheet

    Exit codes:
      0  done, and nothing as heavy as --fail-on was found
      1  done, and something was
      2  could not do it: usage, configuration, disk
    ---- exit 0
    "#);
}

#[test]
fn help_of_check() {
    insta::assert_snapshot!(said("check --help"), @"
    Check every record against the procedure

    Reads the portal, holds every record against every rule, and reports what is not in order, each
    thing with its place, the clause that asks for it and what to write instead. Writes nothing but the
    report, and the baseline that is asked for.

    Usage: changebook check [OPTIONS] [PORTAL]

    Arguments:
      [PORTAL]
              Folder of the portal [default: the nearest changebook.yaml here or above, else content/]

    Options:
          --portal <DIR>
              The same as an option, for any verb

          --format <FORMAT>
              Format of the report

              Possible values:
              - human:    Findings under the text they are about
              - short:    A line a finding: path:line:column: severity[ID] message
              - json:     The stable contract for programs, schema changebook/findings/1
              - markdown: One page for a merge request: what counts, and with --since what is new and
                fixed
              - sarif:    SARIF 2.1.0, for code scanning and editors
              - github:   GitHub workflow commands, for annotations of a job
              - gitlab:   GitLab code quality, for merge requests
              - junit:    JUnit XML, for the test tab of any build system: a suite a change, a case a
                rule
              - rdjson:   Diagnostics of reviewdog, for comments in any review
              
              [default: human]

      -o, --output <FILE>
              Write the report to this file instead of standard output

          --report <FORMAT:FILE>
              Write a report in this format to this file as well; may be repeated

          --baseline <FILE>
              Report the violations that this file lists apart; they do not fail the check

          --write-baseline <FILE>
              Write what is violated now to this file; with --baseline only what it lists and still
              holds

          --since <REV>
              Let findings count only in changes that were touched since this git revision

          --as-of <D>
              Judge as of this day, to its end, or this time; earlier than today is a view of the past

          --fail-on <SEVERITY>
              Exit with 1 if there is a finding of this severity or a heavier one

              Possible values:
              - error:   Errors fail it
              - warning: Errors and warnings do
              - never:   Nothing does
              
              [default: error]

          --lang <LANG>
              Language of the report [default: the first of the portal]
              
              [possible values: zh-CN, en]

          --color <WHEN>
              Colour the output

              Possible values:
              - auto:   On a terminal, unless it or `NO_COLOR` says otherwise
              - always: Even into a file or a pipe
              - never:  Not at all
              
              [default: auto]

      -q, --quiet
              Print the result only: no progress and no closing lines

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      changebook check                              the portal here, above, or in content/
      changebook check --fail-on warning            for a strict pipeline
      changebook check --format json -o found.json  for a program
      changebook check --report sarif:out.sarif --report junit:out.xml
                                                    several reports of one run
      changebook check --as-of 2025-12-31           as things stood at the end of that day
      changebook check --lang en                    in English
      changebook check --write-baseline known.yaml  accept what is violated now as known
      changebook check --baseline known.yaml        fail on what is not known
      changebook check --since origin/main          fail on what this branch touched
    ---- exit 0
    ");
}

#[test]
fn help_of_build() {
    insta::assert_snapshot!(said("build --help"), @"
    Publish the portal as a static site

    Checks the portal and writes the whole site: the procedure, the templates, the rules, every change
    with its verdicts. The site is published whatever was found, because a portal must be able to show
    what is wrong; the exit code tells. A build that fails leaves the last site as it was, and a second
    build of the same portal writes nothing.

    Usage: changebook build [OPTIONS] [PORTAL]

    Arguments:
      [PORTAL]
              Folder of the portal [default: the nearest changebook.yaml here or above, else content/]

    Options:
          --portal <DIR>
              The same as an option, for any verb

      -o, --out <DIR>
              Folder of the site
              
              [default: site]

          --as-of <D>
              Judge as of this day, to its end, or this time; earlier than today is a view of the past

          --fail-on <SEVERITY>
              Exit with 1 if there is a finding of this severity or a heavier one

              Possible values:
              - error:   Errors fail it
              - warning: Errors and warnings do
              - never:   Nothing does
              
              [default: error]

          --lang <LANG>
              Language of the report [default: the first of the portal]
              
              [possible values: zh-CN, en]

          --color <WHEN>
              Colour the output

              Possible values:
              - auto:   On a terminal, unless it or `NO_COLOR` says otherwise
              - always: Even into a file or a pipe
              - never:  Not at all
              
              [default: auto]

      -q, --quiet
              Print the result only: no progress and no closing lines

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      changebook build                     into site/ in the current folder
      changebook build --out /srv/www      somewhere else
      changebook build --fail-on never     exit with 0 whatever was found
      changebook build --as-of 2025-12-31  as things stood at the end of that day
    ---- exit 0
    ");
}

#[test]
fn help_of_serve() {
    insta::assert_snapshot!(said("serve --help"), @"
    Browse the portal, and see every save at once

    Builds the site in memory, serves it on this machine only, watches the files of the portal, and
    reloads the open pages after a change. While the portal cannot be built, the browser shows why and
    keeps the last good site. Stop it with Ctrl-C.

    Usage: changebook serve [OPTIONS] [PORTAL]

    Arguments:
      [PORTAL]
              Folder of the portal [default: the nearest changebook.yaml here or above, else content/]

    Options:
          --portal <DIR>
              The same as an option, for any verb

          --host <ADDRESS>
              Address to listen on; others than this machine can reach any but the default
              
              [default: 127.0.0.1]

          --port <PORT>
              Port to listen on; if another program has it, one of the next
              
              [default: 4400]

          --open
              Open the browser

          --poll
              Look through the files once a second, where the system does not report changes

      -o, --out <DIR>
              Write the site to this folder as well, after every change

          --as-of <D>
              Judge as of this day, to its end, or this time; earlier than today is a view of the past

          --lang <LANG>
              Language of the report [default: the first of the portal]
              
              [possible values: zh-CN, en]

          --color <WHEN>
              Colour the output

              Possible values:
              - auto:   On a terminal, unless it or `NO_COLOR` says otherwise
              - always: Even into a file or a pipe
              - never:  Not at all
              
              [default: auto]

      -q, --quiet
              Print the result only: no progress and no closing lines

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      changebook serve                at http://127.0.0.1:4400/
      changebook serve --open         and open the browser
      changebook serve --port 8080    at another port
      changebook serve --poll         on a network share or in a container
    ---- exit 0
    ");
}

#[test]
fn help_of_explain() {
    insta::assert_snapshot!(said("explain --help"), @r#"
    Explain a rule, a clause, a document type, a field, or a finding

    Prints the manual page of whatever has that id in the portal: a rule, a clause or section of the
    procedure, a document type, a field by its path, a route, a state, an event, a role, a check kind,
    or a finding of changebook itself. The same text is a page of the site. Check kinds and findings of
    changebook are explained without a portal too.

    With a change it tells how that change stands to a rule, to the rules of a clause, or to a finding
    of changebook: the outcome, the values that were compared with their places, and why nothing was
    judged where that is so.

    Usage: changebook explain [OPTIONS] <ID> [CHANGE]

    Arguments:
      <ID>
              Id of what is to be explained, as reports, records and rules write it

      [CHANGE]
              Show how this change stands to the rule: the values compared and where they stand

    Options:
          --as-of <D>
              Judge the change as of this day, to its end, or this time

          --portal <DIR>
              The same as an option, for any verb

          --lang <LANG>
              Language of the report [default: the first of the portal]
              
              [possible values: zh-CN, en]

          --color <WHEN>
              Colour the output

              Possible values:
              - auto:   On a terminal, unless it or `NO_COLOR` says otherwise
              - always: Even into a file or a pipe
              - never:  Not at all
              
              [default: auto]

      -q, --quiet
              Print the result only: no progress and no closing lines

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      changebook explain bad-date      a finding of changebook itself
      changebook explain order         a check kind, for authors of rules
      changebook explain TYPE          a document type: when it is due, what it holds
      changebook explain TYPE.a.b      the field b in the field a of that type
      changebook explain RULE          a rule, by the id in brackets of a report
      changebook explain RULE CHANGE   what the rule compared in a change, for a pass too
    ---- exit 0
    "#);
}

#[test]
fn unknown_option_is_a_usage_error() {
    insta::assert_snapshot!(said("check --formt json"), @"
    ---- stderr
    error: unexpected argument '--formt' found

      tip: a similar argument exists: '--format'

    Usage: changebook check --format <FORMAT> [PORTAL]

    For more information, try '--help'.
    ---- exit 2
    ");
}

#[test]
fn unknown_verb_is_a_usage_error() {
    insta::assert_snapshot!(said("publish"), @"
    ---- stderr
    error: unrecognized subcommand 'publish'

    Usage: changebook <COMMAND>

    For more information, try '--help'.
    ---- exit 2
    ");
}

#[test]
fn as_of_that_is_no_date_is_an_error() {
    let portal = Portal::fixture("proposals");
    insta::assert_snapshot!(portal.run("check --as-of yesterday"), @r#"
    ---- stderr
    error: `yesterday` is not a date
    help: write it as `2024-06-01`, or with a time as `"2024-06-01 18:00"`
    ---- exit 2
    "#);
}

fn said(line: &str) -> String {
    Portal::empty().run(line).to_string()
}
