//! From a table's rows to the sorted lines that are searched: one line a form of a name.
//!
//! A row is `kind code sector language names extra`, parted by tabs; names are parted by `|`. A name ending in `*` stands for every
//! word that begins so. A name in capitals of up to three letters is matched in capitals only; one that begins with a capital is
//! matched so; one in small letters in any case. `extra` holds `key=value` pairs and flags, parted by `;`.

use super::fold;
use super::inflect;
use std::collections::HashMap;

/// The kinds of rows.
pub const KINDS: [&str; 12] = ["state", "people", "seat", "org", "group", "inst", "person", "outlet", "place", "title", "agent", "word"];

#[derive(Default)]
pub struct Builder {
    rows: Vec<(String, u32, String)>,
    english: HashMap<String, String>,
    pending: Vec<(String, usize, [String; 4], String, String, char)>,
}

/// How a name's case is to be matched: `A` capitals only, `B` capitals or a capital first, `C` a capital first, `l` any.
pub fn case(name: &str) -> char {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    let cased = letters.iter().any(|c| c.is_uppercase() || c.is_lowercase());
    if !cased {
        return 'l';
    }
    if letters.iter().all(|c| !c.is_lowercase()) && !name.contains(' ') {
        return if letters.len() <= 3 { 'A' } else { 'B' };
    }
    if letters[0].is_uppercase() { 'C' } else { 'l' }
}

impl Builder {
    /// Takes the states' usual English names from a table: the first name of each English row. The build script alone does.
    #[allow(dead_code)]
    pub fn usual(&mut self, table: &str) {
        for row in table.lines() {
            let cells: Vec<&str> = row.split('\t').collect();
            if let ["state", code, _, "en", names, ..] = cells[..] {
                self.english.entry(format!("0 {code} ")).or_insert_with(|| names.split('|').next().unwrap_or(names).to_owned());
            }
        }
    }

    /// Adds one row.
    pub fn row(&mut self, row: &str) -> Result<(), String> {
        if row.trim().is_empty() || row.starts_with('#') {
            return Ok(());
        }
        let cells: Vec<&str> = row.split('\t').collect();
        if cells.len() < 5 {
            return Err(format!("five cells parted by tabs are needed, {} found", cells.len()));
        }
        let kind =
            KINDS.iter().position(|k| *k == cells[0]).ok_or_else(|| format!("no such kind: {:?}; one of {}", cells[0], KINDS.join(" ")))?;
        let extra = cells.get(5).copied().unwrap_or("");
        let names: Vec<&str> = cells[4].split('|').map(str::trim).filter(|n| !n.is_empty()).collect();
        let Some(first) = names.first() else { return Err("no name".to_owned()) };
        let set = extra.split(';').find_map(|e| e.strip_prefix("name=")).unwrap_or(first);
        if matches!(cells[0], "state" | "org" | "group" | "inst") && (cells[3] == "en" || extra.contains("name=")) {
            let key = format!("{kind} {} {}", cells[1], if cells[0] == "inst" { cells[2] } else { "" });
            if cells[0] != "inst" {
                self.english.entry(key).or_insert_with(|| set.to_owned());
            }
        }
        // A row of bodies or places holds different ones; a city's row in Latin script holds one by several spellings.
        let each = matches!(cells[0], "inst" | "place") && cells[3] != "-" && !extra.contains("name=");
        for name in names {
            self.name(name, kind, cells[1], cells[2], cells[3], if each { name } else { set }, extra);
        }
        Ok(())
    }

    /// Adds one name of a person. The build script alone does.
    #[allow(dead_code)]
    pub fn person(&mut self, name: &str, id: usize, usual: &str) {
        let lang = if name.chars().any(|c| matches!(c, 'а'..='я')) { "ru" } else { "-" };
        self.name(name, 6, &id.to_string(), "", lang, usual, "");
    }

    #[allow(clippy::too_many_arguments)]
    fn name(&mut self, name: &str, kind: usize, code: &str, sector: &str, lang: &str, usual: &str, extra: &str) {
        let cells = [code, sector, lang, extra].map(str::to_owned);
        self.pending.push((fold::key(name), kind, cells.clone(), usual.to_owned(), name.to_owned(), case(name)));
        if lang == "ru" && !name.ends_with('*') && (kind < 9 || name.contains(' ')) {
            for form in inflect::russian(name) {
                self.pending.push((fold::key(&form), kind, cells.clone(), usual.to_owned(), name.to_owned(), case(&form)));
            }
        }
    }

    /// The sorted lines and where each begins.
    pub fn finish(mut self) -> (String, Vec<u32>) {
        let mut seen = std::collections::HashSet::new();
        for (order, (key, kind, [code, sector, lang, extra], usual, _, case)) in std::mem::take(&mut self.pending).into_iter().enumerate() {
            if key.is_empty() || !seen.insert((key.clone(), kind, code.clone(), sector.clone(), extra.clone())) {
                continue;
            }
            let shown = match KINDS[kind] {
                "state" | "people" | "seat" => self.english.get(&format!("0 {code} ")).cloned().unwrap_or(usual),
                "org" | "group" => self.english.get(&format!("{kind} {code} ")).cloned().unwrap_or(usual),
                _ => usual,
            };
            let line = format!("{key}\t{kind}\t{code}\t{sector}\t{lang}\t{case}\t{shown}\t{extra}\n");
            self.rows.push((key, ((kind as u32) << 24) | order as u32, line));
        }
        self.rows.sort_by(|a, b| (a.0.as_bytes(), a.1).cmp(&(b.0.as_bytes(), b.1)));
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (_, _, line) in self.rows {
            starts.push(text.len() as u32);
            text.push_str(&line);
        }
        (text, starts)
    }
}
