//! The next step is the same wherever it is told: in a terminal, on the dossier, on the start page, among what is to do.

use std::fs;
use std::sync::LazyLock;

use regex::Regex;

use crate::harness::Portal;
use crate::site::SITE;

static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]*>").unwrap());
static MESSAGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"<p class="message">(.*?)(?: <span class="chip|</p>)"#).unwrap());

/// HTML as the words that are read.
fn words(html: &str) -> String {
    let text = TAG.replace_all(html, "");
    let text = text.replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// What waits in a part of a page, in the order in which it stands there.
fn told(html: &str) -> Vec<String> {
    let found = MESSAGE.captures_iter(html);
    found.map(|it| words(&it[1])).collect()
}

/// The changes for which `status` knows something to do, each with that in its order.
fn waiting(lang: &str) -> Vec<(String, Vec<String>)> {
    let portal = Portal::demo();
    let status = portal
        .run(&format!("status --format json --lang {lang}"))
        .json();
    // On a page a sentence begins with a capital letter.
    let text = |it: &serde_json::Value| {
        let text = it.as_str().unwrap().replace('`', "");
        let mut chars = text.chars();
        let first = chars.next().unwrap().to_uppercase();
        first.chain(chars).collect::<String>()
    };
    let of = |it: &serde_json::Value| {
        let tasks = it["tasks"].as_array().unwrap().iter();
        (
            text(&it["change"]),
            tasks.map(|it| text(&it["what"])).collect(),
        )
    };
    let all = status["changes"].as_array().unwrap();
    all.iter().map(of).collect()
}

fn page(prefix: &str, path: &str) -> String {
    fs::read_to_string(SITE.join(format!("{prefix}{path}index.html"))).unwrap()
}

#[test]
fn dossier_lists_what_status_lists_in_its_order_with_the_fields_that_are_empty() {
    for (lang, prefix) in [("zh-CN", ""), ("en", "en/")] {
        let waiting = waiting(lang);
        assert!(waiting.len() > 10, "{waiting:#?}");
        for (change, tasks) in &waiting {
            let text = page(prefix, &format!("changes/{}/", change.to_lowercase()));
            let card = text.split("class=\"next-step\"").nth(1).unwrap_or_default();
            let card = card.split("</section>").next().unwrap();
            assert_eq!(&told(card), tasks, "{change} {lang}");
        }
        let all: Vec<_> = waiting.iter().flat_map(|it| &it.1).collect();
        let fields = ["补填变更首页，进入", "Fill in change, required with"];
        let filled = all.iter().find(|it| fields.iter().any(|f| it.contains(f)));
        let filled = filled.unwrap();
        assert!(filled.contains("：") || filled.contains(": "), "{filled}");
    }
}

#[test]
fn what_to_do_stands_in_the_same_order_for_everybody() {
    let waiting = waiting("en");
    let todo = page("en/", "todo/");
    let mut seen = 0;
    for block in todo.split("<article class=\"block\">").skip(1) {
        let block = block.split("</article>").next().unwrap();
        let Some((_, tasks)) = waiting
            .iter()
            .find(|it| block.contains(&format!("<span class=\"id\">{}</span>", it.0)))
        else {
            continue;
        };
        let place = |it: &String| tasks.iter().position(|task| task == it);
        let places: Vec<_> = told(block).iter().map(place).collect();
        assert!(places.is_sorted() && !places.contains(&None), "{block}");
        seen += usize::from(places.len() > 1);
    }
    assert!(seen > 0, "nobody has two things to do in one change");
}

#[test]
fn start_page_tells_the_next_step_of_what_is_under_way() {
    let waiting = waiting("en");
    let home = page("en/", "");
    let table = home.split("id=\"running\"").nth(1).unwrap();
    let mut seen = 0;
    for row in table.split("<tr>").skip(1) {
        let Some((change, tasks)) = waiting
            .iter()
            .find(|it| row.contains(&format!("<span class=\"id\">{}</span>", it.0)))
        else {
            continue;
        };
        assert!(
            words(row).contains(&tasks[0]),
            "{change}: {} in {row}",
            tasks[0]
        );
        seen += 1;
    }
    assert!(seen > 3, "{table}");
}
