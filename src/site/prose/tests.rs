//! What becomes of Markdown on a page of the small portal.

use crate::lang::Lang;
use crate::site::fixture::Portal;
use crate::site::{Copy, Site};

const HEAD: &str = "---\nid: P-1\ntitle: x\nstate: wish\nopened: 2026-05-01\n---\n\n";

/// The body of P-1 as the page in a language shows it.
fn prose_in(lang: Lang, body: &str) -> String {
    let text = format!("{HEAD}{body}");
    let portal = Portal::with(&[("plots/P-1/plot.md", &text)]);
    shown(&portal.site(), lang)
}

fn shown(site: &Site<'_>, lang: Lang) -> String {
    let prefix = if lang == Lang::Zh { "" } else { "en/" };
    let path = format!("{prefix}changes/p-1/index.html");
    let planned = site.pages().iter().find(|it| it.path() == path).unwrap();
    let view = serde_json::to_value(site.view(planned)).unwrap();
    let html = view["it"]["documents"][0]["html"].as_str();
    html.unwrap().trim().to_owned()
}

fn prose(body: &str) -> String {
    prose_in(Lang::Zh, body)
}

#[test]
fn line_breaks_are_spaces_where_the_script_has_spaces() {
    let html = prose("前行\n后行 **粗**\n`码`\n继续\nand\nenglish\n句尾。\n“引”\n");
    assert_eq!(
        html,
        "<p>前行后行 <strong>粗</strong><code>码</code>继续 and english 句尾。“引”</p>"
    );
    let html = prose("see\n`code`\nand **bold**\n*more*\n");
    assert_eq!(
        html,
        "<p>see <code>code</code> and <strong>bold</strong> <em>more</em></p>"
    );
}

#[test]
fn headings_have_their_text_as_anchor_and_no_order_number() {
    let html = prose(
        "## 回退 方案\n\n## 回退 方案\n\n## **甲。**乙\n\n## x {#own}\n\n[去](#回退-方案-2)\n",
    );
    for id in [
        "plot-回退-方案",
        "plot-回退-方案-2",
        "plot-甲。乙",
        "plot-own",
    ] {
        assert!(html.contains(&format!("id=\"{id}\"")), "{id}: {html}");
    }
    assert!(
        html.contains("#plot-%E5%9B%9E%E9%80%80-%E6%96%B9%E6%A1%88-2\">去</a>"),
        "{html}"
    );
}

#[test]
fn boxes_of_tasks_are_disabled_and_named_by_their_words() {
    let html = prose("- [x] 买 **苗**\n- [ ] 浇水\n  - 早晚\n\n段\n\n1. [ ] 甲\n\n   乙\n");
    for there in [
        r#"<input class="task" type="checkbox" disabled checked aria-labelledby="plot-task-1"> <span id="plot-task-1">买 <strong>苗</strong></span></li>"#,
        r#"<input class="task" type="checkbox" disabled aria-labelledby="plot-task-2"> <span id="plot-task-2">浇水"#,
        r#"<span id="plot-task-3">甲</span></p>"#,
    ] {
        assert!(html.contains(there), "{there} not in {html}");
    }
    let html = prose("<input type=\"checkbox\"><span data-cb=\"x-0\">y</span>\n");
    assert!(!html.contains("<input"), "only ours: {html}");
}

#[test]
fn alerts_have_a_title_in_the_language_of_the_page() {
    let body = "> [!NOTE]\n> 甲\n\n> [!CAUTION]\n> 乙\n\n> 丙\n";
    for (lang, note, caution) in [(Lang::Zh, "说明", "注意"), (Lang::En, "Note", "Caution")] {
        let html = prose_in(lang, body);
        for (kind, title) in [("note", note), ("caution", caution)] {
            let open = format!(
                "<div class=\"alert alert-{kind}\"><p class=\"alert-title\" lang=\"{lang}\">{title}</p>"
            );
            assert!(html.contains(&open), "{open} not in {html}");
        }
        assert!(html.contains("<blockquote>"), "{html}");
    }
}

