//! Names in running text.

use crate::fold::{Gap, Token, tokens};
use crate::table::{Entry, Hit, Row, Table, longest, split_glued};
use crate::{Kind, Parties, Span, people};

/// A name found in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Where it stands.
    pub span: Span,
    /// What kind of thing it names.
    pub kind: Kind,
    /// The codes it may stand for, the likeliest first; a person's codes over all offices.
    pub codes: Vec<String>,
    /// The sector, where the name alone tells.
    pub sector: Option<String>,
    /// Its usual English name.
    pub name: String,
}

pub(crate) fn kind(row: Row) -> Kind {
    match row {
        Row::State | Row::People | Row::Seat => Kind::State,
        Row::Org => Kind::Organisation,
        Row::Group => Kind::Group,
        Row::Inst => Kind::Institution,
        Row::Person => Kind::Person,
        Row::Place => Kind::Place,
        Row::Title | Row::Agent => Kind::Agents,
        Row::Outlet | Row::Word => Kind::Unknown,
    }
}

fn named(e: &Entry<'_>) -> bool {
    matches!(e.row, Row::State | Row::People | Row::Seat | Row::Org | Row::Group | Row::Inst | Row::Person | Row::Place) && !e.has("whole")
}

/// Given names that also name states or cities when they stand alone.
const GIVEN: [&str; 40] = [
    "michael", "chris", "john", "mary", "james", "david", "robert", "deandre", "louis", "kim", "stephen", "kevin", "mark", "paul", "peter",
    "jack", "tom", "sarah", "emma", "anna", "maria", "jose", "juan", "luis", "carlos", "anthony", "brian", "eric", "ryan", "jordan",
    "daniel", "joseph", "thomas", "charles", "george", "barbara", "susan", "linda", "karen", "neil",
];

/// Names of states that people bear too: not a state next to another capitalised word that the tables do not know.
const BORNE: [&str; 12] = ["jordan", "chad", "georgia", "israel", "cuba", "oman", "mali", "chile", "china", "india", "kenya", "paris"];

fn shouted(tokens: &[Token], hit: &Hit<'_>) -> bool {
    let upper = |t: Option<&Token>| t.is_some_and(|t| t.upper && t.key.len() > 1);
    hit.to == hit.from + 1
        && matches!(
            tokens[hit.from].key.as_str(),
            "us" | "is" | "who" | "as" | "ri" | "it" | "au" | "un" | "ira" | "sad" | "eta" | "rf" | "uk" | "eu"
        )
        && upper(hit.from.checked_sub(1).and_then(|i| tokens.get(i)))
        && upper(tokens.get(hit.to))
}

fn borne(parties: &Parties, text: &str, tokens: &[Token], hit: &Hit<'_>) -> bool {
    if hit.to != hit.from + 1 || !BORNE.contains(&tokens[hit.from].key.as_str()) {
        return false;
    }
    if let Some(before) = hit.from.checked_sub(1).map(|i| &tokens[i])
        && tokens[hit.from].gap == Gap::Soft
        && before.capital
        && GIVEN.contains(&before.key.as_str())
    {
        return true;
    }
    let Some(after) = tokens.get(hit.to) else { return false };
    if after.gap != Gap::Soft || !after.capital || after.upper || text[..after.start].ends_with(['-', '.']) {
        return false;
    }
    matches!(tokens[hit.from].key.as_str(), "jordan" | "chad" | "israel" | "georgia") && {
        let tables = parties.tables();
        longest(&tables, text, tokens, hit.to, true, &|_| true).is_none()
    }
}

/// Whether a person's name is a Roman number here: "Komisi XI", but "XI MEETS PUTIN" in a line of capitals.
fn is_numeral(tokens: &[Token], hit: &Hit<'_>) -> bool {
    let t = &tokens[hit.from];
    let upper = |i: Option<usize>| i.and_then(|i| tokens.get(i)).is_some_and(|t| t.upper);
    hit.to == hit.from + 1
        && t.upper
        && t.key.chars().all(|c| "ivxlcdm".contains(c))
        && hit.entries.iter().all(|e| e.row == Row::Person)
        && hit.from > 0
        && !upper(hit.from.checked_sub(1))
}

/// Whether a state's name only says which money: "US$", "dolar AS", "Hong Kong dollars".
fn of_money(text: &str, tokens: &[Token], hit: &Hit<'_>) -> bool {
    const MONEY: [&str; 14] = [
        "dollar",
        "dollars",
        "dlrs",
        "dolar",
        "dolares",
        "dollari",
        "доллар",
        "долларов",
        "доллара",
        "pound",
        "pounds",
        "yen",
        "rupees",
        "francs",
    ];
    let is_money = |t: Option<&Token>| t.is_some_and(|t| t.gap == Gap::Soft && MONEY.contains(&t.key.as_str()));
    let before = hit.from.checked_sub(1).and_then(|i| tokens.get(i));
    text[hit.end..].starts_with('$')
        || is_money(tokens.get(hit.to))
        || tokens[hit.from].gap == Gap::Soft && before.is_some_and(|t| MONEY.contains(&t.key.as_str()))
}

