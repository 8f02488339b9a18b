//! What the triggers of claims that people marked mean, as the model's first pass has it in the windows in which the program reads.
//!
//! `cargo run --release -p sekutu-extract --example meanings -- model ARTICLES > OUT`: ARTICLES has a line an article, `{"article": {…}, "claims": [{…}]}`; the output a line a claim: its id, a tab, the meaning.

use sekutu_extract::windows;
use sekutu_model::{Article, Claim, Span};
use sekutu_reader::{ModelFiles, Reader, encoder::Thread};
use std::path::Path;

#[derive(serde::Deserialize)]
struct Line {
    article: Article,
    claims: Vec<Claim>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(model), Some(articles)) = (args.next(), args.next()) else { return Err("usage: meanings MODEL ARTICLES".into()) };
    let file = |name: &str| std::fs::read(Path::new(&model).join(name)).map(Into::into);
    let reader = Reader::load(ModelFiles {
        encoder: file("encoder.onnx")?,
        top: file("top.onnx")?,
        rows: file("rows.q4")?,
        tokenizer: file("tokenizer.json")?,
        first: file("first.i8")?,
        meta: file("meta.json")?,
    })?;
    let thread = Thread::new(1);
    for line in std::fs::read_to_string(articles)?.lines() {
        let Line { article, claims } = serde_json::from_str(line)?;
        let text = article.text.as_str();
        let sentences = windows::sentences(text, article.language.as_deref());
        let packed = windows::pack(text, &sentences, &vec![true; sentences.len()], &|t| reader.count(t));
        for claim in claims {
            let trigger = claim.trigger.span;
            let window = packed.iter().rev().find(|w| w.fresh <= trigger.start && w.span.contains(trigger));
            let Some(window) = window.map(|w| w.span) else { continue };
            let at = Span::new(trigger.start - window.start, trigger.end - window.start);
            if let Some(meaning) = reader.meaning_at(window.cut(text).unwrap_or(""), at, &thread)? {
                println!("{}\t{meaning}", claim.id);
            }
        }
    }
    Ok(())
}
