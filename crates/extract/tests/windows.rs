//! Whatever the text: windows and mentions' edges fall on character boundaries inside it, and every live sentence is read once.

use proptest::prelude::*;
use sekutu_extract::windows::{live, pack, sentences, tidy, whole_words};
use sekutu_model::Span;

/// News-like scraps in several scripts, with line breaks, quotes and stray marks.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("Iran membantah tudingan itu. ".to_owned()),
        Just("Korea Utara\nKorea Utara memasok, ".to_owned()),
        Just("俄罗斯袭击乌克兰。".to_owned()),
        Just("رفضت إسرائيل ذلك، ".to_owned()),
        "[a-zA-Zéß .,;:!?\"“”()\n-]{0,30}",
        "\\PC{0,12}",
    ];
    proptest::collection::vec(part, 0..14).prop_map(|p| p.concat())
}

proptest! {
    #[test]
    fn windows_cut_the_text_and_read_each_sentence_once(text in text(), lang in prop_oneof![Just(None), Just(Some("id")), Just(Some("ar")), Just(Some("zh"))]) {
        let sentences = sentences(&text, lang);
        let windows = pack(&text, &sentences, &vec![true; sentences.len()], &|t| t.chars().count() / 3);
        let mut read = 0;
        for w in &windows {
            prop_assert!(w.span.cut(&text).is_some());
            prop_assert!(w.span.start <= w.fresh && w.fresh <= w.span.end && text.is_char_boundary(w.fresh));
            prop_assert!(w.fresh >= read, "{} is read again after {read}", w.fresh);
            read = w.span.end;
        }
        for s in &sentences {
            prop_assert!(windows.iter().any(|w| w.fresh <= s.start && s.start < w.span.end || s.is_empty()), "{s:?} is in no window");
        }
    }

    #[test]
    fn edges_stay_on_characters(text in text(), a in 0usize..400, b in 0usize..400) {
        let (a, b) = (text.floor_char_boundary(a.min(text.len())), text.floor_char_boundary(b.min(text.len())));
        let span = Span::new(a.min(b), a.max(b));
        let whole = whole_words(&text, span);
        let tidied = tidy(&text, whole, sekutu_extract::languages::of(None));
        prop_assert!(whole.cut(&text).is_some() && whole.contains(span));
        prop_assert!(tidied.cut(&text).is_some() && whole.contains(tidied));
        prop_assert!(whole.is_empty() || !tidied.is_empty() || whole.cut(&text).is_some_and(|w| w.trim().is_empty()));
    }
}

#[test]
fn a_trail_of_topics_tells_no_event() {
    let text = "War in Ukraine > Strikes on Kyiv\nRussia struck Kyiv on Monday.";
    let found = sentences(text, Some("en"));
    let live = live(text, Some("en"), &found, &[], true, &|_, _| true);
    assert_eq!(live, [false, true]);
}

#[test]
fn another_articles_title_tells_no_event() {
    let check = |lang: &str, text: &str, want: &[bool]| {
        let found = sentences(text, Some(lang));
        assert_eq!(live(text, Some(lang), &found, &[], true, &|_, _| true), want, "{text}");
    };
    check("id", "Oman memulangkan dua nelayan.\n[SIMAK JUGA: Yaman menahan tiga kapal]", &[true, false]);
    check("en", "Read more: Oman frees two fishermen\nHe said: Oman freed them.", &[false, true]);
}
