//! Draws the site with the templates of a theme.
//!
//! A template sees the view of its page, the words of the interface and the
//! addresses of the theme's files, and nothing else; what a page shows was
//! decided before. So the same view with the same templates gives the same
//! bytes. Pages are drawn one at a time, as they are asked for.
//!
//! - [`theme`]: the templates and files of a theme, the portal's before the built-in ones
//! - `fault`: what the template engine says, as an error of ours

mod fault;
#[cfg(test)]
mod tests;
pub mod theme;

use tera::{Context, Value};

use crate::error::Error;
use crate::page::Page;
use crate::site::address::Address;
use crate::site::{Planned, Site};

use theme::Theme;

/// Every page of the site, in the order of the plan.
pub fn pages<'a>(
    site: &'a Site<'a>,
    theme: &'a Theme,
) -> impl Iterator<Item = Result<Page, Error>> + 'a {
    site.pages().iter().map(|it| page(site, theme, it))
}

/// One page of the site.
pub fn page(site: &Site<'_>, theme: &Theme, planned: &Planned) -> Result<Page, Error> {
    let template = planned.template();
    let failed = |error: &tera::Error| fault::error(theme, error, template, Some(planned.path()));
    let mut context = Context::from_serialize(&site.view(planned)).map_err(|it| failed(&it))?;
    context.insert_value("ui", theme.words(planned.lang()));
    context.insert_value("asset", assets(theme, planned.address()));
    let text = theme
        .tera()
        .render(template, &context)
        .map_err(|it| failed(&it))?;
    Ok(Page {
        path: planned.path().to_owned(),
        bytes: tidy(&text).into_bytes(),
    })
}

/// The files of the theme by name, as the page points at them.
fn assets(theme: &Theme, here: &Address) -> Value {
    let hrefs: std::collections::BTreeMap<_, _> = theme
        .names()
        .map(|(name, path)| (name, here.href(&Address::file(path), None)))
        .collect();
    Value::from_serializable(&hrefs)
}

/// The page without the blank lines and indents that tags of a template leave behind.
///
/// What stands in `<pre>` and `<textarea>` stays as it is.
fn tidy(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut kept = 0usize;
    for line in html.split_inclusive('\n') {
        let was_kept = kept > 0;
        kept += line.matches("<pre").count();
        kept = kept.saturating_sub(line.matches("</pre>").count());
        if was_kept {
            out.push_str(line);
            continue;
        }
        let bare = line.trim_start_matches([' ', '\t']);
        if !bare.trim().is_empty() {
            out.push_str(bare);
        }
    }
    out
}
