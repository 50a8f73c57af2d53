//! What a new portal, a new change or a new document begins with.
//!
//! Everything here is a function from what the procedure and the registers say
//! to the texts of files; nothing is written. Which documents are due, which
//! field repeats which, who stands for a role and what an id looks like is read
//! from the data of the portal, so that another procedure gets its own skeletons.
//!
//! - [`portal`]: the files of a new portal, from the one inside the program
//! - [`blank`]: a blank document with some of its fields filled in
//! - [`value`]: a value as it is written in front matter
//! - [`id`]: the next free id
//! - [`question`]: what only the author of a change can say
//! - [`change`]: the head of a new change
//! - [`document`]: a document, with what its change already says

pub mod blank;
pub mod change;
pub mod document;
pub mod id;
pub mod portal;
pub mod question;
pub mod value;
