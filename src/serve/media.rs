//! Which kind of content a file is, by its name.

/// The content type of the file at `path`. What is not known is offered for download, never guessed.
pub(super) fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, it)| it);
    match extension.to_ascii_lowercase().as_str() {
        "css" => "text/css; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "gif" => "image/gif",
        "htm" | "html" => HTML,
        "ico" => "image/x-icon",
        "ics" => "text/calendar; charset=utf-8",
        "jpeg" | "jpg" => "image/jpeg",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "md" => "text/markdown; charset=utf-8",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "log" | "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        "yaml" | "yml" => "application/yaml",
        _ => "application/octet-stream",
    }
}

/// The content type of a page.
pub(super) const HTML: &str = "text/html; charset=utf-8";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_follows_the_last_extension_in_any_case() {
        assert_eq!(kind("a.css/index.HTML"), HTML);
        assert_eq!(kind("data/changes.min.json"), "application/json");
        assert_eq!(kind("a.html/plan.docx"), "application/octet-stream");
        assert_eq!(kind("html"), "application/octet-stream");
    }
}
