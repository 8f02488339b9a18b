//! What an edit may break, broken: no broken sentence may pass.

mod common;

use common::matter;
use proptest::prelude::*;
use sekutu_brief::{Document, Language, Matter, Sentence, Verdict, check, check_within};
use sekutu_model::{Event, Status};

/// The verdict on one sentence put into a document with the finished one's notes.
fn verdict(m: &Matter, d: &Document, text: &str, notes: &[usize]) -> Verdict {
    let refs: String = notes.iter().map(|n| format!("[^{n}]")).collect();
    let head = format!("<!-- sekutu-brief lang={} -->\n{text}{refs}\n", m.language.code());
    let whole = d.markdown();
    let defs: Vec<&str> = whole.lines().filter(|l| l.starts_with("[^")).collect();
    let found = check(&format!("{head}\n{}\n", defs.join("\n")), &m.claims);
    let mut mine = found.into_iter().filter(|f| f.line == 2).map(|f| f.verdict);
    let first = mine.next().unwrap_or(Verdict::NoEvidence);
    mine.fold(first, |a, b| if a == Verdict::Holds { b } else { a })
}

/// Every wrong version of a sentence, with what was done to it.
fn mutations(m: &Matter, s: &Sentence) -> Vec<(&'static str, String)> {
    let en = m.language == Language::En;
    let t = &s.text;
    let mut out: Vec<(&'static str, String)> = Vec::new();
    // a name for another, of the tables and of none
    let names = [
        "Iran",
        "Russia",
        "Rusia",
        "China",
        "the United States",
        "the US",
        "United States",
        "Amerika Serikat",
        "AS",
        "Syria",
        "Suriah",
        "John Kirby",
        "Kirby",
        "Vladimir Putin",
        "Ebrahim Raisi",
        "Hossein Amirabdollahian",
        "Newsweek",
        "Indian Ocean",
        "Samudra Hindia",
    ];
    for name in names {
        for (i, _) in t.match_indices(name) {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            if !edge(t[..i].chars().next_back()) || !edge(t[i + name.len()..].chars().next()) {
                continue;
            }
            for other in ["Brazil", "Emmanuel Macron", "Freedonia", "Zork Blorb", "NATO"] {
                out.push(("name", format!("{}{other}{}", &t[..i], &t[i + name.len()..])));
            }
        }
    }
    // who did it to whom, the other way round
    let mutual = m.source(&s.claims[0]).is_some_and(|c| c.claim.actor.len() > 1);
    if !mutual {
        let names = if en {
            ["Iran", "Russia", "China", "the United States", "the US"]
        } else {
            ["Iran", "Rusia", "China", "Amerika Serikat", "AS"]
        };
        for other in &names[1..] {
            let at = |n: &str| t.to_lowercase().find(&n.to_lowercase());
            if let (Some(_), Some(_)) = (at("Iran"), at(other)) {
                let capital = format!("{}{}", other[..1].to_uppercase(), &other[1..]);
                let swapped = t.replace("Iran", "\u{1}").replace(&capital, "Iran").replace(other, "Iran").replace('\u{1}', other);
                // a denial alone that changes hands is another mutation
                if swapped != *t {
                    out.push(("swap", swapped));
                }
            }
        }
    }
    // numbers and days
    for (i, c) in t.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let other = char::from_digit((c.to_digit(10).unwrap() + 3) % 10, 10).unwrap();
        out.push(("digit", format!("{}{other}{}", &t[..i], &t[i + 1..])));
    }
    let months = if en { ["November", "June"] } else { ["November", "Juni"] };
    for month in months {
        if t.contains(month) {
            out.push(("month", t.replace(month, if en { "March" } else { "Maret" })));
        }
    }
    for (a, b) in [
        ("twice", "five times"),
        ("three times", "four times"),
        ("tiga kali", "empat kali"),
        ("dua kali", "tujuh kali"),
        ("hundreds", "thousands"),
        ("14", "forty"),
        ("since", "in"),
        ("sejak", "pada"),
    ] {
        if t.contains(a) {
            out.push(("number", t.replace(a, b)));
        }
    }
    // the hedge, the plan, the negation, the denial, the speaker dropped
    let drops: &[(&str, &str)] = &[
        (" is alleged by John Kirby of the United States to have", " has"),
        ("is alleged to have", "has"),
        (" allegedly", ""),
        ("alleges that", "said that"),
        ("plans to ", ""),
        ("plan to ", ""),
        ("intend to ", ""),
        ("intends to ", ""),
        ("did not ", ""),
        ("did not ", "will "),
        ("denies having", "has"),
        ("denies having", "is alleged to have"),
        ("deny having", "have"),
        ("disebut ", ""),
        ("diduga ", ""),
        ("berencana ", ""),
        ("akan ", ""),
        ("tidak ", ""),
        ("tidak ", "akan "),
        ("membantah telah ", ""),
        ("membantah telah ", "disebut "),
        ("membantah telah ", "mengakui telah "),
        ("denies having sent", "has acknowledged sending"),
    ];
    for (a, b) in drops {
        if t.contains(a) {
            out.push(("mood", t.replacen(a, b, 1)));
        }
    }
    if let Some((a, rest)) = t.split_once(" is alleged by ")
        && let Some((who, b)) = rest.split_once(" to have ")
    {
        out.push(("hedge", format!("{a} has {b}")));
        out.push(("hedge", format!("According to {who}, {a} has {b}")));
    }
    if let Some((main, _)) = t.split_once("; ") {
        out.push(("denial dropped", format!("{main}.")));
    }
    let own = |c: &sekutu_model::Claim| {
        c.said_by.iter().all(|a| c.actor.iter().any(|p| p.party.code == a.code)) && matches!(c.event, Event::Accuse)
    };
    let said = m.source(&s.claims[0]).is_some_and(|c| !c.claim.said_by.is_empty() && !own(&c.claim) && c.claim.status != Status::Denied);
    if said {
        for lead in ["According to ", "Menurut "] {
            if let Some(rest) = t.strip_prefix(lead)
                && let Some((_, core)) = rest.split_once(", ")
            {
                let bare = core
                    .split_once(", ")
                    .filter(|_| core.starts_with("as quoted") || core.starts_with("seperti dikutip"))
                    .map_or(core, |c| c.1);
                let flat = bare.replace("diduga ", "");
                out.push(("speaker dropped", flat));
            }
        }
    }
    if said
        && let Some((core, who)) = t.rsplit_once(", ")
        && (who.ends_with(" said.") || who.starts_with("kata ") || who.starts_with("menurut "))
    {
        out.push(("speaker dropped", format!("{core}.").replace("disebut ", "")));
    }
    // a verdict, an act, a word of our own
    let extra: &[(&str, &str)] = if en {
        &[
            (" Iran ", " Iran’s ally "),
            (" to ", " secretly to "),
            ("sent", "sold"),
            ("met", "attacked"),
            ("praised", "condemned"),
            ("imposed sanctions", "gave aid"),
            ("acknowledged", "revealed"),
        ]
    } else {
        &[
            ("Iran", "sekutu Iran"),
            (" ke ", " diam-diam ke "),
            ("mengirim", "menjual"),
            ("bertemu", "menyerang"),
            ("memuji", "mengecam"),
            ("menjatuhkan sanksi", "memberi bantuan"),
            ("mengakui", "mengungkap"),
        ]
    };
    for (a, b) in extra {
        if t.contains(a) {
            out.push(("word", t.replacen(a, b, 1)));
        }
    }
    // flat becomes other than flat
    let flat = if en {
        [("sent ", "did not send "), ("met ", "plans to meet "), ("imposed ", "will impose "), ("praised", "did not praise")]
    } else {
        [
            ("mengirim ", "tidak mengirim "),
            ("bertemu ", "berencana bertemu "),
            ("menjatuhkan ", "akan menjatuhkan "),
            ("memuji", "tidak memuji"),
        ]
    };
    for (a, b) in flat {
        if t.contains(a) && !t.contains(b.trim()) {
            out.push(("mood", t.replacen(a, b, 1)));
        }
    }
    // quoted words changed
    if let Some((a, rest)) = t.split_once('“')
        && let Some((q, b)) = rest.split_once('”')
    {
        out.push(("quotation", format!("{a}“{q} palsu”{b}")));
        out.push(("quotation", format!("{a}“{}”{b}", &q[..q.len() - 1])));
    }
    // something said besides
    out.push(("insert", t.replace('.', if en { " and attacked Brazil." } else { " dan menyerang Brasil." })));
    out.push(("insert", t.replace('.', if en { " with nuclear warheads." } else { " dengan hulu ledak nuklir." })));
    out.push(("uncited", format!("{} {t}", if en { "Iran attacked Russia." } else { "Iran menyerang Rusia." })));
    out.retain(|(_, x)| x != t);
    out
}

