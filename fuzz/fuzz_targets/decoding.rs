//! Any scores for any text: decoding never panics, every span cuts the text, every index points somewhere, probabilities stay in 0 to 1.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekutu_model::{Meaning, Span};
use sekutu_reader::decode::{decode, triggers};
use sekutu_reader::encoder::{Look, States};
use sekutu_reader::meta::Meta;
use std::sync::LazyLock;

static MODEL: LazyLock<Meta> = LazyLock::new(|| Meta::load(include_bytes!("../../model/meta.json")).expect("the model in the repository loads"));

fuzz_target!(|data: &[u8]| {
    let Some((&first, bytes)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    // pieces: a character or a few each, some of them empty, as the segmenter may give
    let width = usize::from(first % 5) + 1;
    let mut spans = vec![Span::new(0, 0)];
    let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).step_by(width).take(60).collect();
    spans.extend(ends.windows(2).map(|w| Span::new(w[0], w[1])));
    spans.push(Span::new(0, 0));
    let n = spans.len();
    let number = |i: usize| (f32::from(data[i % data.len()]) - 128.0) / 16.0 * if i % 97 == 0 { 1e4 } else { 1.0 };
    let row = |width: usize, salt: usize| (0..n * width).map(|i| number(i.wrapping_mul(31).wrapping_add(salt))).collect::<Vec<f32>>();
    let states = States::new(row(384, 1), row(16, 2), row(64, 3), row(64, 4), n).expect("sizes fit");
    let names = [Span::new(0, text.len().min(4)), Span::new(text.len() / 2, text.len())];
    let found = triggers(&MODEL, &states, &spans);
    let some = |size: usize, salt: usize| (0..size).map(|i| number(i.wrapping_mul(13).wrapping_add(salt))).collect::<Vec<f32>>();
    let look = |i: usize| Look {
        roles: some(n * 8, i),
        event: some(17, i + 5),
        status: some(5, i + 7),
        mode: some(MODEL.modes.len(), i + 9),
        context: some(MODEL.contexts.len(), i + 11),
        meaning: Meaning { encoder: 0, signs: [i as u64; 8] },
    };
    let looks: Vec<Look> = (0..found.len()).map(look).collect();
    let reading = decode(&MODEL, &states, &found, &looks, &spans, &names);
    for m in &reading.mentions {
        assert!(m.span.cut(&text).is_some_and(|w| !w.is_empty()));
    }
    for f in &reading.frames {
        assert!(f.trigger.cut(&text).is_some());
        assert!((0.0..=1.0001).contains(&f.score) && f.event_score <= 1.0001);
        assert!(f.roles.iter().all(|r| r.mention < reading.mentions.len()));
    }
    assert!(reading.corefs.iter().all(|c| c.mention < reading.mentions.len() && c.to.iter().all(|(m, _)| *m < reading.mentions.len())));
});
