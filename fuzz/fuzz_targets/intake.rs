//! Any bytes as any kind: no panic, spans that cut, canonical texts.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekutu_intake::{Kind, Source, read_all};

fuzz_target!(|data: &[u8]| {
    let Some((&first, bytes)) = data.split_first() else { return };
    // The first byte says as what to read the rest; most values leave it to the bytes.
    let from = Kind::ALL.get(usize::from(first)).copied();
    let (articles, _) = read_all(bytes, &Source { name: "fuzz", from });
    for a in articles {
        assert_eq!(sekutu_text::canonical(&a.text), a.text);
        for span in [a.title, a.standfirst].into_iter().flatten() {
            assert!(!span.is_empty() && span.cut(&a.text).is_some());
        }
    }
});
