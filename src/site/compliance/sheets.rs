//! Where the matrix is cut: a page a month of opening, and more where a month has many records.

use std::collections::BTreeMap;

use crate::site::address::Address;
use crate::site::desk::Desk;
use crate::site::lists::PAGE;

/// A page of the matrix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// The month; the overview has none.
    pub(super) month: Option<String>,
    /// From 0.
    pub(super) page: usize,
}

/// The months in which records were opened, the newest first; those without a date come last.
pub(crate) fn months(desk: &Desk<'_>) -> Vec<(String, Vec<usize>)> {
    let zone = &desk.ctx.config.zone;
    let mut months: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &index in &desk.newest {
        let opened = desk.record(index).opened.as_ref();
        let month = opened.map_or_else(
            || "undated".to_owned(),
            |it| it.day(zone).to_string()[..7].to_owned(),
        );
        months.entry(month).or_default().push(index);
    }
    let undated = months
        .remove("undated")
        .map(|it| ("undated".to_owned(), it));
    months.into_iter().rev().chain(undated).collect()
}

/// Every page of every month, the overview first.
pub(crate) fn sheets(desk: &Desk<'_>) -> Vec<Sheet> {
    let of_month = |(month, members): &(String, Vec<usize>)| {
        let month = Some(month.clone());
        let sheet = move |page| Sheet {
            month: month.clone(),
            page,
        };
        (0..members.len().div_ceil(PAGE)).map(sheet)
    };
    let overview = Sheet {
        month: None,
        page: 0,
    };
    std::iter::once(overview)
        .chain(desk.months.iter().flat_map(of_month))
        .collect()
}

impl Sheet {
    /// Where the page stands, from the root.
    pub(crate) fn address(&self, prefix: &str) -> Address {
        let number = (self.page + 1).to_string();
        let mut parts = vec!["compliance"];
        parts.extend(self.month.as_deref());
        if self.page > 0 {
            parts.extend(["page", &number]);
        }
        Address::page(prefix, &parts)
    }
}
