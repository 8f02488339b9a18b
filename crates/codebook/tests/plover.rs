//! The builtin codebook: what it defines, and what a broken one is told.

use sekutu_codebook::{Codebook, CodebookError};
use sekutu_model::{Event, Quad, Status};

/// The reader's modes, in the order in which it numbers them: a copy of training/corpus.py's MODES.
const MODES: &[(Event, &str)] = &[
    (Event::Consult, "visit phone third-party multilateral"),
    (Event::Retreat, "withdraw release return disarm ceasefire access resign ease"),
    (Event::Request, "assist change yield meet"),
    (Event::Accuse, "disapprove investigate allege"),
    (Event::Reject, "assist change yield meet"),
    (Event::Threaten, "restrict ban arrest relations expel territory violence"),
    (Event::Protest, "demo riot strike hunger boycott obstruct"),
    (Event::Sanction, "convict expel withdraw discontinue"),
    (Event::Mobilize, "troops weapons police militia"),
    (Event::Coerce, "seize restrict ban censor curfew martial-law arrest deport withhold misinform cyber"),
    (
        Event::Assault,
        "abduct beat torture execute sexual assassinate primitive firearms explosives suicide-attack heavy-weapons aerial drone crowd-control cleansing massacre unconventional",
    ),
];

/// A copy of training/corpus.py's CONTEXTS.
const CONTEXTS: &str = "political military economic diplomatic resource culture disease disaster refugee migration legal terrorism election legislative executive cyber corruption rights territory humanitarian intelligence peacekeeping environment crime religion nuclear";

fn book() -> &'static Codebook {
    Codebook::builtin()
}

#[test]
fn modes_and_contexts_are_the_readers() {
    for event in Event::ALL {
        let expect: Vec<&str> = MODES.iter().find(|(e, _)| e == event).map(|(_, m)| m.split(' ').collect()).unwrap_or_default();
        let modes: Vec<&str> = book().modes(*event).iter().map(|m| m.term.name.as_str()).collect();
        assert_eq!(modes, expect, "{event}");
    }
    let contexts: Vec<&str> = book().contexts().iter().map(|c| c.name.as_str()).collect();
    assert_eq!(contexts, CONTEXTS.split(' ').collect::<Vec<_>>());
}

#[test]
fn everything_is_defined_in_both_languages() {
    for event in Event::ALL {
        for lang in ["en", "id"] {
            assert!(book().definition(*event, lang).ends_with('.'), "{event} {lang}");
            assert!(!book().verb(*event, lang).is_empty(), "{event} {lang}");
        }
        assert_ne!(book().definition(*event, "en"), book().definition(*event, "id-ID"));
        let terms = book().modes(*event).iter().map(|m| &m.term).chain(book().contexts());
        for term in terms {
            assert!(!term.definition("en").is_empty() && term.definition("en") != term.definition("id"), "{event} {}", term.name);
        }
    }
}

#[test]
fn the_two_slips_are_settled() {
    assert_eq!(book().quad(Event::Sanction), Quad::MaterialConflict);
    assert_eq!(book().weight(Event::Accuse, None), -3.0);
}

#[test]
fn weights_agree_with_the_quad() {
    for event in Event::ALL {
        let modes = book().modes(*event).iter().map(|m| Some(m.term.name.as_str()));
        for mode in modes.chain([None]) {
            let w = book().weight(*event, mode);
            match book().quad(*event) {
                Quad::VerbalCooperation | Quad::MaterialCooperation => assert!(w > 0.0, "{event} {mode:?} {w}"),
                Quad::VerbalConflict | Quad::MaterialConflict => assert!(w <= 0.0, "{event} {mode:?} {w}"),
            }
        }
    }
    assert_eq!(book().weight(Event::Consult, Some("no such mode")), book().weight(Event::Consult, None));
}

#[test]
fn cameo_where_it_is_clear() {
    let check = |event, mode: Option<&str>, status, expect: Option<&str>| {
        assert_eq!(book().cameo(event, mode, status), expect, "{event} {mode:?} {status}")
    };
    check(Event::Consult, Some("visit"), Status::Reported, Some("042"));
    check(Event::Consult, Some("multilateral"), Status::Reported, Some("040"));
    check(Event::Consult, Some("visit"), Status::Planned, Some("036"));
    check(Event::Aid, None, Status::Reported, Some("070"));
    check(Event::Aid, None, Status::Alleged, Some("070"));
    check(Event::Aid, None, Status::Denied, Some("070"));
    check(Event::Aid, None, Status::Planned, Some("033"));
    check(Event::Assault, Some("drone"), Status::Reported, Some("195"));
    check(Event::Assault, Some("drone"), Status::Planned, Some("1384"));
    check(Event::Assault, None, Status::Planned, Some("138"));
    check(Event::Assault, None, Status::Reported, None);
    check(Event::Coerce, Some("seize"), Status::Planned, Some("130"));
    check(Event::Coerce, Some("seize"), Status::Reported, None); // property is 171, territory 192
    check(Event::Sanction, Some("convict"), Status::Reported, None);
    check(Event::Request, None, Status::Planned, None);
}

#[test]
fn planned_codes_are_intents_and_threats() {
    for event in Event::ALL {
        let modes = book().modes(*event).iter().map(|m| Some(m.term.name.as_str()));
        for mode in modes.chain([None]) {
            if let Some(code) = book().cameo(*event, mode, Status::Planned) {
                assert!(code.starts_with("03") || code.starts_with("13"), "{event} {mode:?} {code}");
            }
        }
    }
}

