//! What is promised of the index: everything is found, little is loaded, little is written anew.

use serde_json::json;

use super::files::Index;
use super::query::{Browser, pieces};
use super::{Entry, Segment, files, segments, tokens};
use crate::page::Page;

/// A generator of numbers, so that the records are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// Words of which texts are made, the frequent ones first.
const WORDS: &[&str] = &[
    "系统",
    "变更",
    "上线",
    "测试",
    "客户",
    "计划",
    "回退",
    "数据",
    "服务",
    "接口",
    "网关",
    "证书",
    "更换",
    "配置",
    "版本",
    "账务",
    "清算",
    "对账",
    "报表",
    "支付",
    "商户",
    "门户",
    "核心",
    "前置",
    "停机",
    "窗口",
    "审批",
    "评审",
    "通知",
    "签收",
    "备份",
    "恢复",
    "脚本",
    "部署",
    "监控",
    "告警",
    "日志",
    "流程",
    "负责人",
    "确认",
    "完成",
    "失败",
    "原因",
    "影响",
    "范围",
    "步骤",
    "验证",
    "结果",
    "缺陷",
    "修复",
];
const LATIN: &[&str] = &[
    "gateway",
    "settlement",
    "export",
    "ledger",
    "release",
    "rollback",
    "checksum",
    "nginx",
    "oracle",
    "redis",
    "timeout",
    "certificate",
    "report",
    "portal",
    "merchant",
    "v2.14.0",
    "deploy.sh",
    "TLS1.3",
    "10.20.0.15",
];

/// Records as large as those that the plan was measured with: 450 Han characters and 40 words of other letters.
fn records(count: usize, years: usize) -> Vec<Segment> {
    let mut dice = Dice(7);
    let mut letter =
        || char::from_u32(0x4E00 + u32::try_from(dice.below(900)).unwrap() * 7).unwrap();
    let rare: Vec<String> = (0..2500)
        .map(|_| [letter(), letter()].iter().collect())
        .collect();
    let mut segments: Vec<Segment> = Vec::new();
    for n in 0..count {
        let year = 2027 - years + n * years / count.max(years);
        let id = format!("CHG-{year}-{:04}", n % 10_000);
        let mut text = String::new();
        for at in 0..240 {
            let word = match at % 3 {
                // The lower of two throws: some words are frequent, as in life.
                0 => WORDS[dice.below(WORDS.len()).min(dice.below(WORDS.len()))],
                _ => &rare[dice.below(rare.len()).min(dice.below(rare.len()))],
            };
            text.push_str(word);
            match at % 12 {
                7 => text.push_str("，由"),
                11 => text.push_str("。\n"),
                _ => {}
            }
            if at % 6 == 0 {
                text.push_str(LATIN[dice.below(LATIN.len())]);
            }
        }
        let entry = Entry {
            title: format!(
                "{}{}{}",
                WORDS[dice.below(50)],
                WORDS[dice.below(50)],
                WORDS[dice.below(50)]
            ),
            address: format!("changes/{}/index.html", id.to_lowercase()),
            id,
            kind: "change",
            standing: "compliant",
            note: format!("{year}-03-05"),
            names: vec!["gateway".to_owned(), "林若川".to_owned()],
            text,
        };
        match segments.last_mut().filter(|it| it.id == year.to_string()) {
            Some(segment) => segment.entries.push(entry),
            None => segments.push(Segment {
                id: year.to_string(),
                lang: None,
                entries: vec![entry],
            }),
        }
    }
    segments
}

fn made(segments: &[Segment]) -> Vec<Page> {
    let index = files::index_after(segments, &json!({}), &Index::default());
    index.files().cloned().collect()
}

fn one(entry: Entry) -> Vec<Page> {
    let segment = Segment {
        id: "2026".to_owned(),
        lang: None,
        entries: vec![Entry::default(), entry, Entry::default()],
    };
    made(&[segment])
}

fn is_found(files: &[Page], query: &str) -> bool {
    Browser::new(files)
        .find(query, "en")
        .contains(&("2026".to_owned(), 1))
}

#[test]
fn ids_are_found_by_their_parts_in_any_width_and_case() {
    let files = one(Entry {
        id: "CHG-2024-0017".to_owned(),
        title: "支付网关AB402".to_owned(),
        ..Entry::default()
    });
    for query in [
        "CHG-2024-0017",
        "chg",
        "ch",
        "2024",
        "0017",
        "17",
        "ＣＨＧ－２０２４",
        "2024 17",
        "ab402",
        "402",
        "网关",
        "网",
        "付网关ab",
    ] {
        assert!(is_found(&files, query), "{query}");
    }
    for query in ["0018", "关网", "chx", "2024 18", ""] {
        assert!(!is_found(&files, query), "{query}");
    }
}

