//! `/compliance/statistics/`: how long things take, how often they go right at once, what is broken most.
//!
//! A number without its records is a rumour: every number here leads to a list.
//! A small sample proves nothing: below [`FEW`] there is no share, no median,
//! only how many there are.
//!
//! - [`figures`]: which records belong to which number, counted once
//! - [`list`]: the records of a number, fifty a page

pub(super) mod figures;
pub(super) mod list;

use serde::Serialize;

use crate::moment;

use super::address::{Address, Href, prefix};
use super::desk::{Here, Target};
use super::facet::Facet;
use super::shell::Frame;
use super::text::Said;
use figures::{Figure, Group};

/// Below so many there is no share and no median.
pub(crate) const FEW: usize = 5;

/// How many rules are listed.
const RULES: usize = 10;

/// The page.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// How many changes there are, in words.
    pub(crate) total: String,
    pub(crate) routes: Vec<Route>,
    pub(crate) rounds: Vec<Share>,
    pub(crate) shares: Vec<Share>,
    pub(crate) rules: Vec<Share>,
    pub(crate) late: Vec<Share>,
    pub(crate) months: Vec<Month>,
    /// Whether some number is too small for a share.
    pub(crate) few: bool,
}

/// The times of a route, state by state.
#[derive(Debug, Serialize)]
pub(crate) struct Route {
    pub(crate) label: Said,
    pub(crate) rows: Vec<Time>,
}

/// How long changes stay in a state.
#[derive(Debug, Serialize)]
pub(crate) struct Time {
    pub(crate) label: Said,
    /// Whether it is the whole way and not a state.
    pub(crate) whole: bool,
    pub(crate) n: usize,
    pub(crate) href: Href,
    pub(crate) median: Option<String>,
    pub(crate) p90: Option<String>,
    /// The longest, and whose it is.
    pub(crate) longest: Option<String>,
    pub(crate) longest_of: Option<Said>,
    pub(crate) longest_href: Option<Href>,
    /// The median as a part of the longest one of the route, in hundredths.
    pub(crate) part: usize,
}

/// How many of how many.
#[derive(Debug, Serialize)]
pub(crate) struct Share {
    pub(crate) label: Said,
    pub(crate) n: usize,
    pub(crate) href: Option<Href>,
    /// In hundredths, if there are enough.
    pub(crate) percent: Option<usize>,
    /// The same as a part of the largest one, for a bar.
    pub(crate) part: usize,
}

/// The changes opened in a month.
#[derive(Debug, Serialize)]
pub(crate) struct Month {
    pub(crate) label: String,
    pub(crate) href: Href,
    pub(crate) n: usize,
    pub(crate) non_compliant: usize,
    pub(crate) percent: Option<usize>,
    pub(crate) part: usize,
}

pub(crate) fn view<'p>(here: &Here<'_>) -> (Frame<'p>, View) {
    let desk = here.desk;
    let title = here.section("statistics");
    let all = desk.ctx.book.records.len();
    let rounds = shares(here, Group::Rounds);
    let values = desk.facets.iter().find(|it| it.0 == Facet::Route);
    let values = values.map_or(&[][..], |it| it.1.as_slice());
    let by_route = values.iter().map(|(route, members)| {
        let found = here.facet(Facet::Route, route, members.len(), false);
        (found.label, found.n, found.href)
    });
    let by_route = measured(by_route.collect(), Some(all));
    let (routes, months) = (times(here), months(here));
    let is_few = |it: &Route| it.rows.iter().any(|it| it.median.is_none());
    let few = routes.iter().any(is_few) || months.iter().any(|it| it.percent.is_none());
    let view = View {
        title: title.clone(),
        total: here.count("ui.audit.changes", all),
        routes,
        few,
        rounds,
        shares: by_route,
        rules: rules(here),
        late: shares(here, Group::Late),
        months,
    };
    let frame = Frame {
        title: Some(title),
        above: vec![(here.section("compliance"), Target::Compliance)],
        section: Some("compliance"),
        place: None,
    };
    (frame, view)
}

/// Times by route; a route without any is left out.
fn times(here: &Here<'_>) -> Vec<Route> {
    let desk = here.desk;
    let route = |route: &crate::procedure::flow::Route| {
        let figures = desk.figures.iter().enumerate();
        let figures = figures.filter(|it| it.1.is_time_of(&route.id));
        let figures: Vec<_> = figures.collect();
        let medians = figures.iter().filter_map(|it| it.1.median());
        let most = medians.max().unwrap_or_default();
        let rows = figures.iter().map(|(at, it)| time(here, (*at, it), most));
        Route {
            label: here.say(&route.label),
            rows: rows.collect(),
        }
    };
    let routes = desk.ctx.procedure.routes.iter().map(route);
    routes.filter(|it| !it.rows.is_empty()).collect()
}

