use super::*;

#[test]
fn seal_is_the_hash_that_everybody_else_computes() {
    let seal = written("abc");
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(seal, format!("sha256:{known}"));
    assert_eq!(hash(&seal), Some(known));
}

#[test]
fn a_seal_in_capitals_or_without_its_algorithm_is_spelt_as_it_is_written() {
    let seal = written("abc");
    for text in [
        seal.to_uppercase(),
        seal[7..].to_owned(),
        seal[7..].to_uppercase(),
    ] {
        assert_eq!(spelt(&text).as_ref(), Some(&seal), "{text}");
    }
    assert_eq!(spelt(&seal[8..]), None);
    assert_eq!(spelt(&format!("md5:{}", &seal[7..])), None);
}

#[test]
fn what_is_no_seal_has_no_hash() {
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    for text in [
        known.to_owned(),
        format!("md5:{known}"),
        format!("sha256:{}", &known[1..]),
        format!("sha256:{}", known.to_uppercase()),
        format!("sha256:{known}0"),
        "sha256:81c2…".to_owned(),
    ] {
        assert_eq!(hash(&text), None, "{text}");
    }
}

#[test]
fn text_counts_without_what_nobody_sees() {
    assert_eq!(canon::text("a \r\nb\t\u{3000}\r  c\n\n \n"), "a\nb\n  c");
    assert_eq!(canon::text("e\u{301}"), "\u{e9}");
    assert_eq!(canon::text("\n\na"), "\n\na");
    // Compatibility forms are other letters to a reader: full width stays.
    assert_eq!(canon::text("Ａ　Ｂ"), "Ａ　Ｂ");
}
