//! Writes SVG: shapes in whole pixels with classes, texts escaped, links with full names.

use std::fmt::Write as _;

use serde::Serialize;

use crate::site::address::Href;
use crate::site::text::Said;
use crate::text::escape;

/// A finished drawing, escaped and ready to stand in a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Drawing {
    pub(crate) html: String,
    /// Its own width in pixels, at which its letters have their size.
    pub(crate) width: i32,
}

/// A drawing under construction.
#[derive(Debug, Default)]
pub(crate) struct Svg {
    body: String,
    has_links: bool,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) w: i32,
    pub(crate) h: i32,
}

/// Where a text is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How and where a text stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'s> {
    pub(crate) x: i32,
    /// The line on which the letters stand.
    pub(crate) y: i32,
    pub(crate) size: i32,
    pub(crate) anchor: Anchor,
    pub(crate) class: &'s str,
    /// The language, if that is not the page's.
    pub(crate) lang: Option<&'s str>,
}

/// What the drawing as a whole is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet<'s> {
    /// Unique on the page.
    pub(crate) id: &'s str,
    pub(crate) class: &'s str,
    pub(crate) title: &'s str,
    pub(crate) desc: &'s str,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

impl Area {
    /// The middle from left to right.
    pub(crate) fn middle(self) -> i32 {
        self.x + self.w / 2
    }

    /// The middle from top to bottom.
    pub(crate) fn centre(self) -> i32 {
        self.y + self.h / 2
    }

    pub(crate) fn right(self) -> i32 {
        self.x + self.w
    }

    pub(crate) fn bottom(self) -> i32 {
        self.y + self.h
    }

    /// The same, smaller by `n` on every side.
    pub(crate) fn within(self, n: i32) -> Self {
        Self {
            x: self.x + n,
            y: self.y + n,
            w: self.w - 2 * n,
            h: self.h - 2 * n,
        }
    }
}

