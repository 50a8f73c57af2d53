//! What people wrote beneath their front matter, as pages show it.

use super::view;
use crate::site::fixture::Portal;

/// The HTML of the head of P-1.
fn prose(portal: &Portal) -> String {
    let view = view(&portal.site(), "changes/p-1/index.html");
    view["it"]["documents"][0]["html"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn prose_is_sanitised_and_its_links_are_resolved() {
    let html = prose(&Portal::with(&[]));
    for gone in [
        "<script",
        "alert(1)",
        "javascript:",
        "../../x",
        "id=\"main\"",
    ] {
        assert!(!html.contains(gone), "{gone} in {html}");
    }
    for there in [
        r#"<a href="../p-2/index.html">P-2</a>"#,
        r#"<a href="../../procedure/1/index.html#G-1">G-1</a>"#,
        r#"<a href="index.html#plan-%E5%81%9A%E6%B3%95">方案</a>"#,
        r#"<a href="../../procedure/1/index.html#G-2">条款</a>"#,
        r#"<img src="evidence/bed%201.png" alt="苗床">"#,
        r#"<a href="https://elsewhere.example/x" rel="noopener noreferrer">外面</a>"#,
        r#"<a href="https://elsewhere.example/x.png" rel="noopener noreferrer">远处</a>"#,
        r#"<span class="dead">没有</span>"#,
        r#"<span class="dead">页</span>"#,
    ] {
        assert!(html.contains(there), "{there} not in {html}");
    }
}

#[test]
fn prose_of_chinese_is_set_as_chinese() {
    let html = prose(&Portal::with(&[]));
    assert!(
        html.contains("<strong>艾达想做的事。</strong>所以继续，参见"),
        "{html}"
    );
    assert!(
        html.contains(r#"<p class="alert-title" lang="zh-CN">警告</p>"#),
        "{html}"
    );
    assert!(
        html.contains(r#"<td class="right" data-label="数量">3</td>"#),
        "{html}"
    );
    assert!(
        html.contains(r#"<h4 id="plot-起因">起因</h4>"#)
            && html.contains(r#"<h4 id="plot-起因-2">"#),
        "{html}"
    );
    assert!(
        html.contains(r#"<li id="plot-fn-1">"#) && html.contains("disabled checked"),
        "{html}"
    );
}

#[test]
fn code_is_shown_as_it_was_written() {
    let head = "---\nid: P-1\ntitle: x\nstate: wish\nopened: 2026-05-01\n---\n\n```yaml\nid: P-2 # <b>\n```\n\n`P-2` P-2\n";
    let html = prose(&Portal::with(&[("plots/P-1/plot.md", head)]));
    assert!(
        html.contains("<pre tabindex=\"0\"><code>id: P-2 # &lt;b&gt;\n</code></pre>"),
        "{html}"
    );
    assert!(html.contains("<code>P-2</code> <a "), "{html}");
}
