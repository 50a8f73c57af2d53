//! `/changes/` and the pages of its facets: the history, fifty a page.

use serde::Serialize;

use super::address::{Address, Href, slug};
use super::desk::{Desk, Here, Target};
use super::facet::Facet;
use super::lists::{ChangeRow, Counted, PAGE, PageLink};
use super::shell::Frame;
use super::text::Said;

/// How many months stand beside a list; the index of the search page has all.
const MONTHS: usize = 12;

/// A page of the list.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(crate) title: Said,
    /// How many there are, in words.
    pub(crate) total: String,
    pub(crate) rows: Vec<ChangeRow>,
    pub(crate) facets: Vec<FacetView>,
    /// The other orders of the whole list, this one among them.
    pub(crate) orders: Vec<Counted>,
    /// Whether the rows show the planned day in the place of the latest step.
    pub(crate) windows: bool,
    /// Whether any change of the portal names a system.
    pub(crate) systems: bool,
    /// The list without the facet, on pages of one.
    pub(crate) all: Option<Counted>,
    pub(crate) pages: Vec<PageLink>,
    pub(crate) csv: Href,
    pub(crate) json: Href,
}

/// A facet and its values.
#[derive(Debug, Serialize)]
pub(crate) struct FacetView {
    /// As rows bear it, if the rows of a list can be cut down by it though no column shows it.
    pub(crate) key: Option<&'static str>,
    pub(crate) label: String,
    pub(crate) values: Vec<Value>,
}

/// A value of a facet.
#[derive(Debug, Serialize)]
pub(crate) struct Value {
    pub(crate) key: String,
    pub(crate) link: Counted,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// By opening, the newest first.
    #[default]
    Newest,
    /// By the day planned for the go-live, the latest first.
    Window,
    /// By id.
    Id,
}

impl Order {
    const ALL: [Self; 3] = [Self::Newest, Self::Window, Self::Id];

    /// As it stands in addresses and in the words of the interface.
    fn id(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Window => "window",
            Self::Id => "id",
        }
    }

    /// The orders that say something: without any planned day there is none by it.
    fn of(desk: &Desk<'_>) -> impl Iterator<Item = Self> {
        let has_windows = desk.windows.iter().any(Option::is_some);
        let says = move |it: &Self| *it != Self::Window || has_windows;
        Self::ALL.into_iter().filter(says)
    }
}

/// Which list, and which page of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    /// The facet and its value; the whole list has none.
    pub(crate) facet: Option<(Facet, String)>,
    /// Lists of a facet are in the first order.
    pub(crate) order: Order,
    /// From 0.
    pub(crate) page: usize,
}

/// Every page of every list.
pub(crate) fn lists(desk: &Desk<'_>) -> Vec<List> {
    let pages = |facet: Option<(Facet, String)>, order: Order, n: usize| {
        let count = n.div_ceil(PAGE).max(1);
        (0..count).map(move |page| List {
            facet: facet.clone(),
            order,
            page,
        })
    };
    let whole = |order| pages(None, order, desk.newest.len());
    let mut lists: Vec<_> = Order::of(desk).flat_map(whole).collect();
    for (facet, values) in &desk.facets {
        for (value, members) in values {
            let facet = Some((*facet, value.clone()));
            lists.extend(pages(facet, Order::Newest, members.len()));
        }
    }
    lists
}

impl List {
    /// Where the page stands, from the root.
    pub(crate) fn address(&self, prefix: &str) -> Address {
        let number = (self.page + 1).to_string();
        let values: Vec<_> = self
            .facet
            .iter()
            .flat_map(|(facet, value)| match facet {
                Facet::Stage => value.split('/').map(slug).collect(),
                _ => vec![slug(value)],
            })
            .collect();
        let mut parts = vec!["changes"];
        if let Some((facet, _)) = &self.facet {
            parts.extend(["by", facet.id()]);
            parts.extend(values.iter().map(String::as_str));
        }
        if self.order != Order::Newest {
            parts.extend(["sorted", self.order.id()]);
        }
        if self.page > 0 {
            parts.extend(["page", &number]);
        }
        Address::page(prefix, &parts)
    }
}

