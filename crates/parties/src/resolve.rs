//! From a name or description to a coded party.
//!
//! The words are cut into known names, agent nouns, titles and prepositions. The party is the name that the phrase is about, not
//! one that stands after "to", "against" or before "-backed"; the sector is the head noun's.

use crate::fold::{Gap, Token, key, tokens};
use crate::people::{self, Office};
use crate::table::{Entry, Hit, Row, longest, split_glued};
use crate::{Kind, Parties, Party, Query, Resolution};

/// How sure each way of finding a party has proved to be.
const SURE: f32 = 0.97;
const LIKELY: f32 = 0.88;
const GUESS: f32 = 0.6;

/// A piece of the phrase.
struct Piece<'a> {
    entry: Entry<'a>,
    at: usize,
    to: usize,
    zone: Zone,
}

/// Where a name stands in its phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Zone {
    /// In what the phrase is about.
    Main,
    /// After "in", "from", or with a locative ending: the party where nothing better is named.
    Where,
    /// After "to", "against", before "-backed": never the party.
    Object,
}

fn nobody(kind: Kind, why: impl Into<String>) -> Resolution {
    Resolution {
        party: None,
        kind,
        country: None,
        person: None,
        role: None,
        confidence: if kind == Kind::Pronoun { SURE } else { 0.3 },
        why: why.into(),
    }
}

/// Which of several meanings of a name holds: those with context words first where the context has one of them, else those without;
/// dated ones only on their dates.
fn choose<'a>(q: &Query<'_>, hit: &Hit<'a>, around: &[String]) -> Option<Entry<'a>> {
    let dated = |e: &&Entry<'a>| match (e.get("from"), e.get("to")) {
        (None, None) => true,
        (from, to) => match q.date {
            Some(d) => people::holds(from.unwrap_or(""), to.unwrap_or(""), d),
            None => to.is_none(),
        },
    };
    let fits = |e: &&Entry<'a>| e.get("ctx").is_some_and(|c| c.split(',').any(|w| around.iter().any(|a| a.contains(w))));
    let lang = |e: &&Entry<'a>| e.get("lang").is_none_or(|l| q.lang.is_none_or(|q| q == l));
    let all = || hit.entries.iter().filter(dated).filter(lang);
    all().find(fits).or_else(|| all().find(|e| e.get("ctx").is_none())).copied()
}

