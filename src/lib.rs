//! From a folder of change records to a checked, browsable portal.

pub mod book;
pub mod check;
pub mod document;
pub mod error;
pub mod explain;
pub mod expr;
pub mod finding;
pub mod lang;
pub mod moment;
pub mod notice;
pub mod output;
pub mod page;
pub mod procedure;
pub mod render;
pub mod site;
pub mod project;
pub mod report;
pub mod serve;
pub mod source;
pub mod text;
pub mod watch;
pub mod words;
pub mod yaml;