#[test]
fn every_piece_of_a_text_from_two_to_six_characters_is_found() {
    let text = "第 3 步：把 gateway-cert 2.5.0 装到 10.20.0.15（主），校验和 a4e548c77a9617ae3d0b1c2f5e6d7a8b9c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f。\n\
        Ｐａｙｍｅｎｔ ゲートウェイ ﬁle naïve Straße İstanbul 𠮷野家，café ① ½ x²";
    let text = tokens::shorten(text);
    let files = one(Entry {
        text: text.clone(),
        ..Entry::default()
    });
    let browser = Browser::new(&files);
    let is_missed = |it: &String| !browser.find(it, "en").contains(&("2026".to_owned(), 1));
    let missed: Vec<_> = pieces(&text).into_iter().filter(is_missed).collect();
    assert_eq!(missed, [""; 0]);
}

/// Ten thousand in five years, and not so many in a dozen: what is read grows with the segments too.
#[test]
fn first_answer_among_ten_thousand_records_takes_two_hundred_kilobytes_at_most() {
    for (count, years, most) in [(10_000, 5, 200_000), (2_400, 12, 100_000)] {
        let segments = segments::joined(records(count, years));
        first_answer(&segments, most);
    }
}

fn first_answer(segments: &[Segment], most: usize) {
    let files = made(segments);
    let mut sizes = Vec::new();
    let line: Vec<char> = segments.last().unwrap().entries[9].text.chars().collect();
    let [four, six] = [4, 6].map(|it| line[..it].iter().collect::<String>());
    for query in [
        "网关",
        "系统上线",
        &four,
        &six,
        "gateway",
        "settl",
        &segments.last().unwrap().entries[9].id,
        "17",
        "林若川 报表",
    ] {
        let browser = Browser::new(&files);
        let found = browser.find(query, "zh-CN");
        assert!(!found.is_empty(), "{query}");
        // The list below the field shows eight of them; those that come last are the newest.
        for hit in found.iter().rev().step_by(97).take(8) {
            browser.title("zh-CN", hit);
        }
        sizes.push((*browser.bytes.borrow(), query));
    }
    sizes.sort_unstable();
    assert!(sizes.iter().all(|it| it.0 <= most), "{sizes:?}");
    let all: usize = files.iter().map(|it| it.bytes.len()).sum();
    assert!(all < 60_000_000, "{all} bytes, {} files", files.len());
}

#[test]
fn closed_years_stand_together_while_they_are_few_and_the_newest_alone() {
    let ids = |segments: Vec<Segment>| -> Vec<String> {
        let joined = segments::joined(segments);
        joined.into_iter().map(|it| it.id).collect()
    };
    assert_eq!(ids(records(60, 4)), ["2023-2025", "2026"]);
    assert_eq!(ids(records(4_500, 5)), ["2022-2023", "2024-2025", "2026"]);
    assert_eq!(ids(records(10, 1)), ["2026"]);
    assert_eq!(ids(Vec::new()), [""; 0]);
}

#[test]
fn a_new_record_leaves_the_closed_years_as_they_are() {
    let mut segments = records(200, 5);
    let before = made(&segments);
    let entry = segments[0].entries[3].clone();
    segments.last_mut().unwrap().entries.push(entry);
    let after = made(&segments);
    let last = &segments.last().unwrap().id;
    let old =
        |it: &&Page| !it.path.contains(&format!("/{last}-")) && !it.path.ends_with("manifest.js");
    assert!(before.iter().filter(old).eq(after.iter().filter(old)));
    assert!(before.len() > 100);
}

#[test]
fn pieces_of_a_segment_that_is_the_same_are_those_of_the_index_before() {
    let mut segments = records(200, 5);
    let before = files::index_after(&segments, &json!({}), &Index::default());
    segments[1].entries[3].note.push('x');
    let after = files::index_after(&segments, &json!({}), &before);
    let shared = |it: &&Page| before.files().any(|before| std::ptr::eq(before, *it));
    let new: Vec<_> = after.files().filter(|it| !shared(it)).collect();
    let own = format!("/{}-", segments[1].id);
    let is_own = |it: &&Page| it.path.contains(&own) || it.path.ends_with("manifest.js");
    assert!(new.iter().all(is_own));
    assert!(new.len() < after.files().count() / 2);
    assert!(after.files().eq(&made(&segments)));
}

#[test]
fn texts_and_titles_of_hits_are_those_of_their_entries() {
    let segments = records(90, 5);
    let files = made(&segments);
    let browser = Browser::new(&files);
    for (number, segment) in segments.iter().enumerate() {
        let at = (number * 7) % segment.entries.len();
        let (title, text) = browser.show("en", &(segment.id.clone(), at));
        assert_eq!(
            (&title, &text),
            (&segment.entries[at].title, &segment.entries[at].text)
        );
    }
}

#[test]
fn tails_of_digests_are_dropped_and_their_beginning_is_found() {
    let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let text = format!("封存 {digest} 完");
    assert_eq!(tokens::shorten(&text), "封存 9f86d081884c7d65… 完");
    let files = one(Entry {
        text,
        ..Entry::default()
    });
    assert!(is_found(&files, digest) && is_found(&files, "9f86d0"));
    assert!(!is_found(&files, "b0f00a08"));
}
