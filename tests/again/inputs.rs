//! A page of a record is made anew when anything changes that a theme could print on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use changebook::error::Error;
use changebook::history::History;
use changebook::page::Sheet;
use changebook::project::Project;
use changebook::publish::{self, Drawn};
use changebook::{Checked, check_after};

use crate::harness::Portal;

/// The pages that are as they were after an edit.
fn kept(portal: &Portal, edit: impl FnOnce()) -> BTreeSet<String> {
    let project = Project::find(Some(portal.root()), portal.root()).unwrap();
    let history = History::default();
    let build = |checked: &Arc<Checked>, drawn: &Drawn| {
        let mut kept = BTreeSet::new();
        let look = |sheets: &mut dyn Iterator<Item = Sheet<'_, Error>>| {
            for sheet in sheets {
                if sheet.was.is_some() {
                    kept.insert(sheet.path);
                } else if sheet.path.starts_with("changes/chg-") {
                    (sheet.make)()?;
                }
            }
            Ok(())
        };
        let drawn = publish::build_after(&project, checked, &history, drawn, look);
        (drawn.unwrap().1, kept)
    };
    let first = Arc::new(check_after(&project, None).unwrap());
    let (drawn, _) = build(&first, &Drawn::default());
    edit();
    let second = Arc::new(check_after(&project, Some(&first)).unwrap());
    build(&second, &drawn).1
}

fn page(id: &str) -> String {
    format!("changes/{}/index.html", id.to_lowercase())
}

#[test]
fn waiver_that_covers_more_in_another_record_is_told_anew() {
    let portal = Portal::demo();
    let (one, other) = ("CHG-2025-0020", "CHG-2025-0018");
    let register = "registers/waivers.yaml";
    portal.change(register, &format!("[{one}]"), &format!("[{one}, {other}]"));
    portal.change(register, "from: 2025-12-31", "from: 2025-01-01");
    let kept = kept(&portal, || {
        portal.change(
            &format!("changes/{other}/06-golive-plan.md"),
            "planned_start: 2025-11-",
            "planned_start: 2025-12-",
        );
    });
    assert!(!kept.contains(&page(one)));
    assert!(kept.contains(&page("CHG-2025-0001")));
}

#[test]
fn what_a_selector_leads_to_over_two_records_is_shown_anew() {
    let portal = Portal::demo();
    let rules = "procedure/rules/5xx-golive.yaml";
    let over = "change.follow_up_change.change.follow_up_change.golive_plan.planned_";
    for end in ["start", "end"] {
        let own = format!("      {end}: golive_plan.planned_{end}\n      ");
        let text = portal.read(rules);
        let text = text.replace(&own, &format!("      {end}: {over}{end}\n      "));
        std::fs::write(portal.path(rules), text).unwrap();
    }
    let (first, second, third) = ("CHG-2025-0006", "CHG-2025-0007", "CHG-2025-0003");
    portal.change(
        &format!("changes/{second}/change.md"),
        "origin_incident:",
        &format!("follow_up_change: {third}\norigin_incident:"),
    );
    let plan = format!("changes/{third}/06-golive-plan.md");
    let kept = kept(&portal, || {
        portal.change(
            &plan,
            "planned_end: 2025-03-04 23",
            "planned_end: 2025-03-04 22",
        );
    });
    assert!(!kept.contains(&page(third)));
    assert!(!kept.contains(&page(first)));
    assert!(kept.contains(&page("CHG-2025-0020")));
}