#[test]
fn footnotes_are_numbered_by_their_first_mention_and_lead_there_and_back() {
    let html = prose("甲[^b]乙[^a]丙[^b]\n\n[^a]: 一，见[^c]\n[^b]: 二\n[^c]: 三\n");
    for there in [
        r#"甲<sup class="footnote" id="plot-fnref-1"><a href="index.html#plot-fn-1">1</a></sup>乙"#,
        r#"丙<sup class="footnote"><a href="index.html#plot-fn-1">1</a></sup>"#,
        r#"<p>一，见<sup class="footnote" id="plot-fnref-3">"#,
        r#"<a href="index.html#plot-fnref-1" aria-label="返回脚注 1 处的正文" lang="zh-CN">↩</a>"#,
    ] {
        assert!(html.contains(there), "{there} not in {html}");
    }
}

#[test]
fn footnote_above_its_mention_leads_back_and_one_without_does_not() {
    let html = prose("[^a]: 一\n\n[^b]: 二\n\n[^c]: 三\n\n甲[^b]乙[^a]\n");
    for there in [
        r#"甲<sup class="footnote" id="plot-fnref-1">"#,
        r#"乙<sup class="footnote" id="plot-fnref-2">"#,
        r#"<li id="plot-fn-3"><p>三</p>"#,
    ] {
        let html = html.replace('\n', "");
        assert!(html.contains(there), "{there} not in {html}");
    }
}