fn head_last(lang: Option<&str>, pieces: &[Piece<'_>]) -> bool {
    let lang = lang.filter(|l| *l != "-").map(str::to_owned).or_else(|| {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for p in pieces.iter().filter(|p| !matches!(p.entry.lang, "-" | "")) {
            match counts.iter_mut().find(|c| c.0 == p.entry.lang) {
                Some(c) => c.1 += if p.entry.row >= Row::Title { 2 } else { 1 },
                None => counts.push((p.entry.lang, 1)),
            }
        }
        counts.into_iter().max_by_key(|c| c.1).map(|c| c.0.to_owned())
    });
    matches!(lang.as_deref(), None | Some("en" | "de" | "tr" | "zh" | "hi"))
}

fn is_name(row: Row) -> bool {
    matches!(row, Row::State | Row::People | Row::Seat | Row::Org | Row::Group | Row::Inst | Row::Person | Row::Place)
}

fn is_country(row: Row) -> bool {
    matches!(row, Row::State | Row::People | Row::Seat)
}

/// Words that the sector of a body or a person's does not outlast: "Trump supporters".
fn outside(sector: &str) -> bool {
    matches!(
        sector,
        "CVL"
            | "OPP"
            | "REF"
            | "JRN"
            | "LAB"
            | "NGO"
            | "EDU"
            | "REB"
            | "UAF"
            | "CRM"
            | "AGR"
            | "BUS"
            | "REL"
            | "MED"
            | "PTY"
            | "SET"
            | "LEG"
            | "JUD"
            | "MIL"
            | "COP"
            | "SPY"
    )
}

pub(crate) fn resolve(parties: &Parties, q: &Query<'_>) -> Resolution {
    let text = q.text.trim_matches(|c: char| c.is_whitespace() || "\"'“”‘’«»„()[]「」《》,.;:".contains(c)).trim();
    let tables = parties.tables();
    let toks = split_glued(&tables, text, tokens(text));
    if toks.is_empty() {
        return nobody(Kind::Unknown, "no words");
    }
    let around: Vec<String> = [key(q.context), key(q.text)].into();
    let first = phrase(parties, q, text, &toks, &around, true);
    if first.party.is_some() || first.kind != Kind::Unknown {
        return first;
    }
    // Nothing was found as written: once more without regard to capitals ("saudi arabia", "TEHRAN" in a headline).
    let loose = phrase(parties, q, text, &toks, &around, false);
    if loose.party.is_some() && (toks.len() > 1 || toks[0].key.chars().count() > 3) {
        return loose;
    }
    apposition(parties, q, text, &toks).unwrap_or(first)
}

/// Who the passage says that a name is: "Ghana's president, Nana X", "X, the Georgian defence minister,".
fn apposition(parties: &Parties, q: &Query<'_>, text: &str, name: &[Token]) -> Option<Resolution> {
    if q.context.is_empty()
        || !name.iter().all(|t| (t.capital && !t.upper) || t.caseless)
        || name.len() > 5
        || (name[0].caseless && text.chars().count() < 4)
    {
        return None;
    }
    let words = tokens(q.context);
    let at = words.windows(name.len()).position(|w| w.iter().zip(name).all(|(a, b)| a.key == b.key))?;
    let end = at + name.len();
    let mut from = at;
    let mut commas = 0;
    while from > 0 && at - from < 7 {
        if words[from].gap == Gap::Hard {
            commas += 1;
            if commas > 1 || !q.context[words[from - 1].end..words[from].start].starts_with(',') {
                break;
            }
        }
        from -= 1;
    }
    let mut to = end;
    if words.get(end).is_some_and(|w| w.gap == Gap::Hard && q.context[words[end - 1].end..w.start].starts_with([',', '，', '،', '('])) {
        to += 1;
        while to < words.len() && to - end < 8 && words[to].gap != Gap::Hard {
            to += 1;
        }
    }
    let spans = [(end < to).then(|| (words[end].start, words[to - 1].end)), (from < at).then(|| (words[from].start, words[at - 1].end))];
    for (start, stop) in spans.into_iter().flatten() {
        let part = q.context[start..stop].trim();
        let inner = Query { text: part, context: "", ..*q };
        let toks = split_glued(&parties.tables(), part, tokens(part));
        if toks.is_empty() {
            continue;
        }
        let r = phrase(parties, &inner, part, &toks, &[key(q.context)], true);
        let described = matches!(r.kind, Kind::Agents | Kind::Institution | Kind::Group | Kind::Organisation)
            && r.party.as_ref().is_some_and(|p| p.code.is_some() && p.sector.is_some());
        if described {
            return Some(Resolution {
                person: Some(text.to_owned()),
                kind: Kind::Person,
                confidence: GUESS,
                why: format!("{} stands beside {}", quoted(text), quoted(part)),
                ..r
            });
        }
    }
    None
}

/// Drops names that are part of an unknown longer one: "Rolando Mendoza" is no city, "John McCarthy" no senator of that surname.
fn surnames(text: &str, toks: &[Token], pieces: &mut Vec<Piece<'_>>, unknown: &mut Vec<usize>) {
    let described = pieces.iter().any(|p| p.entry.row == Row::Agent);
    let strange =
        |i: usize, unknown: &[usize]| unknown.contains(&i) && toks[i].capital && !toks[i].caseless && toks[i].key.chars().count() > 1;
    let mut dropped: Vec<usize> = Vec::new();
    // two known surnames side by side are somebody else's name: "Anwar Abbas" is neither Anwar Ibrahim nor Mahmoud Abbas
    let lone = |p: &Piece<'_>| p.entry.row == Row::Person && p.to - p.at == 1;
    let stranger =
        |a: &Piece<'_>, b: &Piece<'_>| lone(a) && lone(b) && a.to == b.at && a.entry.code != b.entry.code && toks[b.at].gap == Gap::Soft;
    let pairs: Vec<usize> = pieces.windows(2).filter(|w| stranger(&w[0], &w[1])).flat_map(|w| [w[0].at, w[1].at]).collect();
    pieces.retain(|p| {
        if pairs.contains(&p.at) && lone(p) {
            dropped.push(p.at);
            return false;
        }
        let before = p.at > 0 && strange(p.at - 1, unknown) && toks[p.at].gap == Gap::Soft;
        let after = p.to < toks.len() && strange(p.to, unknown) && toks[p.to].gap == Gap::Soft && !text[..toks[p.to].start].ends_with('-');
        let drop = match p.entry.row {
            Row::Person => (before && p.to - p.at == 1) || (after && p.to - p.at <= 2),
            Row::Place => (before || after) && p.to - p.at == 1 && !described,
            // "Real Madrid", "Dinamo Moscow"; but "DKI Jakarta" and "Greater London" are the city
            Row::Seat => before && p.to == toks.len() && p.at > 0 && !toks[p.at - 1].upper && !described && is_club(&toks[p.at - 1].key),
            Row::People => before && p.to - p.at == 1 && p.to == toks.len() || after && p.at == 0 && p.to + 1 == toks.len() && !described,
            Row::State => {
                (before || after)
                    && toks.len() == 2
                    && p.to - p.at == 1
                    && ["jordan", "chad", "georgia", "israel"].contains(&toks[p.at].key.as_str())
            }
            _ => false,
        };
        if drop {
            dropped.extend(p.at..p.to);
        }
        !drop
    });
    unknown.extend(dropped);
    unknown.sort_unstable();
}

/// Words before a city's name that make it a club's.
fn is_club(word: &str) -> bool {
    const CLUBS: [&str; 14] = [
        "real",
        "atletico",
        "inter",
        "dinamo",
        "dynamo",
        "dynamos",
        "sparta",
        "lokomotiv",
        "spartak",
        "sporting",
        "racing",
        "partizan",
        "hertha",
        "olympique",
    ];
    CLUBS.contains(&word)
}

#[allow(clippy::too_many_lines)]
fn phrase(parties: &Parties, q: &Query<'_>, text: &str, toks: &[Token], around: &[String], strict: bool) -> Resolution {
    let tables = parties.tables();
    let keep = |e: &Entry<'_>| e.row != Row::Outlet && (!e.has("whole") || toks.len() == 1 || e.case == 'l');
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let (mut zone, mut former, mut drop_next) = (Zone::Main, false, false);
    let mut unknown: Vec<usize> = Vec::new();
    let mut i = 0;
    while i < toks.len() {
        let Some(hit) = longest(&tables, text, toks, i, strict, &keep) else {
            unknown.push(i);
            i += 1;
            continue;
        };
        let whole = hit.to - hit.from == toks.len();
        let Some(entry) = choose(q, &hit, around).filter(|e| !e.has("whole") || whole) else {
            unknown.push(i);
            i += 1;
            continue;
        };
        i = hit.to;
        if entry.row == Row::Word {
            let any = !pieces.is_empty();
            match entry.code {
                "pronoun" if whole || (hit.from == 0 && !any && hit.to == toks.len()) => {
                    return nobody(Kind::Pronoun, format!("{text:?} stands for a name elsewhere"));
                }
                "junk" if whole => return nobody(Kind::Unknown, format!("{text:?} names nobody")),
                "loc" if any => zone = if zone == Zone::Object { zone } else { Zone::Where },
                "dir" if any => zone = Zone::Object,
                "former" => former = true,
                "backed-after" => {
                    if let Some(p) = pieces.iter_mut().rev().find(|p| is_name(p.entry.row)) {
                        p.zone = Zone::Object;
                    }
                }
                "backed-before" => drop_next = true,
                _ => {}
            }
            continue;
        }
        let mut z = zone;
        if is_name(entry.row) {
            if drop_next {
                z = Zone::Object;
                drop_next = false;
            }
            // Turkish and Hindi put "in" after the name.
            if let Some(next) = toks.get(hit.to)
                && ((next.gap == Gap::Apostrophe
                    && ["da", "de", "ta", "te", "daki", "deki", "taki", "teki", "dan", "den", "tan", "ten"].contains(&next.key.as_str()))
                    || ["में", "स्थित"].contains(&next.key.as_str()))
                && z == Zone::Main
                && hit.to + 1 < toks.len()
            {
                z = Zone::Where;
            }
        }
        pieces.push(Piece { entry, at: hit.from, to: hit.to, zone: z });
    }
    surnames(text, toks, &mut pieces, &mut unknown);
    if !strict {
        // Without capitals to go by, a name counts only where it is all there is, function words and nouns that we know aside: "para bintang" is no Pará.
        let own = unknown.is_empty();
        pieces.retain(|p| !is_name(p.entry.row) || p.to - p.at == toks.len() || own && p.to - p.at + 1 >= toks.len());
    }
    if pieces.is_empty() {
        return nobody(Kind::Unknown, format!("{text:?} is in no table"));
    }
    let last_head = head_last(q.lang, &pieces);
    // A member of an organisation is named by its own name: "NATO member Turkey".
    let member = pieces.iter().any(|p| p.entry.row == Row::Title && p.entry.code == "member");
    let agents = |z: Zone| pieces.iter().filter(move |p| p.entry.row == Row::Agent && p.zone == z);
    let head_agent = {
        // Before the first "of" in head-last languages the last noun leads; elsewhere the first.
        let of = toks.iter().position(|t| matches!(t.key.as_str(), "of" | "von" | "der" | "des")).filter(|_| last_head);
        let main: Vec<&Piece<'_>> = agents(Zone::Main).collect();
        let before: Vec<&&Piece<'_>> = main.iter().filter(|p| of.is_none_or(|o| p.at < o)).collect();
        if last_head { before.last().map(|p| **p).or_else(|| main.last().copied()) } else { main.first().copied() }
    }
    .or_else(|| agents(Zone::Where).next());
    let title = pieces.iter().find(|p| p.entry.row == Row::Title && p.entry.code != "member" && p.zone != Zone::Object);
    let names = |z: Zone| pieces.iter().filter(move |p| is_name(p.entry.row) && p.zone == z);
    let pick = |z: Zone| -> Option<&Piece<'_>> {
        if let Some(p) = names(z).find(|p| p.entry.row == Row::Person) {
            // A person's name beats the state before it, but "Park" alone is no person in "Korean Park Service".
            return Some(p);
        }
        if let Some(p) = names(z).find(|p| p.entry.row == Row::Group) {
            return Some(p);
        }
        let mut order: Vec<&Piece<'_>> = names(z).collect();
        if member && order.len() > 1 && order[0].entry.row == Row::Org {
            order.remove(0);
        }
        let inst = order.iter().find(|p| p.entry.row == Row::Inst).copied();
        let state = order.iter().find(|p| is_country(p.entry.row)).copied();
        // a court or parliament named by a word that many states use ("Mahkamah Agung AS") is that of the state beside it
        if let (Some(i), Some(s)) = (inst, state)
            && matches!(i.entry.sector, "JUD" | "LEG")
            && !i.entry.code.is_empty()
            && i.entry.code != s.entry.code
        {
            return Some(s);
        }
        match (order.iter().find(|p| p.entry.row != Row::Place).or(order.first()), inst) {
            (Some(n), Some(i)) if is_country(n.entry.row) && state.is_some_and(|s| s.entry.code == i.entry.code) => Some(i),
            (Some(n), Some(i)) if is_country(n.entry.row) && n.entry.row == Row::People && i.entry.code.is_empty() => Some(i),
            (n, _) => n.copied(),
        }
    };
    let name = pick(Zone::Main).or_else(|| pick(Zone::Where));
    // Those who protest against something are the opposition.
    let against = toks.iter().any(|t| t.key.len() > 6 && t.key.starts_with("anti"));
    let sector_of_agent = head_agent.map(|p| if against && p.entry.sector == "CVL" { "OPP" } else { p.entry.sector });
    let found = name.map(|n| n.entry);
    let mut context_country: Option<(String, String)> = None;
    let Some(entry) = found else {
        // Described, no name.
        let sector = match (sector_of_agent, title) {
            (Some(s), _) => s,
            (None, Some(t)) => {
                if former {
                    "ELI"
                } else {
                    t.entry.sector
                }
            }
            (None, None) => return nobody(Kind::Unknown, format!("{text:?} names nobody known")),
        };
        let sector = if former && title.is_some() && matches!(sector, "GOV" | "MIL" | "COP" | "SPY" | "LEG") { "ELI" } else { sector };
        if matches!(sector, "") {
            return nobody(Kind::Unknown, format!("{text:?} names nobody known"));
        }
        if !q.context.is_empty() && pieces.iter().all(|p| p.zone != Zone::Object || !is_country(p.entry.row)) {
            context_country = from_context(parties, q);
        }
        let (code, name) = context_country.clone().map_or((None, String::new()), |(c, n)| (Some(c), n));
        let why = match &code {
            Some(c) => format!("{} are {sector}; the passage is mostly about {c}", quoted(text)),
            None => format!("{} tells the sector {sector} and no country", quoted(text)),
        };
        let role = title.map(|t| t.entry.code.to_owned()).filter(|c| !c.is_empty() && !c.starts_with('~'));
        return Resolution {
            country: code.clone().filter(|c| c.len() == 3),
            party: Some(Party { code: code.clone(), sector: Some(sector.to_owned()), name }),
            kind: Kind::Agents,
            person: person_name(text, toks, &unknown, title.is_some()),
            role,
            confidence: if code.is_some() { 0.45 } else { 0.5 },
            why,
        };
    };
    let p = name.map_or(Zone::Main, |n| n.zone);
    let sure = if p == Zone::Main { if pieces.len() == 1 && unknown.is_empty() { SURE } else { LIKELY } } else { GUESS };

    if entry.row == Row::Person {
        let Some((usual, offices)) = entry.code.parse().ok().and_then(|id| people::person(&parties.people, id)) else {
            return nobody(Kind::Unknown, "a person without offices");
        };
        let state = pieces.iter().find(|p| is_country(p.entry.row) && p.zone == Zone::Main).map(|p| p.entry.code);
        return of_person(q, text, usual, &offices, sector_of_agent.filter(|s| outside(s)), former, title.is_some(), state, sure);
    }
    let (code, country) = codes(&entry);
    let own = entry.sector;
    let described = if entry.row == Row::Place { "" } else { own };
    let body = pieces.iter().find(|p| p.entry.row == Row::Inst && p.zone == Zone::Main && matches!(p.entry.sector, "JUD" | "LEG"));
    let mut sector = match (sector_of_agent, title) {
        (None, None) if is_country(entry.row) && body.is_some() => body.map_or("", |b| b.entry.sector),
        (Some(s), _) if entry.row == Row::Inst && !outside(s) => own,
        (Some(s), _)
            if entry.row == Row::Inst && matches!((own, s), ("MIL" | "COP" | "SPY" | "LEG" | "REB" | "PTY", "MIL" | "COP" | "GOV")) =>
        {
            own
        }
        (Some(s), _)
            if entry.row == Row::Group
                && matches!(s, "MIL" | "REB" | "UAF" | "PTY" | "GOV" | "OPP" | "CVL" | "COP" | "CRM" | "REL" | "SPY" | "LEG" | "JUD") =>
        {
            if own.is_empty() {
                s
            } else {
                own
            }
        }
        (Some(s), _) => s,
        (None, Some(t)) if matches!(entry.row, Row::Inst | Row::Group | Row::Org) && !own.is_empty() => {
            if t.entry.sector == "GOV" || t.entry.sector.is_empty() { own } else { t.entry.sector }
        }
        (None, Some(t)) if entry.row == Row::Org => {
            if t.entry.sector == "GOV" {
                ""
            } else {
                t.entry.sector
            }
        }
        (None, Some(t)) => t.entry.sector,
        (None, None) => described,
    }
    .to_owned();
    // "Pyongyang" acts as the government, "di Pyongyang" and "Minsk police" do not.
    if former
        && (title.is_some() || matches!(entry.row, Row::Inst))
        && sector_of_agent.is_none_or(|s| matches!(s, "GOV" | "MIL" | "COP" | "SPY" | "LEG"))
        && sector != "REB"
    {
        "ELI".clone_into(&mut sector);
    }
    let kind = match (entry.row, sector_of_agent.is_some() || title.is_some()) {
        (Row::Group, _) => Kind::Group,
        (Row::Org, _) => Kind::Organisation,
        (Row::Inst, _) => Kind::Institution,
        (_, true) => Kind::Agents,
        (row, false) => crate::find::kind(row),
    };
    let role = title.map(|t| t.entry.code.to_owned()).filter(|c| !c.is_empty() && !c.starts_with('~'));
    let mut person = person_name(text, toks, &unknown, title.is_some());
    if let (Some(r), Some(d), None, false, true) = (&role, q.date, &person, former, is_country(entry.row)) {
        person = people::holder(parties, entry.code, r, d).map(str::to_owned);
    }
    let why = match (&person, &role) {
        (Some(who), Some(r)) => format!("the {r} of {}: {who}", entry.name),
        _ if sector_of_agent.is_some() => format!("{} {}", entry.name, sector),
        _ if p == Zone::Where => format!("a place in {}", entry.name),
        _ => entry.name.to_owned(),
    };
    let why = format!("{} is {why}", quoted(text));
    Resolution {
        party: Some(Party { code: Some(code.to_owned()), sector: Some(sector).filter(|s| !s.is_empty()), name: entry.name.to_owned() }),
        kind,
        country,
        person,
        role,
        confidence: sure,
        why,
    }
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// A row's party code and the country behind it.
fn codes<'a>(e: &Entry<'a>) -> (&'a str, Option<String>) {
    let country = match e.get("c") {
        Some(c) => Some(c.to_owned()).filter(|c| c != "-"),
        None if e.row == Row::Org => Some("IGO".to_owned()),
        None if e.code.len() == 3 && e.row != Row::Group => Some(e.code.to_owned()),
        None => None,
    };
    (e.code, country)
}

