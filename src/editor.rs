//! What an editor is told of a file: pure answers from a portal that was judged and the text at hand.
//!
//! The portal is a snapshot: names, findings and schemas come from the last
//! check that was finished. The text is that of the moment, so that an answer
//! to a keystroke never waits for a check. Positions are those of the language
//! server protocol (lines from 0, UTF-16 units) at the edge and bytes within;
//! [`lines`] alone knows both.
//!
//! - [`view`]: the portal as answers need it; [`address`]: files as the protocol names them
//! - [`spot`]: where in the YAML a position is, whatever state the text is in; [`shape`]: what the schema says there
//! - [`mod@complete`], [`mod@hover`], [`names`], [`mod@links`], [`mod@symbols`], [`tell`]: the answers

pub mod address;
pub mod complete;
pub mod hover;
pub mod lines;
pub mod links;
pub mod names;
pub mod shape;
pub mod spot;
pub mod symbols;
pub mod tell;
#[cfg(test)]
mod tests;
pub mod view;

pub use view::View;
