//! Whether words and marks stand out: the table of colours, in the light and in the dark.

use std::collections::BTreeMap;
use std::fs;

use regex::Regex;

use crate::harness::repository;

/// Names of colours with their red, green and blue.
type Colours = BTreeMap<String, [f64; 3]>;

/// The table of the built-in theme: light, dark by the wish of the system, dark by the switch.
fn tables() -> [Colours; 3] {
    let path = repository().join("themes/default/styles/tokens.css");
    let text = fs::read_to_string(path).unwrap();
    let of = |selector: &str| {
        let found: Vec<_> = text.match_indices(&format!("{selector} {{")).collect();
        assert_eq!(found.len(), 1, "{selector} stands {} times", found.len());
        let inside = text[found[0].0..].split_once('{').unwrap().1;
        let lines = inside.split_once('}').unwrap().0.lines();
        let colour = lines.filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
            let digits = value.strip_suffix(';')?;
            assert_eq!(digits.len(), 6, "{line}");
            let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
            Some((name.to_owned(), [0, 2, 4].map(|at| f64::from(part(at)))))
        });
        colour.collect()
    };
    [
        of("\n:root"),
        of(":root:not([data-scheme=\"light\"])"),
        of("\n:root[data-scheme=\"dark\"]"),
    ]
}

/// The contrast of two colours as WCAG 2.2 counts it: 1 to 21.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let part = colour.map(|it| {
            let it = it / 255.0;
            if it <= 0.04045 {
                it / 12.92
            } else {
                ((it + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2]
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_that_of_the_standard() {
    assert!((contrast([0.0; 3], [255.0; 3]) - 21.0).abs() < 0.001);
    assert!((contrast([119.0; 3], [255.0; 3]) - 4.478).abs() < 0.001);
}

#[test]
fn both_dark_tables_are_the_same_and_name_what_the_light_one_names() {
    let [light, wished, switched] = tables();
    assert!(light.len() >= 15, "{light:?}");
    assert_eq!(wished, switched);
    assert_eq!(
        light.keys().collect::<Vec<_>>(),
        wished.keys().collect::<Vec<_>>()
    );
}

#[test]
fn every_word_stands_out_from_what_it_is_written_on() {
    let tones = ["pass", "fail", "attention", "running", "waived", "neutral"];
    let words = ["text", "muted", "link"].into_iter().chain(tones);
    let mut pairs: Vec<(String, String, f64)> = Vec::new();
    for word in words {
        for ground in ["bg", "surface"] {
            pairs.push((word.into(), ground.into(), 4.5));
        }
    }
    for tone in ["pass", "fail", "attention", "running", "waived"] {
        let ground = format!("{tone}-bg");
        for word in [tone, "text", "link"] {
            pairs.push((word.into(), ground.clone(), 4.5));
        }
    }
    // What is no word: the borders of controls, and the ring of the focus, which is of the colour of links.
    for mark in ["control", "link"] {
        for ground in ["bg", "surface"] {
            pairs.push((mark.into(), ground.into(), 3.0));
        }
    }
    let mut pale = Vec::new();
    for (table, name) in tables().iter().zip(["light", "dark", "dark by the switch"]) {
        for (word, ground, least) in &pairs {
            let found = contrast(table[word], table[ground]);
            if found < *least {
                pale.push(format!(
                    "{name}: {word} on {ground} is {found:.2}, less than {least}"
                ));
            }
        }
    }
    assert!(pale.is_empty(), "\n{}\n", pale.join("\n"));
}

#[test]
fn no_part_of_the_theme_has_a_colour_of_its_own() {
    let colour = Regex::new(r":[^;{}]*(#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\()").unwrap();
    let folder = repository().join("themes/default/styles");
    for file in crate::harness::files(&folder) {
        // Paper is black on white, and says so in a table of its own.
        if ["tokens.css", "print.css"].contains(&file.as_str()) {
            continue;
        }
        let text = fs::read_to_string(folder.join(&file)).unwrap();
        // What only paper gets comes last in its file.
        let screen = text.split("@media print").next().unwrap_or_default();
        let own = colour.find(screen).map(|it| it.as_str());
        assert_eq!(
            own, None,
            "{file} has a colour that the table does not know"
        );
    }
}
