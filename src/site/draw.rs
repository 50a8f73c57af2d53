//! Drawings in the page: boxes, edges, bars and axes as SVG that is the same on every machine.
//!
//! A drawing is worked out in whole pixels from a table of letter widths, so no
//! font of the building machine and no rounding has a say in its bytes. It
//! carries classes and presentation attributes only; the theme chooses every
//! colour (`styles/draw.css`), so one drawing serves light, dark and paper.
//! A view carries it as a finished, escaped [`svg::Drawing`]; `<drawing of={…} />` prints it.
//!
//! # Charts
//!
//! [`figures::Figures`] is what a page has to say in numbers; the theme shows it
//! in one of two ways, and both come with every number as text:
//!
//! - [`figures::Figures::columns`] for what runs along time: an SVG of columns, with the
//!   table of the same numbers folded beneath; component `<chart of={…} />`
//! - [`figures::Figures::rows`] for what runs along names: a table in which every number
//!   has its bar; component `<bars of={…} />`
//!
//! # Inside
//!
//! - [`measure`]: how wide a text is, and where it wraps
//! - [`svg`]: the writer
//! - [`figures`][]: charts
//! - [`timeline`][]: plans and facts on a line of time
//! - [`flow`]: a way through states, drawn across by [`lanes`] and downwards by [`mod@column`]

mod column;
pub(crate) mod figures;
pub(crate) mod flow;
mod lanes;
pub(crate) mod measure;
pub(crate) mod svg;
pub(crate) mod timeline;
