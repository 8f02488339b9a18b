//! Any scores for any text: decoding never panics, every span cuts the text, every index points somewhere, probabilities stay in 0 to 1.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sekutu_model::Span;
use sekutu_reader::{decode::decode, encoder::States, heads::Heads};
use std::sync::LazyLock;

const HEADS: &[u8] = include_bytes!("../../model/heads.safetensors");
const META: &[u8] = include_bytes!("../../model/meta.json");
static MODEL: LazyLock<Heads> = LazyLock::new(|| Heads::load(HEADS, META).expect("the model in the repository loads"));

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
    let states = States::new(row(384, 1), row(16, 2), row(9 * 64, 3), n).expect("sizes fit");
    let names = [Span::new(0, text.len().min(4)), Span::new(text.len() / 2, text.len())];
    let reading = decode(&MODEL, &states, &spans, &names);
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
