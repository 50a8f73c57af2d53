//! `changebook lsp`: findings, explanations and completions inside an editor.

use std::path::Path;

use crate::error::Error;
use crate::lsp;

use super::Exit;
use super::common::{Look, Portal, Session};

/// Answer an editor: findings as you type, explanations, completions, fixes
///
/// Speaks the language server protocol on standard input and output; an editor starts it, people do not. It
/// judges the whole portal with the texts as they stand in the editor, saved or not. Without PORTAL it takes
/// the portal of the folder that the editor has open.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    portal: Portal,

    #[command(flatten)]
    pub(super) look: Look,
}

const EXAMPLES: &str = "\
Examples:
  changebook lsp             as the command of a language server in the settings of an editor
  changebook lsp --lang en   to be answered in English";

/// Answers until the editor says that it is over.
pub fn run(args: &Args, session: &Session) -> Result<Exit, Error> {
    let find = |folder: Option<&Path>| match folder {
        Some(folder) if !args.portal.is_named() => crate::project::Project::find(None, folder),
        _ => args.portal.find(),
    };
    lsp::serve(&find, session.asked())?;
    Ok(Exit::Clean)
}
