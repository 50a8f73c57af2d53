//! The shape of the source: its layers, its registries, and that it knows no procedure.
//!
//! All of these are searches in the text of `src/`, not the work of a
//! compiler. What would escape such a search (glob imports, `use crate as`,
//! chains of `super`) is refused as well.

mod layers;
mod procedure;
mod registries;
mod sight;
mod tidy;
mod tree;
mod uses;
