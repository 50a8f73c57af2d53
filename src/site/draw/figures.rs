//! Numbers as bars, always with the same numbers as text.
//!
//! ```text
//! Figures { id: "closed", title, desc, head: "Week", series: [Series { label: "opened", tone: "running" }],
//!           groups: [Group { label, tick: "06-29", href: None, values: [Value::count(3, href)] }] }
//!     .columns()   // Chart for <chart of={…} />
//!     .rows()      // Chart for <bars of={…} />
//! ```
//!
//! Every group has one value a series, in the order of the series. A tone is one of a
//! chip (`pass`, `fail`, `attention`, `running`, `waived`, `neutral`); the second series
//! is hollow as well, so that no colour is needed to tell it from the first.
//!
//! - [`columns`]: the drawing along time

mod columns;

use serde::Serialize;

use crate::site::address::Href;
use crate::site::text::Said;

use super::svg::Drawing;

/// What is to be shown in numbers.
#[derive(Debug)]
pub(crate) struct Figures {
    /// Unique on the page; the parts of the drawing are named after it.
    pub(crate) id: String,
    /// What is counted.
    pub(crate) title: String,
    /// What the drawing shows, for those who do not see it.
    pub(crate) desc: String,
    /// What the groups are, such as "Week": the head of their column.
    pub(crate) head: String,
    pub(crate) series: Vec<Series>,
    pub(crate) groups: Vec<Group>,
}

/// What is counted in every group.
#[derive(Debug, Serialize)]
pub(crate) struct Series {
    pub(crate) label: String,
    pub(crate) tone: &'static str,
}

/// What is counted together: a week, a state.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) label: Said,
    /// The same in a few characters, for the axis of columns.
    pub(crate) tick: String,
    pub(crate) href: Option<Href>,
    pub(crate) values: Vec<Value>,
}

/// A number.
#[derive(Debug)]
pub(crate) struct Value {
    /// Its size, in whatever unit all numbers of the chart have.
    pub(crate) n: usize,
    /// As people read it.
    pub(crate) shown: String,
    /// The records that it counts.
    pub(crate) href: Option<Href>,
}

/// A chart as a view carries it.
#[derive(Debug, Serialize)]
pub(crate) struct Chart {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) head: String,
    pub(crate) series: Vec<Series>,
    pub(crate) rows: Vec<Row>,
    /// Columns, for screens of usual width and for paper.
    pub(crate) wide: Option<Drawing>,
    /// The same for phones.
    pub(crate) narrow: Option<Drawing>,
}

/// A row of the table.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) label: Said,
    pub(crate) href: Option<Href>,
    pub(crate) cells: Vec<Cell>,
}

/// A number in the table.
#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    pub(crate) shown: String,
    pub(crate) href: Option<Href>,
    /// Its part of the greatest number of the chart, in thousandths.
    pub(crate) part: usize,
}

impl Value {
    /// A count that leads to what it counts; nothing is no link.
    pub(crate) fn count(n: usize, href: Option<Href>) -> Self {
        Self {
            n,
            shown: n.to_string(),
            href: href.filter(|_| n > 0),
        }
    }
}

impl Figures {
    /// The chart as columns along time.
    pub(crate) fn columns(self) -> Chart {
        let wide = columns::draw(&self, "wide", 640);
        let narrow = columns::draw(&self, "narrow", 336);
        Chart {
            wide: Some(wide),
            narrow: Some(narrow),
            ..self.rows()
        }
    }

    /// The chart as a table with a bar in every cell.
    pub(crate) fn rows(self) -> Chart {
        let most = self.most().max(1);
        let cell = |it: Value| Cell {
            part: it.n * 1000 / most,
            shown: it.shown,
            href: it.href,
        };
        let row = |it: Group| Row {
            label: it.label,
            href: it.href,
            cells: it.values.into_iter().map(cell).collect(),
        };
        Chart {
            id: self.id,
            title: self.title,
            head: self.head,
            series: self.series,
            rows: self.groups.into_iter().map(row).collect(),
            wide: None,
            narrow: None,
        }
    }

    fn most(&self) -> usize {
        let values = self.groups.iter().flat_map(|it| &it.values);
        values.map(|it| it.n).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(values: &[(usize, usize)]) -> Figures {
        let series = |label: &str, tone| Series {
            label: label.to_owned(),
            tone,
        };
        let group = |(at, (a, b)): (usize, &(usize, usize))| Group {
            label: Said {
                text: format!("week {at}"),
                lang: None,
            },
            tick: format!("06-{at:02}"),
            href: None,
            values: vec![Value::count(*a, None), Value::count(*b, None)],
        };
        Figures {
            id: "x".to_owned(),
            title: "opened and closed".to_owned(),
            desc: "by week".to_owned(),
            head: "Week".to_owned(),
            series: vec![series("opened", "running"), series("closed", "pass")],
            groups: values.iter().enumerate().map(group).collect(),
        }
    }

    #[test]
    fn columns_stand_on_the_axis_and_are_as_high_as_their_number() {
        let chart = figures(&[(2, 0), (4, 1)]).columns();
        let svg = chart.wide.unwrap().html;
        let bars: Vec<_> = svg.split("<rect ").skip(1).collect();
        assert_eq!(bars.len(), 3, "nothing has no column: {svg}");
        assert!(bars[0].contains(r#"class="d-bar running" x="#), "{svg}");
        assert!(
            bars[0].contains(r#"y="86" width="20" height="66""#),
            "{svg}"
        );
        assert!(
            bars[1].contains(r#"y="20" width="20" height="132""#),
            "{svg}"
        );
        assert!(bars[2].contains(r"d-bar pass hollow"), "{svg}");
    }

    #[test]
    fn table_has_every_number_and_its_part_of_the_greatest() {
        let chart = figures(&[(2, 0), (4, 1)]).rows();
        let parts = |at: usize| -> Vec<_> {
            let cells = chart.rows[at].cells.iter();
            cells.map(|it| (it.shown.as_str(), it.part)).collect()
        };
        assert_eq!(parts(0), [("2", 500), ("0", 0)]);
        assert_eq!(parts(1), [("4", 1000), ("1", 250)]);
        assert!(chart.wide.is_none());
    }

    #[test]
    fn labels_of_narrow_columns_leave_each_other_room() {
        let chart = figures(&[(1, 1); 12]).columns();
        let labels = |it: &Drawing| it.html.matches(">06-").count();
        assert_eq!(labels(&chart.wide.unwrap()), 12);
        let narrow = chart.narrow.unwrap();
        assert_eq!(labels(&narrow), 6);
        assert!(narrow.html.contains(">06-11<"), "the last week is named");
    }

    #[test]
    fn chart_of_nothing_is_an_empty_axis() {
        let svg = figures(&[]).columns().wide.unwrap().html;
        assert!(svg.contains("d-axis") && !svg.contains("<rect"), "{svg}");
    }
}
