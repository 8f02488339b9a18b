//! JSON Lines with id, text and lang in; id and the names' spans out, in characters: what the trainer takes for further candidate parties.

use sekutu_parties::{Kind, Parties};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().unwrap_or("");
        let chars = |byte: usize| text[..byte].chars().count();
        let names = Parties::builtin().find(text, row["lang"].as_str());
        let names = names.iter().filter(|n| !matches!(n.kind, Kind::Pronoun | Kind::Unknown));
        let spans: Vec<_> = names.map(|n| [chars(n.span.start), chars(n.span.end)]).collect();
        writeln!(out, "{}", serde_json::json!({"id": row["id"], "names": spans}))?;
    }
    out.flush()
}