#[allow(clippy::too_many_arguments)]
fn of_person(
    q: &Query<'_>,
    text: &str,
    usual: &str,
    offices: &[Office<'_>],
    agent: Option<&str>,
    former: bool,
    titled: bool,
    state: Option<&str>,
    sure: f32,
) -> Resolution {
    let (mut office, mut holds) = people::current(offices, q.date);
    // "Ukraine's President X": the country that the words name, where the person served several.
    if let Some(s) = state
        && office.is_some_and(|o| o.code != s)
        && let Some(o) = offices.iter().rev().find(|o| o.code == s)
    {
        office = Some(*o);
        holds = q.date.is_none_or(|d| people::holds(o.from, o.to, d));
    }
    let Some(o) = office else { return nobody(Kind::Unknown, "a person without offices") };
    let before = q.date.is_some_and(|d| !o.from.is_empty() && d.to_string().as_str() < o.from);
    let sector = match agent {
        Some(s) => s,
        None if former => "ELI",
        None if holds || (titled && q.date.is_none()) => o.sector,
        None if before => "ELI",
        None if matches!(o.sector, "REB" | "OPP" | "PTY" | "REL" | "BUS" | "CVL" | "JRN" | "UAF" | "CRM" | "NGO") => o.sector,
        None => "ELI",
    };
    let (code, country) = match GROUPS.iter().find(|g| g.0 == o.code) {
        Some((code, country)) => (*code, Some((*country).to_owned())),
        None => (o.code, Some(o.code.to_owned()).filter(|c| c.len() == 3)),
    };
    let what = match (holds, o.role) {
        (true, "") => format!("in office for {}", o.code),
        (true, r) => format!("{r} ({})", o.code),
        (false, "") => format!("formerly in office for {}", o.code),
        (false, r) if before => format!("later {r} ({})", o.code),
        (false, r) => format!("former {r} ({})", o.code),
    };
    Resolution {
        party: Some(Party {
            code: Some(code.to_owned()),
            sector: Some(sector.to_owned()),
            name: if agent.is_some() { text.to_owned() } else { usual.to_owned() },
        }),
        kind: if agent.is_some() { Kind::Agents } else { Kind::Person },
        country,
        person: agent.is_none().then(|| usual.to_owned()),
        role: Some(o.role.to_owned()).filter(|r| !r.is_empty()),
        confidence: sure,
        why: format!("{usual}, {what}"),
    }
}

/// Countries behind the groups and organisations that people lead.
const GROUPS: [(&str, &str); 17] = [
    ("HAMAS", "PSE"),
    ("PIJ", "PSE"),
    ("FATAH", "PSE"),
    ("PLO", "PSE"),
    ("HEZBOLLAH", "LBN"),
    ("TALIBAN", "AFG"),
    ("HOUTHI", "YEM"),
    ("PKK", "TUR"),
    ("SDF", "SYR"),
    ("HTS", "SYR"),
    ("RSF", "SDN"),
    ("WAGNER", "RUS"),
    ("FARC", "COL"),
    ("LTTE", "LKA"),
    ("UN", "UNO"),
    ("EU", "EUR"),
    ("NATO", "IGO"),
];

/// Capitalised words that the tables do not know, beside a title: the office holder's name.
fn person_name(text: &str, toks: &[Token], unknown: &[usize], titled: bool) -> Option<String> {
    if !titled {
        return None;
    }
    let run: Vec<usize> =
        unknown.iter().copied().filter(|&i| toks[i].capital && !toks[i].caseless && toks[i].key.chars().count() > 1).collect();
    let (first, last) = (*run.first()?, *run.last()?);
    (last - first < 6).then(|| text[toks[first].start..toks[last].end].to_owned())
}

/// The state that a passage is mostly about, the first named of equals; a guess.
fn from_context(parties: &Parties, q: &Query<'_>) -> Option<(String, String)> {
    let mut seen: Vec<(String, String, usize)> = Vec::new();
    for m in crate::find::find(parties, q.context, q.lang) {
        if !matches!(m.kind, Kind::State | Kind::Institution | Kind::Person | Kind::Place) {
            continue;
        }
        let Some(code) = m.codes.first().filter(|c| c.len() == 3) else { continue };
        let weight = if matches!(m.kind, Kind::State | Kind::Institution) { 2 } else { 1 };
        match seen.iter_mut().find(|s| s.0 == *code) {
            Some(s) => s.2 += weight,
            None => seen.push((code.clone(), m.name.clone(), weight)),
        }
    }
    let total: usize = seen.iter().map(|s| s.2).sum();
    let best = seen.into_iter().rev().max_by_key(|s| s.2)?;
    (best.2 * 3 >= total).then_some((best.0, best.1))
}