#[test]
fn every_mutation_is_found() {
    let mut tried = 0;
    let mut missed = Vec::new();
    for language in [Language::En, Language::Id] {
        let m = matter(language);
        let d = Document::of(&m);
        for s in d.sections.iter().flat_map(|s| &s.sentences) {
            assert_eq!(verdict(&m, &d, &s.text, &s.notes), Verdict::Holds, "{}", s.text);
            for (what, text) in mutations(&m, s) {
                tried += 1;
                if verdict(&m, &d, &text, &s.notes) == Verdict::Holds {
                    missed.push(format!("{what}: {} → {text}", s.text));
                }
            }
            // the references of another sentence
            for other in d.sections.iter().flat_map(|s| &s.sentences).filter(|o| o.notes.iter().all(|n| !s.notes.contains(n))) {
                let same = |x: &Sentence| {
                    let c = &m.source(&x.claims[0]).unwrap().claim;
                    (c.event, c.status, c.actor.iter().map(|p| p.party.code.clone()).collect::<Vec<_>>())
                };
                tried += 1;
                if same(s) != same(other) && verdict(&m, &d, &s.text, &other.notes) == Verdict::Holds {
                    missed.push(format!("references: {} with those of {}", s.text, other.text));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of {tried} missed:\n{}", missed.len(), missed.join("\n"));
    assert!(tried > 500, "{tried}");
}

#[test]
fn a_footnote_changed_by_hand_is_found() {
    let m = matter(Language::En);
    let text = Document::of(&m).markdown();
    let changed = text.replace("may have sent hundreds", "has sent hundreds");
    assert_ne!(text, changed);
    assert!(check_within(&changed, &m).iter().any(|f| f.sentence.starts_with("[^") || matches!(f.verdict, Verdict::Fails { .. })));
    let gone = text.replace("claim:c14", "claim:c99");
    assert!(check_within(&gone, &m).iter().any(|f| f.verdict == Verdict::NoEvidence));
    let title = text.replace("who did what", "who is to blame");
    assert!(check_within(&title, &m).iter().any(|f| f.verdict == Verdict::NoEvidence));
}

#[test]
fn an_edit_that_keeps_to_its_claims_holds() {
    let check = |language: Language, text: &str, ids: &[&str]| {
        let m = matter(language);
        let d = Document::of(&m);
        let notes: Vec<usize> = ids.iter().map(|id| d.notes.iter().find(|n| n.claim == *id).unwrap().number).collect();
        assert_eq!(verdict(&m, &d, text, &notes), Verdict::Holds, "{text}");
    };
    check(Language::En, "Washington imposed sanctions on Tehran on Tuesday, 15 November 2022.", &["c14"]);
    check(Language::En, "On November 15, 2022, the US sanctioned Iran.", &["c14"]);
    check(Language::En, "Putin held a call with Raisi on 12 November.", &["c08"]);
    check(Language::En, "China has bought “oil” from Iran since 2012.", &["c19"]);
    check(Language::Id, "Rusia bertemu dengan Iran pada Sabtu, 12 November 2022.", &["c07"]);
    check(Language::Id, "Beijing tidak mengecam Teheran.", &["c10"]);
    assert_eq!(Event::ALL.len(), 16);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_check(text in "\\PC{0,200}", tail in "[\\[\\]^0-9“”\"*.;,\\\\ A-Za-z–]{0,120}") {
        let m = matter(Language::En);
        let _ = check(&format!("{text}\n{tail}[^1]\n[^1]: claim:c14"), &m.claims);
    }
}
