//! Secrets in a column of a table: what stands beneath `密码` or `password`.
//!
//! Tables are those of Markdown, with their line of dashes, those that database clients draw, and whole texts of
//! values with commas, semicolons or tabs between.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::patterns::{SUFFIX, WORD};
use super::{key, value};

/// The words at the end of a header that names a secret, not something about one.
static HEADER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = [WORD, "(?<suffix>", SUFFIX, ")(?:值|内容|明文)?$"].concat();
    Regex::new(&pattern).ok()
});

/// The bytes of secrets in the tables of `text`.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let lines: Vec<Range<usize>> = lines(text).collect();
    let mut found = Vec::new();
    for (at, pair) in lines.windows(2).enumerate() {
        if is_rule(&text[pair[1].clone()]) && text[pair[0].clone()].contains('|') {
            let rows = &lines[at + 2..];
            let rows = rows
                .iter()
                .take_while(|it| text[(*it).clone()].contains('|'));
            below(text, &pair[0], rows, '|', &mut found);
        }
    }
    if let Some((first, rows)) = lines.split_first() {
        for sign in [',', ';', '\t'] {
            let rows = rows
                .iter()
                .take_while(|it| text[(*it).clone()].contains(sign));
            below(text, first, rows, sign, &mut found);
        }
    }
    found
}

/// The secrets in those columns of `rows` whose header names one.
fn below<'a>(
    text: &str,
    header: &Range<usize>,
    rows: impl Iterator<Item = &'a Range<usize>>,
    sign: char,
    found: &mut Vec<Range<usize>>,
) {
    let header = cells(text, header, sign);
    let mut columns = (0..header.len()).filter(|it| names_one(&text[header[*it].clone()]));
    let columns: Vec<usize> = columns.by_ref().collect();
    if columns.is_empty() || header.len() < 2 {
        return;
    }
    for row in rows {
        let cells = cells(text, row, sign);
        for cell in columns.iter().filter_map(|it| cells.get(*it)) {
            let own = value::in_cell(&text[cell.clone()]).into_iter();
            found.extend(own.map(|it| cell.start + it.start..cell.start + it.end));
        }
    }
}

fn names_one(header: &str) -> bool {
    let words = header
        .split(['(', '（', '[', '【'])
        .next()
        .unwrap_or_default();
    let words = words.trim_matches(|it: char| it.is_whitespace() || "*_\"'`：:".contains(it));
    let found = HEADER.as_ref().and_then(|it| it.captures(words));
    found.is_some_and(|it| !key::is_about(it.name("suffix").map_or("", |it| it.as_str())))
}

/// Whether a line is the one of dashes between the header of a table and its rows.
fn is_rule(line: &str) -> bool {
    let line = line.trim_start_matches(['>', ' ', '\t']);
    line.starts_with(['|', '+', '-', ':'])
        && line.contains('-')
        && line.contains(['|', '+'])
        && line.chars().all(|it| "|+-: \t".contains(it))
}

/// The cells of a row; a `|` that a backslash escapes, and what stands in quotes of a list of values, parts none.
fn cells(text: &str, row: &Range<usize>, sign: char) -> Vec<Range<usize>> {
    let line = &text[row.clone()];
    let mut start = row.start;
    let mut cells = Vec::new();
    let mut is_escaped = false;
    let mut is_quoted = false;
    for (at, letter) in line.char_indices() {
        if letter == sign && !is_escaped && !is_quoted {
            cells.push(start..row.start + at);
            start = row.start + at + sign.len_utf8();
        }
        is_escaped = letter == '\\' && !is_escaped;
        is_quoted ^= letter == '"' && sign != '|';
    }
    cells.push(start..row.end);
    // A table may have an edge.
    let is_edge = |it: &str| it.trim_matches(['>', ' ', '\t']).is_empty();
    if sign == '|' && cells.len() > 1 && is_edge(&text[cells[0].clone()]) {
        cells.remove(0);
    }
    cells
}

/// The lines without their ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let words = line.trim_end_matches(['\n', '\r']);
        let range = start..start + words.len();
        start += line.len();
        range
    })
}

#[cfg(test)]
mod tests {
    use crate::secret::Kind;
    use crate::secret::tests::found;

    #[test]
    fn cells_beneath_a_word_for_a_secret_are_found() {
        let one = [(Kind::Password, "Core@2026x")];
        for text in [
            "| 用户 | 密码 |\n|---|:--|\n| root | Core@2026x |\n",
            "| 用户 | 密码（生产） |\n|---|---|\n| app | 见 SEC-2026-0142 |\n| root | `Core@2026x` |\n",
            "user | **DB password** | host\n--- | --- | ---\nroot | Core@2026x | db2026\n",
            "> | 初始密码 | 用户 |\r\n> |---|---|\r\n> | Core@2026x | root |\r\n",
            "+------+----------+\n| user | password |\n+------+----------+\n| root | Core@2026x |\n+------+\n",
            "user,password,host\n\"a,b\",none,h1\nroot,Core@2026x,db2026\n",
            "用户\t口令\nroot\tCore@2026x\n",
            "| 用户 | 密码 |\n|---|---|\n| root | 已改为：Core@2026x |\n",
            "| a \\| b | 密码 |\n|---|---|\n| x \\| y1@abc | Core@2026x |\n",
        ] {
            assert_eq!(found(text), one, "{text}");
        }
        let quoted = "| user | password |\n|---|---|\n| root | `tiger` |\n| app | tiger |\n";
        assert_eq!(found(quoted), [(Kind::Password, "tiger")]);
    }

    #[test]
    fn tables_about_passwords_hold_none() {
        for text in [
            "| 密码 | 保管人 |\n|---|---|\n| 已更换 | pm.lin |\n| 见 evidence/0508.eml | dba.yuan |\n",
            "| 系统 | 密码策略 |\n|---|---|\n| core | min8char |\n",
            "| 用户 | 密码更换日期 |\n|---|---|\n| root | 2026-05-10 |\n",
            "| user | token type |\n|---|---|\n| root | Bearer2026 |\n",
            "| user | password |\n|---|---|\n| root | ${DB_PASSWORD} |\n| app | ****** |\n| x | ops2@bank.example |\n",
            "| user | password |\n|---|---|\n| root | n/a |\n\nCore@2026x | y |\n",
            "| user | password |\n| root | changed |\n",
            "测试了口令,密码\nroot,已更换\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