#[test]
fn tables_keep_their_alignment_and_name_the_columns_of_their_cells() {
    let html = prose("| 步骤 | 用时 |\n|---|---:|\n| **备份。**全库 | 3 |\n");
    assert!(
        html.contains(r#"<th scope="col" class="right">用时</th>"#),
        "{html}"
    );
    assert!(
        html.contains(r#"<td data-label="步骤"><strong>备份。</strong>全库</td>"#),
        "{html}"
    );
}

#[test]
fn cell_with_a_long_word_may_be_broken_and_its_neighbours_may_not() {
    let hash = "0123456789abcdef0123456789abcdef";
    let html = prose(&format!(
        "| 文件 | 摘要 |\n|---|---:|\n| a.zip 压缩包 | `{hash}` |\n"
    ));
    assert!(
        html.contains(&format!(
            r#"<td data-label="文件">a.zip 压缩包</td><td class="right long" data-label="摘要"><code>{hash}</code></td>"#
        )),
        "{html}"
    );
}

#[test]
fn ids_become_links_but_not_in_code_and_not_in_links() {
    let html = prose("P-2、**P-2** `P-2` [看 P-2](plan.md)\n\n```\nP-2\n```\n");
    assert_eq!(
        html.matches("<a href=\"../p-2/index.html\">P-2</a>")
            .count(),
        2,
        "{html}"
    );
    assert!(html.contains("<code>P-2</code>"), "{html}");
    assert!(
        html.contains("<pre tabindex=\"0\"><code>P-2\n</code></pre>"),
        "{html}"
    );
}

#[test]
fn diagram_is_shown_as_its_source_and_said_to_be_one() {
    let html = prose_in(
        Lang::En,
        "```mermaid\ngraph TD\n  A --> B\n```\n\n```sql\nselect 1\n```\n",
    );
    assert!(
        html.contains("<figure class=\"diagram\"><figcaption lang=\"en\">A diagram, given as its source</figcaption>\n<pre tabindex=\"0\"><code>graph TD\n  A --&gt; B\n</code></pre>\n</figure>"),
        "{html}"
    );
    assert_eq!(html.matches("<figure").count(), 1, "{html}");
}

#[test]
fn files_are_linked_with_their_size_and_digest() {
    let text = format!(
        "{HEAD}[图](<evidence/bed 1.png>) ![图](evidence/bed.svg) `evidence/bed.svg` [页](evidence/page.html)\n"
    );
    let portal = Portal::with(&[("plots/P-1/plot.md", &text)]);
    let mut site = portal.site();
    let read = |it: &Copy| -> Result<Vec<u8>, ()> {
        Ok(if it.to.contains("svg") {
            b"<svg/>".to_vec()
        } else {
            b"abc".to_vec()
        })
    };
    site.weigh(read).unwrap();
    let html = shown(&site, Lang::Zh);
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    for there in [
        format!(
            "<a href=\"evidence/bed%201.png\">图</a> <span class=\"file\"><span class=\"nowrap\">3 B</span> SHA-256 <span class=\"digest\" title=\"{digest}\">{digest}</span></span>"
        ),
        "<img src=\"evidence/bed.svg\" alt=\"图\"> <span class=\"file\"><span class=\"nowrap\">6 B"
            .to_owned(),
        "<a href=\"evidence/bed.svg\"><code>evidence/bed.svg</code></a> <span class=\"file\">"
            .to_owned(),
        "<span class=\"dead\">页</span>".to_owned(),
    ] {
        assert!(html.contains(&there), "{there} not in {html}");
    }
}

#[test]
fn drawing_with_a_script_is_neither_copied_nor_linked() {
    let text = format!("{HEAD}[图](evidence/bed.svg) ![图](evidence/bed.svg)\n");
    let portal = Portal::with(&[("plots/P-1/plot.md", &text)]);
    let mut site = portal.site();
    let read = |_: &Copy| Ok::<_, ()>(b"<svg onload='x'/>".to_vec());
    site.weigh(read).unwrap();
    assert_eq!(site.copies(), []);
    assert!(!shown(&site, Lang::Zh).contains("svg"));
}

#[test]
fn pictures_of_free_pages_are_copied() {
    let guide = "---\ntitle: 指南\n---\n\n![图](map.png)\n\n## main\n";
    let portal = Portal::with(&[("pages/guide.zh-CN.md", guide)]);
    let site = portal.site();
    assert!(
        site.copies().iter().any(|it| it.to == "pages/map.png"),
        "{:?}",
        site.copies()
    );
    let page = site
        .pages()
        .iter()
        .find(|it| it.path() == "pages/guide/index.html");
    let view = serde_json::to_value(site.view(page.unwrap())).unwrap();
    let html = view["it"]["html"].as_str().unwrap();
    assert!(
        html.contains("<img src=\"../map.png\" alt=\"图\">"),
        "{html}"
    );
    assert!(
        html.contains("<h2 id=\"main-2\">"),
        "the frame has `main`: {html}"
    );
}

#[test]
fn title_of_a_free_page_is_in_the_language_of_the_reader() {
    let guide = "---\ntitle: {zh-CN: 指南, en: Handbook}\n---\n\nText\n";
    let portal = Portal::with(&[("pages/other.md", guide)]);
    let site = portal.site();
    let title = |path: &str| {
        let page = site.pages().iter().find(|it| it.path() == path);
        let view = serde_json::to_value(site.view(page.unwrap())).unwrap();
        (view["it"]["title"]["text"].clone(), view.to_string())
    };
    let (zh, page) = title("pages/other/index.html");
    assert_eq!(zh, "指南");
    assert!(!page.contains("Handbook"), "{page}");
    let (en, page) = title("en/pages/other/index.html");
    assert_eq!(en, "Handbook");
    assert!(!page.contains("指南"), "{page}");
}

#[test]
fn markup_of_people_cannot_do_anything() {
    let html = prose(
        "<p onclick=\"x\" style=\"color:red\" id=\"a\" class=\"chip\">甲</p>\n<iframe src=\"https://x.example\"></iframe>\n\
         <form action=\"https://x.example\"><input name=\"p\"><button>b</button></form><style>p{}</style>\n\
         <svg><script>x</script><a href=\"javascript:x\">y</a></svg><base href=\"/\"><meta http-equiv=\"refresh\">\n\
         <details><summary>更多</summary>乙</details> <kbd>Ctrl</kbd>\n\n\
         <img src=\"https://x.example/x.png\" alt=\"a>b\"> <img src=\"bed.svg\">\n",
    );
    for gone in [
        "onclick", "style", "id=", "chip", "iframe", "form", "input", "button", "svg", "script",
        "base", "meta", "img",
    ] {
        assert!(!html.contains(gone), "{gone} in {html}");
    }
    for there in [
        ">甲</p>",
        "<details><summary>更多</summary>乙</details>",
        "<kbd>Ctrl</kbd>",
    ] {
        assert!(html.contains(there), "{there} not in {html}");
    }
}

#[test]
fn ids_of_the_frame_are_known_to_bodies() {
    let frame = concat!(
        include_str!("../../../themes/default/templates/base.html"),
        include_str!("../../../themes/default/templates/page.html"),
    );
    let ids = frame
        .split(" id=\"")
        .skip(1)
        .filter_map(|it| it.split('"').next());
    // What a body itself brings in keeps apart from the rest of the body already.
    let is_own = |it: &&str| it.starts_with("{{");
    let unknown: Vec<_> = ids
        .filter(|it| !is_own(it) && !super::writer::FRAME.contains(it))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