fn time(here: &Here<'_>, (at, figure): (usize, &Figure), most: i64) -> Time {
    let said =
        |seconds: i64| here.word(&moment::duration(jiff::SignedDuration::from_secs(seconds)));
    let longest = figure.members.first();
    let median = figure.median();
    Time {
        label: list::label(here, figure),
        whole: figure.state.is_none(),
        n: figure.members.len(),
        href: list_href(here, at),
        median: median.map(said),
        p90: figure.p90().map(said),
        longest: longest.map(|it| said(it.1)),
        longest_of: longest.map(|it| here.said(&here.desk.record(it.0).id)),
        longest_href: longest.and_then(|it| here.href(Target::Change(it.0))),
        part: part(median.unwrap_or_default(), most),
    }
}

/// The numbers of a group, each with its list.
fn shares(here: &Here<'_>, group: Group) -> Vec<Share> {
    let figures = here.desk.figures.iter().enumerate();
    let figures = figures.filter(|it| it.1.group == group);
    let rows = figures.map(|(at, it)| {
        let href = Some(list_href(here, at)).filter(|_| !it.members.is_empty());
        (list::label(here, it), it.members.len(), href)
    });
    let rows: Vec<_> = rows.collect();
    let sum: usize = rows.iter().map(|it| it.1).sum();
    // Whoever takes two roles is late in both, so that these are no parts of a whole.
    measured(rows, (group != Group::Late).then_some(sum))
}

/// The rules that most changes break.
fn rules(here: &Here<'_>) -> Vec<Share> {
    let desk = here.desk;
    let rules = desk.ctx.procedure.rules.iter();
    let mut broken: Vec<_> = rules
        .map(|it| (desk.tally(&it.id).broken.len(), it))
        .filter(|it| it.0 > 0)
        .collect();
    broken.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let row = |(n, rule): &(usize, &crate::procedure::rules::Rule)| {
        let title = here.say(&rule.title);
        let label = Said {
            text: format!("{} {}", rule.id, title.text),
            lang: title.lang,
        };
        (label, *n, here.href_at(Target::Rule(&rule.id), "broken"))
    };
    measured(broken.iter().take(RULES).map(row).collect(), None)
}

fn months(here: &Here<'_>) -> Vec<Month> {
    let desk = here.desk;
    let prefix = prefix(&desk.ctx.config.languages, here.lang);
    let months = desk.months.iter();
    let most = months
        .clone()
        .map(|it| it.1.len())
        .max()
        .unwrap_or_default();
    let month = |(month, members): &(String, Vec<usize>)| {
        let is_bad = |it: &&usize| desk.standing(**it) == "non_compliant";
        let bad = members.iter().filter(is_bad).count();
        let address = Address::page(&prefix, &["compliance", month]);
        Month {
            label: match month.as_str() {
                "undated" => here.ui("ui.compliance.undated"),
                month => month.to_owned(),
            },
            href: here.address.href(&address, None),
            n: members.len(),
            non_compliant: bad,
            percent: percent(bad, members.len()),
            part: whole_part(members.len(), most),
        }
    };
    months.map(month).collect()
}

/// Rows with their shares of `whole`, if they are parts of one.
fn measured(rows: Vec<(Said, usize, Option<Href>)>, whole: Option<usize>) -> Vec<Share> {
    let most = rows.iter().map(|it| it.1).max().unwrap_or_default();
    let share = |(label, n, href)| Share {
        label,
        n,
        href,
        percent: whole.and_then(|it| percent(n, it)),
        part: whole_part(n, most),
    };
    rows.into_iter().map(share).collect()
}

fn percent(n: usize, of: usize) -> Option<usize> {
    (of >= FEW).then(|| (n * 200 + of) / (2 * of))
}

fn whole_part(n: usize, most: usize) -> usize {
    (n * 100).checked_div(most).unwrap_or_default()
}

fn part(n: i64, most: i64) -> usize {
    usize::try_from(n.saturating_mul(100) / most.max(1)).unwrap_or_default()
}

fn list_href(here: &Here<'_>, at: usize) -> Href {
    let prefix = prefix(&here.desk.ctx.config.languages, here.lang);
    let figure = &here.desk.figures[at];
    here.address.href(&list::address(&prefix, figure, 0), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_samples_have_no_percentage() {
        assert_eq!(percent(2, 4), None);
        assert_eq!(percent(2, 5), Some(40));
        assert_eq!(percent(1, 8), Some(13));
    }
}
