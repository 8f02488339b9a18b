//! What `training/country.py` fits on: JSON Lines with text, lang, date and parties (start and end in bytes, code) in; for each party whose own words name no
//! country, the candidates' codes and features and the right code out.

use sekutu_extract::{country, languages, windows};
use sekutu_model::Span;
use sekutu_parties::{Parties, Query};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let parties = Parties::builtin();
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let (text, language) = (row["text"].as_str().unwrap_or(""), row["lang"].as_str());
        let date = row["date"].as_str().and_then(|d| d.parse().ok());
        let (names, sentences) = (parties.find(text, language), windows::sentences(text, language));
        for p in row["parties"].as_array().into_iter().flatten() {
            let at = |key: &str| p[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            let span = Span::new(at("start"), at("end"));
            let Some(words) = span.cut(text) else { continue };
            let r = parties.resolve(&Query { text: words, context: text, date, lang: language });
            let known = r.party.as_ref().is_some_and(|p| p.code.is_some()) && r.confidence >= 0.5;
            if known || !country::may_have(r.kind, words) {
                continue;
            }
            let all = country::candidates(&country::Asked {
                text,
                languages: languages::of(language),
                sentences: &sentences,
                names: &names,
                party: span,
                kind: r.kind,
                end: text.len(),
            });
            let all: Vec<_> = all.iter().map(|c| serde_json::json!({"code": c.code, "features": c.features.to_vec()})).collect();
            writeln!(
                out,
                "{}",
                serde_json::json!({"id": row["id"], "kind": format!("{:?}", r.kind), "words": words, "code": p["code"], "candidates": all})
            )?;
        }
    }
    out.flush()
}
