//! What the template engine says, as an error that names template, line, text and page.

use std::error::Error as _;

use tera::ErrorKind;

use crate::error::Error;

use super::theme::Theme;

/// The error of a template; `asked` is the template that was to be drawn.
pub(super) fn error(theme: &Theme, error: &tera::Error, asked: &str, page: Option<&str>) -> Error {
    let page = page.map(|it| format!("/{}", it.strip_suffix("index.html").unwrap_or(it)));
    let mut causes = Vec::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push(first_line(&cause.to_string()));
        source = cause.source();
    }
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            causes.insert(0, report.message().to_owned());
            Error::Template {
                template: report.filename().to_owned(),
                line: Some(span.start_line),
                text: offending(theme, report),
                page,
                causes,
            }
        }
        ErrorKind::TemplateNotFound(name) | ErrorKind::MissingParent { current: name, .. } => {
            causes.insert(0, first_line(&error.to_string()));
            Error::Template {
                template: name.clone(),
                line: None,
                text: None,
                page,
                causes,
            }
        }
        _ => {
            causes.insert(0, first_line(&error.to_string()));
            Error::Template {
                template: asked.to_owned(),
                line: None,
                text: None,
                page,
                causes,
            }
        }
    }
}

/// The text that the report points at; columns count characters.
fn offending(theme: &Theme, report: &tera::ReportError) -> Option<String> {
    let span = report.span();
    let line = theme
        .template(report.filename())?
        .lines()
        .nth(span.start_line.checked_sub(1)?)?;
    let is_one_line = span.end_line == span.start_line && span.end_col > span.start_col;
    let length = if is_one_line {
        span.end_col - span.start_col
    } else {
        usize::MAX
    };
    let text: String = line.chars().skip(span.start_col).take(length).collect();
    let text = if text.trim().is_empty() {
        line.trim().to_owned()
    } else {
        text
    };
    (!text.is_empty()).then_some(text)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