impl Svg {
    pub(crate) fn rect(&mut self, class: &str, area: Area, round: i32) {
        let Area { x, y, w, h } = area;
        let _ = write!(
            self.body,
            r#"<rect class="{class}" x="{x}" y="{y}" width="{w}" height="{h}""#
        );
        if round > 0 {
            let _ = write!(self.body, r#" rx="{round}""#);
        }
        self.body.push_str("></rect>");
    }

    /// A line through `points`.
    pub(crate) fn line(&mut self, class: &str, points: &[(i32, i32)]) {
        self.points("polyline", class, points);
    }

    /// A closed shape.
    pub(crate) fn polygon(&mut self, class: &str, points: &[(i32, i32)]) {
        self.points("polygon", class, points);
    }

    fn points(&mut self, element: &str, class: &str, points: &[(i32, i32)]) {
        let points: Vec<_> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let points = points.join(" ");
        let _ = write!(
            self.body,
            r#"<{element} class="{class}" points="{points}"></{element}>"#
        );
    }

    /// A line through `points` with a head at its end.
    pub(crate) fn arrow(&mut self, class: &str, points: &[(i32, i32)]) {
        self.line(class, points);
        let [.., (ax, ay), (x, y)] = *points else {
            return;
        };
        let (dx, dy) = ((x - ax).signum(), (y - ay).signum());
        // Along the last stretch back by seven, and three to both sides.
        let wing = |side: i32| (x - 7 * dx + 3 * side * dy, y - 7 * dy + 3 * side * dx);
        self.polygon(&format!("{class} d-head"), &[(x, y), wing(1), wing(-1)]);
    }

    pub(crate) fn text(&mut self, text: &str, spot: Spot<'_>) {
        let Spot {
            x, y, size, class, ..
        } = spot;
        let _ = write!(
            self.body,
            r#"<text class="{class}" x="{x}" y="{y}" font-size="{size}""#
        );
        match spot.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.body.push_str(r#" text-anchor="middle""#),
            Anchor::End => self.body.push_str(r#" text-anchor="end""#),
        }
        if let Some(lang) = spot.lang {
            let _ = write!(self.body, r#" lang="{lang}""#);
        }
        self.body.push('>');
        escape(text, &mut self.body);
        self.body.push_str("</text>");
    }

    /// Lines beneath each other; `spot` is the first of them.
    pub(crate) fn lines(&mut self, lines: &[String], spot: Spot<'_>) {
        let mut spot = spot;
        for line in lines {
            self.text(line, spot);
            spot.y += line_height(spot.size);
        }
    }

    /// What `draw` draws as one link with a full name; without an address it is a group with that name.
    pub(crate) fn link(&mut self, href: Option<&Href>, name: &Said, draw: impl FnOnce(&mut Self)) {
        let element = if href.is_some() { "a" } else { "g" };
        let _ = write!(self.body, "<{element}");
        if let Some(href) = href {
            self.has_links = true;
            self.body.push_str(r#" href=""#);
            escape(href.as_str(), &mut self.body);
            self.body.push('"');
        }
        self.body.push_str("><title");
        if let Some(lang) = name.lang {
            let _ = write!(self.body, r#" lang="{lang}""#);
        }
        self.body.push('>');
        escape(&name.text, &mut self.body);
        self.body.push_str("</title>");
        draw(self);
        let _ = write!(self.body, "</{element}>");
    }

    /// The drawing. One without links is a picture to those who cannot see it, else a group of links.
    pub(crate) fn finish(self, sheet: Sheet<'_>) -> Drawing {
        let Sheet {
            id,
            class,
            width,
            height,
            ..
        } = sheet;
        let role = if self.has_links { "group" } else { "img" };
        let mut svg = format!(
            r#"<svg class="drawing {class}" role="{role}" aria-labelledby="{id}-title" aria-describedby="{id}-desc" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><title id="{id}-title">"#
        );
        escape(sheet.title, &mut svg);
        let _ = write!(svg, r#"</title><desc id="{id}-desc">"#);
        escape(sheet.desc, &mut svg);
        svg.push_str("</desc>");
        svg.push_str(&self.body);
        svg.push_str("</svg>");
        Drawing { html: svg, width }
    }
}

/// The distance between two lines of text.
pub(crate) fn line_height(size: i32) -> i32 {
    size + size / 3
}

/// A count as a length.
pub(crate) fn px(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::address::Address;

    const SHEET: Sheet<'_> = Sheet {
        id: "x",
        class: "test",
        title: "a < b",
        desc: "two",
        width: 30,
        height: 20,
    };

    const SPOT: Spot<'_> = Spot {
        x: 1,
        y: 2,
        size: 12,
        anchor: Anchor::End,
        class: "d-text",
        lang: Some("en"),
    };

    #[test]
    fn drawing_has_these_bytes() {
        let mut svg = Svg::default();
        let area = Area {
            x: 1,
            y: 2,
            w: 3,
            h: 4,
        };
        svg.rect("d-box", area, 0);
        svg.text("<&>", SPOT);
        let drawing = svg.finish(SHEET);
        assert_eq!(
            drawing.html,
            concat!(
                r#"<svg class="drawing test" role="img" aria-labelledby="x-title" aria-describedby="x-desc" width="30" height="20" viewBox="0 0 30 20">"#,
                r#"<title id="x-title">a &lt; b</title><desc id="x-desc">two</desc>"#,
                r#"<rect class="d-box" x="1" y="2" width="3" height="4"></rect>"#,
                r#"<text class="d-text" x="1" y="2" font-size="12" text-anchor="end" lang="en">&lt;&amp;&gt;</text></svg>"#
            )
        );
    }

    #[test]
    fn drawing_with_a_link_is_a_group_and_the_link_has_a_name() {
        let here = Address::page("", &["process"]);
        let href = here.href(&Address::page("", &[]), None);
        let name = Said {
            text: "start, 2 here".to_owned(),
            lang: None,
        };
        let mut svg = Svg::default();
        svg.link(Some(&href), &name, |svg| {
            svg.rect("d-box", Area::default(), 0);
        });
        let drawing = svg.finish(SHEET);
        assert!(drawing.html.contains(r#"role="group""#));
        assert!(
            drawing
                .html
                .contains(r#"<a href="../index.html"><title>start, 2 here</title><rect"#),
            "{}",
            drawing.html
        );
    }

    #[test]
    fn head_of_an_arrow_points_along_its_last_stretch() {
        let mut svg = Svg::default();
        svg.arrow("d-edge", &[(0, 0), (20, 0), (20, 30)]);
        assert!(
            svg.body.contains(r#"points="20,30 23,23 17,23""#),
            "{}",
            svg.body
        );
    }
}