pub(crate) fn view<'p>(here: &Here<'_>, list: &List) -> (Frame<'p>, View) {
    let desk = here.desk;
    let facets = &desk.facets;
    let by_id: Vec<usize>;
    let members = match (&list.facet, list.order) {
        (Some((facet, value)), _) => desk.members(*facet, value),
        (None, Order::Newest) => desk.newest.as_slice(),
        (None, Order::Window) => desk.by_window.as_slice(),
        (None, Order::Id) => {
            // The book is in this order.
            by_id = (0..desk.newest.len()).collect();
            &by_id
        }
    };
    let rows = members.iter().skip(list.page * PAGE).take(PAGE);
    let changes = here.section("changes");
    let title = list
        .facet
        .as_ref()
        .map(|(facet, value)| here.say(&facet.label(desk, value)));
    let facet_view = |(facet, values): &(Facet, Vec<(String, Vec<usize>)>)| FacetView {
        key: matches!(facet, Facet::Scope | Facet::Month).then(|| facet.id()),
        label: here.ui(&format!("ui.facet.{}", facet.id())),
        values: values
            .iter()
            .take(if *facet == Facet::Month {
                MONTHS
            } else {
                usize::MAX
            })
            .map(|(value, members)| {
                let current = list
                    .facet
                    .as_ref()
                    .is_some_and(|it| it.0 == *facet && &it.1 == value);
                Value {
                    key: value.clone(),
                    link: here.facet(*facet, value, members.len(), current),
                }
            })
            .collect(),
    };
    let view = View {
        title: title.clone().unwrap_or_else(|| changes.clone()),
        total: total(here, list, members.len()),
        rows: rows.filter_map(|&it| here.change_row(it)).collect(),
        facets: facets
            .iter()
            .filter(|it| it.0.is_offered() && !it.1.is_empty())
            .map(facet_view)
            .collect(),
        all: title.is_some().then(|| Counted {
            label: Said {
                text: here.ui("ui.changes.all"),
                lang: None,
            },
            href: here.href(Target::Changes),
            n: desk.newest.len(),
            current: false,
        }),
        orders: orders(here, list),
        windows: list.order == Order::Window,
        systems: desk
            .facets
            .iter()
            .any(|it| it.0 == Facet::System && !it.1.is_empty()),
        pages: pages(here, list, members.len()),
        csv: here.address.href(&Address::file("data/changes.csv"), None),
        json: here.address.href(&Address::file("data/changes.json"), None),
    };
    let above = title.is_some().then(|| (changes.clone(), Target::Changes));
    let frame = Frame {
        title: Some(here.numbered(
            title.unwrap_or_else(|| ordered(here, list, changes)),
            list.page,
        )),
        above: above.into_iter().collect(),
        section: Some("changes"),
        place: None,
    };
    (frame, view)
}

/// How many there are, and in which order.
fn total(here: &Here<'_>, list: &List, n: usize) -> String {
    let count = here.count("ui.changes.total", n);
    // Beside the whole list its orders are links.
    if n < 2 || list.facet.is_none() {
        return count;
    }
    let order = here.ui(&format!("ui.order.{}", list.order.id()));
    let args = [("total", count.as_str()), ("order", order.as_str())];
    here.ui_with("ui.changes.total_in_order", &args)
}

/// The name of the whole list, with its order if it is not the usual one.
fn ordered(here: &Here<'_>, list: &List, changes: Said) -> Said {
    if list.order == Order::Newest {
        return changes;
    }
    let order = here.ui(&format!("ui.order.{}", list.order.id()));
    Said {
        text: format!("{} · {order}", changes.text),
        lang: changes.lang,
    }
}

/// The orders of the whole list.
fn orders(here: &Here<'_>, list: &List) -> Vec<Counted> {
    if list.facet.is_some() || here.desk.newest.len() < 2 {
        return Vec::new();
    }
    let prefix = super::address::prefix(&here.desk.ctx.config.languages, here.lang);
    let order = |order: Order| {
        let first = List {
            order,
            ..List::default()
        };
        Counted {
            label: Said {
                text: here.ui(&format!("ui.order.{}", order.id())),
                lang: None,
            },
            href: Some(here.address.href(&first.address(&prefix), None)),
            n: 0,
            current: order == list.order,
        }
    };
    Order::of(here.desk).map(order).collect()
}

fn pages(here: &Here<'_>, list: &List, members: usize) -> Vec<PageLink> {
    let prefix = super::address::prefix(&here.desk.ctx.config.languages, here.lang);
    here.pages(members, list.page, |page| {
        let facet = list.facet.clone();
        let order = list.order;
        List { facet, order, page }.address(&prefix)
    })
}