/// The end of a news outlet's name that takes in a state's ("CNN Indonesia"), where one begins here.
fn outlet_end<'a>(tables: &'a [&'a Table], text: &str, tokens: &[Token], from: usize) -> Option<usize> {
    let outlet = |e: &Entry<'a>| e.row == Row::Outlet;
    let starts = tokens[from].capital && tokens.get(from + 1).is_some_and(|t| t.gap == Gap::Soft && t.capital);
    let hit = if starts { longest(tables, text, tokens, from, true, &outlet) } else { None };
    hit.filter(|h| h.from == from && h.to > from + 1).map(|h| h.to)
}

pub(crate) fn find(parties: &Parties, text: &str, lang: Option<&str>) -> Vec<Match> {
    let tables = parties.tables();
    let tokens = split_glued(&tables, text, tokens(text));
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let keep = |e: &Entry<'_>| named(e) && (e.extra.is_empty() || lang.is_none() || e.get("lang").is_none_or(|l| Some(l) == lang));
        let Some(mut hit) = longest(&tables, text, &tokens, i, true, &keep) else {
            i = outlet_end(&tables, text, &tokens, i).unwrap_or(i + 1);
            continue;
        };
        let t = &tokens[hit.from];
        let lone_small = !t.caseless && !t.capital && hit.to == hit.from + 1 && t.key.chars().count() < 4;
        if lone_small
            || shouted(&tokens, &hit)
            || borne(parties, text, &tokens, &hit)
            || of_money(text, &tokens, &hit)
            || is_numeral(&tokens, &hit)
        {
            i += 1;
            continue;
        }
        dotted(text, &tokens, &mut hit);
        // no date is known here: what a name stood for once comes after what it stands for now
        hit.entries.sort_by_key(|e| e.get("to").is_some());
        let e = hit.entries[0];
        let codes: Vec<String> = if e.row == Row::Person {
            let mut codes: Vec<String> = Vec::new();
            if let Some((_, offices)) = e.code.parse().ok().and_then(|id| people::person(&parties.people, id)) {
                for o in offices.iter().rev() {
                    if !codes.iter().any(|c| c == o.code) {
                        codes.push(o.code.to_owned());
                    }
                }
            }
            codes
        } else {
            let mut codes: Vec<String> = Vec::new();
            for e in hit.entries.iter().filter(|e| e.row != Row::Person) {
                if !codes.iter().any(|c| c == e.code) {
                    codes.push(e.code.to_owned());
                }
            }
            codes
        };
        out.push(Match {
            span: Span::new(hit.start, hit.end),
            kind: kind(e.row),
            codes,
            sector: Some(e.sector.to_owned()).filter(|s| !s.is_empty()),
            name: e.name.to_owned(),
        });
        i = hit.to;
    }
    out
}

/// "U.S." keeps its last full stop.
fn dotted(text: &str, tokens: &[Token], hit: &mut Hit<'_>) {
    if hit.to - hit.from > 1 && tokens[hit.from..hit.to].iter().all(|t| t.end - t.start == 1) && text[hit.end..].starts_with('.') {
        hit.end += 1;
    }
}

pub(crate) fn outlet<'a>(parties: &'a Parties, words: &str) -> Option<&'a str> {
    let tables: Vec<&'a Table> = parties.tables();
    let tokens = split_glued(&tables, words, tokens(words));
    let mut best: Option<(usize, &'a str)> = None;
    for table in &tables {
        for from in 0..tokens.len() {
            // "dawn" and "the standard" are words; "Dawn" may be the paper.
            if !tokens[from].capital && !tokens[from].caseless && from > 0 {
                continue;
            }
            for to in (from + 1..=tokens.len().min(from + 6)).rev() {
                let key = tokens[from..to].iter().map(|t| t.key.as_str()).collect::<Vec<_>>().join(" ");
                let found = table.code_of(&key, Row::Outlet).or_else(|| {
                    // Case endings: Рейтер, Рейтерс; Reuters'e.
                    let letters: Vec<usize> = key.char_indices().map(|(n, _)| n).collect();
                    (4..letters.len()).rev().take(3).find_map(|n| table.code_of(&format!("{}*", &key[..letters[n]]), Row::Outlet))
                });
                if let Some(code) = found
                    && best.is_none_or(|(len, _)| to - from > len)
                {
                    best = Some((to - from, code));
                }
            }
        }
    }
    best.map(|(_, code)| code)
}
