//! Any text in any language: sentences on character boundaries, in order, of bounded length, that cover all but spaces.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekutu_text::{MAX_SENTENCE, canonical, languages::ALL, sentences};

fuzz_target!(|data: &[u8]| {
    let Some((&first, bytes)) = data.split_first() else { return };
    let raw = String::from_utf8_lossy(bytes);
    let clean = canonical(&raw);
    assert_eq!(canonical(&clean), clean);
    let lang = ALL.get(usize::from(first)).map(|l| l.code);
    for text in [raw.as_ref(), clean.as_str()] {
        let mut at = 0;
        for span in sentences(text, lang) {
            assert!(span.start >= at && !span.is_empty() && span.len() <= MAX_SENTENCE);
            assert!(span.cut(text).is_some_and(|w| !w.contains('\n')));
            assert!(text[at..span.start].trim().is_empty());
            at = span.end;
        }
        assert!(text[at..].trim().is_empty());
    }
});