/// The builtin codebook with one change.
fn with(from: &str, to: &str) -> Result<Codebook, CodebookError> {
    assert!(Codebook::BUILTIN_TOML.contains(from), "{from}");
    Codebook::parse(&Codebook::BUILTIN_TOML.replacen(from, to, 1))
}

fn line(of: &str) -> usize {
    Codebook::BUILTIN_TOML.lines().position(|l| l.contains(of)).map_or(0, |i| i + 1)
}

#[test]
fn a_users_codebook_may_change_weights_and_modes() {
    let book = with("[event.modes.phone]", "[event.modes.call]").unwrap();
    assert_eq!(book.modes(Event::Consult)[1].term.name, "call");
    assert_eq!(with("version = \"plover-2021.1\"", "version = \"mine\"").unwrap().version(), "mine");
}

#[test]
fn errors_tell_line_and_hint() {
    let e = with("name = \"AGREE\"", "name = \"AGREED\"").unwrap_err();
    assert_eq!(e.line, line("name = \"AGREE\""));
    assert!(e.to_string().contains("\"AGREED\" is none of AGREE, CONSULT"), "{e}");

    let e = with("name = \"CONSULT\"", "name = \"AGREE\"").unwrap_err();
    assert_eq!((e.line, e.message.as_str()), (line("name = \"CONSULT\""), "AGREE is defined twice"));

    let e = with("quad = \"verbal conflict\"", "quad = \"verbal cooperation\"").unwrap_err();
    assert_eq!((e.line, e.hint.as_str()), (line("quad = \"verbal conflict\""), "write quad = \"verbal conflict\""));

    let e = with("weight = 7.4", "weight = 74.0").unwrap_err();
    assert_eq!((e.line, e.message.as_str()), (line("weight = 7.4"), "AID: weight 74"));

    let e = with("cameo = \"1831\"", "cameo = \"9999\"").unwrap_err();
    assert_eq!((e.line, e.message.as_str()), (line("[event.modes.suicide-attack]"), "ASSAULT/suicide-attack: \"9999\" is no CAMEO code"));

    let e = with("nuclear = { en =", "nuclear = { english =").unwrap_err();
    assert_eq!(e.line, line("nuclear = {"));

    let e = with("weight = 3.0", "weight = = 3.0").unwrap_err();
    assert_eq!(e.line, line("weight = 3.0"));

    let e = Codebook::parse("").unwrap_err();
    assert!(e.message.contains("missing field"), "{e}");
}

/// A file that only adds to the builtin codebook.
const OWN: &str = r#"version = "mine-1"
source = "a test"
licence = "none"
[[type]]
name = "ARMS-TRANSFER"
refines = "AID"
weight = 8.5
en = "Hands over weapons."
id = "Menyerahkan senjata."
examples = ["Iran gave rockets to Syria.", "Polandia mengirim tank ke Ukraina.", "Chile vendió fusiles a Perú."]
counter = ["Japan sent rice to Laos."]
[[test]]
text = "Iran sent drones to Sudan."
type = "ARMS-TRANSFER"
status = "reported"
actor = ["IRN"]
"#;

#[test]
fn a_users_types_stand_beside_the_builtin_ones() {
    let book = Codebook::parse(OWN).unwrap();
    assert_eq!(book.weight(Event::Assault, Some("drone")), self::book().weight(Event::Assault, Some("drone")));
    let t = &book.types()[0];
    assert_eq!((t.name.as_str(), t.refines, t.quad, t.weight), ("ARMS-TRANSFER", Some(Event::Aid), Quad::MaterialCooperation, 8.5));
    assert!(t.may_be(Event::Aid) && !t.may_be(Event::Coerce));
    assert_eq!((t.definition("en"), t.definition("ms")), ("Hands over weapons.", "Menyerahkan senjata."));
    assert_eq!((t.examples.len(), t.counter.len()), (3, 1));
    let test = &book.tests()[0];
    assert_eq!((&test.expect, test.status, test.line), (&sekutu_codebook::Expected::Custom(0), Some(Status::Reported), 13));
    assert!(self::book().types().is_empty() && self::book().tests().is_empty());
}

#[test]
fn errors_in_a_users_types_tell_line_and_hint() {
    let check = |from: &str, to: &str, line: usize, message: &str| {
        assert!(OWN.contains(from), "{from}");
        let e = Codebook::parse(&OWN.replacen(from, to, 1)).unwrap_err();
        assert!(e.line == line && e.message.contains(message) && !e.hint.is_empty(), "{from} → {to}: {e}");
    };
    check("\"ARMS-TRANSFER\"\nrefines", "\"AID\"\nrefines", 5, "AID is defined twice");
    check("\"ARMS-TRANSFER\"\nrefines", "\"arms\"\nrefines", 5, "is no name of a type");
    check("refines = \"AID\"", "refines = \"HELP\"", 6, "\"HELP\" is none of");
    check("refines = \"AID\"\n", "", 5, "ARMS-TRANSFER has no quad class");
    check("refines = \"AID\"", "refines = \"AID\"\nquad = \"verbal conflict\"", 7, "is not verbal conflict");
    check("weight = 8.5", "weight = 85", 7, "weight 85");
    check(", \"Chile vendió fusiles a Perú.\"", "", 10, "has 2 examples");
    check("\"Japan sent rice to Laos.\"", "\"Iran gave rockets to Syria.\"", 11, "is there twice");
    check("type = \"ARMS-TRANSFER\"", "type = \"ARMS\"", 14, "ARMS is no type");
    check("status = \"reported\"", "mode = \"drone\"", 15, "ARMS-TRANSFER has no mode drone");
    check("status = \"reported\"", "status = \"rumoured\"", 15, "rumoured");
    check("actor = [\"IRN\"]", "actors = [\"IRN\"]", 16, "actors");
}
