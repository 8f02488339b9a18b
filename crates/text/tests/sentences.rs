//! Runs the cases in `tests/sentences/*.md`: in each block a line is a sentence; the lines joined by spaces are the input,
//! by nothing before a line that begins with `+`, by a line break before one that begins with `/`.

use sekutu_text::{MAX_SENTENCE, languages, sentences};
use std::fmt::Write;

fn cut<'a>(text: &'a str, lang: &str) -> Vec<&'a str> {
    sentences(text, Some(lang)).into_iter().map(|s| s.cut(text).expect("a span cuts its text")).collect()
}

/// The blocks of a case file: the paragraphs that are neither headings nor, in italics, remarks.
fn blocks(file: &str) -> impl Iterator<Item = Vec<&str>> {
    file.split("\n\n")
        .map(|b| b.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#') && !l.starts_with('_')).collect())
        .filter(|b: &Vec<&str>| !b.is_empty())
}

fn check_file(lang: &str) {
    let path = format!("{}/tests/sentences/{lang}.md", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read_to_string(&path).expect(&path);
    let spaced = lang != "zh";
    let (mut count, mut wrong) = (0, String::new());
    for block in blocks(&file) {
        let mut text = String::new();
        let mut expect = Vec::new();
        for line in block {
            let (joint, sentence) = match line.chars().next() {
                Some('+') => ("", &line[1..]),
                Some('/') => ("\n", &line[1..]),
                _ => (if spaced { " " } else { "" }, line),
            };
            if !text.is_empty() {
                text.push_str(joint);
            }
            text.push_str(sentence);
            expect.push(sentence);
        }
        count += 1;
        let got = cut(&text, lang);
        if got != expect {
            let _ = writeln!(wrong, "  expected {expect:#?}\n  got {got:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{lang}.md, {} of {count} cases are wrong:\n{wrong}", wrong.matches("expected").count());
    assert!(count >= 25, "{lang}.md has {count} cases, fewer than 25");
}

macro_rules! languages {
    ($($lang:ident)*) => {
        $(#[test] fn $lang() { check_file(stringify!($lang)); })*

        #[test]
        fn every_language_has_cases() {
            let here = [$(stringify!($lang)),*];
            assert!(languages::ALL.iter().all(|l| here.contains(&l.code)));
        }
    };
}

languages!(ar de en es fr hi id ms pt ru tr zh);

#[test]
fn a_language_without_a_file_is_cut_cautiously() {
    assert_eq!(cut("Dr. Jansen zei dat. Hij ging. Vs. U.N. beleid.", "nl"), ["Dr. Jansen zei dat.", "Hij ging.", "Vs. U.N. beleid."]);
}

#[test]
fn without_a_language_it_is_detected() {
    let text = "Menlu Rusia Sergei Lavrov bertemu Dr. Kim di Pyongyang, dll. sebelum pulang. Mereka tidak menyebut rudal itu.";
    assert_eq!(sentences(text, None).len(), 2);
}

#[test]
fn endless_text_is_cut() {
    for unit in ["kata ", "字", "é", ".", "a.", "\" ", "?\"", "1. ", "\u{301}"] {
        let text = unit.repeat(300_000);
        let spans = sentences(&text, Some("id"));
        assert!(spans.iter().all(|s| s.len() <= MAX_SENTENCE && s.cut(&text).is_some()), "{unit:?}");
        let inside: usize = spans.iter().map(|s| text[s.start..s.end].chars().filter(|c| !c.is_whitespace()).count()).sum();
        assert_eq!(inside, text.chars().filter(|c| !c.is_whitespace()).count(), "{unit:?}");
    }
}

mod properties {
    use proptest::prelude::*;
    use sekutu_text::{MAX_SENTENCE, languages::ALL, sentences};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn spans_are_sound(
            text in "(\\PC|[a-zA-Zéя北अك .!?。…\"'“”«»()\\n0-9\u{301}-]|Dr\\. |U\\.S\\. |[0-9]\\. |\\.\" |\n){0,400}",
            lang in 0..ALL.len() + 1,
        ) {
            let lang = ALL.get(lang).map_or("xx", |l| l.code);
            let mut at = 0;
            for span in sentences(&text, Some(lang)) {
                prop_assert!(span.start >= at && !span.is_empty() && span.len() <= MAX_SENTENCE);
                let words = span.cut(&text);
                prop_assert!(words.is_some_and(|w| w.trim() == w && !w.contains('\n')));
                prop_assert!(text[at..span.start].trim().is_empty());
                at = span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
