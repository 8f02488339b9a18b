//! The whole document in both languages, and what its page must be.

mod common;

use common::{event, make, matter};
use sekutu_brief::{Document, Language, Matter, Verdict, check, check_within};
use sekutu_model::{Event, Status};

const BOTH: [Language; 2] = [Language::En, Language::Id];

#[test]
fn english() {
    insta::assert_snapshot!(Document::of(&matter(Language::En)).markdown());
}

#[test]
fn indonesian() {
    insta::assert_snapshot!(Document::of(&matter(Language::Id)).markdown());
}

#[test]
fn nothing_of_the_made_matter_is_withheld() {
    for language in BOTH {
        let d = Document::of(&matter(language));
        let withheld: Vec<_> = d.sections.iter().flat_map(|s| &s.withheld).collect();
        assert!(withheld.is_empty(), "{withheld:#?}");
    }
}

#[test]
fn every_line_of_a_finished_document_holds() {
    for language in BOTH {
        let m = matter(language);
        let text = Document::of(&m).markdown();
        let bad: Vec<_> = check_within(&text, &m).into_iter().filter(|f| f.verdict != Verdict::Holds).collect();
        assert!(bad.is_empty(), "{bad:#?}");
        // without the matter, only what the program says on its own account is without evidence
        let plain = check(&text, &m.claims);
        assert!(plain.iter().all(|f| !matches!(f.verdict, Verdict::Fails { .. })), "{plain:#?}");
    }
}

#[test]
fn what_does_not_hold_is_withheld_and_shown_as_withheld() {
    for language in BOTH {
        let mut m = matter(language);
        let s = make("c1", "Northline", "2022-11-06", "en", "Iran met the ally front.", Event::Consult, "met")
            .actor("IRN", "Iran")
            .recipient("RUS", "the ally front");
        let mut s = s.source();
        // a name that would have the briefing call somebody an ally
        s.claim.recipient[0].party.code = Some("FRONT".into());
        s.claim.recipient[0].party.name = language_front(language).into();
        m.standings = vec![common::standing("FRONT", 1.0, 0.0, sekutu_brief::Label::TooLittleEvidence, sekutu_brief::Trend::NoClearChange)];
        m.events = vec![event(&[&s])];
        m.claims = vec![s];
        let d = Document::of(&m);
        assert_eq!((d.sections[0].sentences.len(), d.sections[0].withheld.len()), (0, 1), "{:#?}", d.sections[0]);
        let (text, page) = (d.markdown(), d.html());
        let shown = if language == Language::En {
            "Withheld: 1 sentence that did not pass the check (verdict)."
        } else {
            "Ditahan: 1 kalimat yang tidak lolos pemeriksaan (vonis)."
        };
        assert!(text.contains(shown) && page.contains(shown), "{text}");
        assert!(!text.contains(&d.sections[0].withheld[0].text) && !page.contains(&d.sections[0].withheld[0].text));
        assert!(check_within(&text, &m).iter().all(|f| f.verdict == Verdict::Holds));
    }
}

#[test]
fn a_verdict_in_a_claims_words_stands_as_a_quotation() {
    for (language, lang, text, trigger, item) in [
        (Language::En, "en", "Iran sent money for its allies to Russia.", "sent", "money for its allies"),
        (Language::Id, "id", "Iran mengirim uang untuk sekutunya ke Rusia.", "mengirim", "uang untuk sekutunya"),
    ] {
        let to = if lang == "en" { "Russia" } else { "Rusia" };
        let s = make("c1", "Northline", "2022-11-06", lang, text, Event::Aid, trigger)
            .actor("IRN", "Iran")
            .recipient("RUS", to)
            .item(item)
            .source();
        let mut m = matter(language);
        m.events = vec![event(&[&s])];
        m.claims = vec![s];
        let told = Document::of(&m).markdown();
        assert!(told.contains(&format!("“{item}”")), "{told}");
        let unquoted = told.replacen(&format!("“{item}”"), item, 1);
        assert!(check_within(&unquoted, &m).iter().any(|f| matches!(f.verdict, Verdict::Fails { .. })), "{unquoted}");
    }
}

fn language_front(language: Language) -> &'static str {
    if language == Language::En { "the ally front" } else { "barisan sekutu" }
}

/// A matter of one claim that is meant to break out.
fn hostile(language: Language) -> Matter {
    let text = "Iran attacked \"Russia\" & <script>alert('x')</script> [^7] **bold** \u{202e}تهران\u{202c} on 5 November.";
    let mut s = make("c<1>", "O'Brien & \"Sons\" <b>", "2022-11-05", "en", text, Event::Assault, "attacked")
        .actor("IRN", "Iran")
        .recipient("RUS", "Russia")
        .place("<script>alert('x')</script>")
        .when("2022-11-05", "2022-11-05", "5 November")
        .source();
    s.title = "</title><script>alert(1)</script> \u{202e}עברית".into();
    s.url = Some("javascript:alert(1)".into());
    let mut m = matter(language);
    m.topic = Some("<img src=x onerror=alert(1)> ]]>".into());
    m.events = vec![event(&[&s])];
    m.claims = vec![s];
    m
}

#[test]
fn hostile_text_stays_text() {
    for language in BOTH {
        let m = hostile(language);
        let d = Document::of(&m);
        assert_eq!(d.sections[0].sentences.len(), 1, "{:#?}", d.sections[0]);
        let page = d.html();
        well_formed(&page);
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("href=\"javascript"), "{page}");
        assert!(page.contains("<bdi>&lt;/title&gt;"), "{page}");
        let text = d.markdown();
        assert!(!text.contains("<script") && !text.contains("<img") && !text.contains(" [^7]"), "{text}");
        let bad: Vec<_> = check_within(&text, &m).into_iter().filter(|f| f.verdict != Verdict::Holds).collect();
        assert!(bad.is_empty(), "{bad:#?}");
    }
}

fn well_formed(page: &str) {
    let mut reader = quick_xml::Reader::from_str(page);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e} at byte {}", reader.buffer_position())) {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}

#[test]
fn the_page_is_well_formed_and_needs_nothing_from_outside() {
    for language in BOTH {
        let page = Document::of(&matter(language)).html();
        well_formed(&page);
        assert!(page.contains(&format!("<html lang=\"{}\">", language.code())));
        for needed in ["<main", "<nav aria-label", "class=\"skip\"", "<aside", "<title", "role=\"img\"", "scope=\"col\""] {
            assert!(page.contains(needed), "{needed}");
        }
        for outside in ["<script", "<link", "<img", "@import", "url(http", "src="] {
            assert!(!page.contains(outside), "{outside}");
        }
        // every link within the page leads somewhere, and no id stands twice
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|x| x.split('"').next()).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{ids:?}");
        for target in page.split("href=\"#").skip(1).filter_map(|x| x.split('"').next()) {
            assert!(ids.contains(&target), "{target}");
        }
    }
}

/// Verbs of every type, in English and Indonesian.
const VERBS: [(Event, &str, &str); 29] = [
    (Event::Agree, "agreed", "sepakat"),
    (Event::Agree, "promised", "berjanji"),
    (Event::Consult, "met", "bertemu"),
    (Event::Consult, "visited", "mengunjungi"),
    (Event::Consult, "telephoned", "menelepon"),
    (Event::Support, "supported", "mendukung"),
    (Event::Support, "praised", "memuji"),
    (Event::Concede, "apologised", "meminta maaf"),
    (Event::Cooperate, "traded", "berdagang"),
    (Event::Cooperate, "cooperated", "bekerja sama"),
    (Event::Aid, "sent", "mengirim"),
    (Event::Aid, "trained", "melatih"),
    (Event::Retreat, "released", "membebaskan"),
    (Event::Request, "demanded", "menuntut"),
    (Event::Request, "urged", "mendesak"),
    (Event::Accuse, "accused", "menuduh"),
    (Event::Accuse, "condemned", "mengecam"),
    (Event::Reject, "rejected", "menolak"),
    (Event::Reject, "vetoed", "memveto"),
    (Event::Threaten, "threatened", "mengancam"),
    (Event::Threaten, "warned", "memperingatkan"),
    (Event::Protest, "boycotted", "memboikot"),
    (Event::Sanction, "sanctioned", "menyanksi"),
    (Event::Mobilize, "mobilised", "memobilisasi"),
    (Event::Coerce, "arrested", "menahan"),
    (Event::Coerce, "occupied", "menduduki"),
    (Event::Assault, "attacked", "menyerang"),
    (Event::Assault, "bombed", "mengebom"),
    (Event::Assault, "invaded", "menginvasi"),
];

/// A sentence that tells it as that status does.
fn told(language: Language, status: Status, verb: &str, denier: &str, said: bool) -> String {
    let (en, id) = match status {
        Status::Reported => ("Iran {v}", "Iran {v}"),
        Status::Alleged => ("Iran allegedly {v}", "Iran diduga {v}"),
        Status::Planned => ("Iran plans that it {v}", "Iran berencana {v}"),
        Status::Denied => ("{d} denied that Iran {v}", "{d} membantah bahwa Iran {v}"),
        Status::Negated => ("Iran never {v}", "Iran tidak {v}"),
    };
    let (head, rest, who) = match language {
        Language::En => (en, "Russia in Bali with 12 radar sets on 5 November", ", Syria said"),
        Language::Id => (id, "Rusia di Bali dengan 12 radar sets pada 5 November", ", kata Suriah"),
    };
    format!("{} {rest}{}.", head.replace("{v}", verb).replace("{d}", denier), if said { who } else { "" })
}

#[test]
fn every_type_status_and_shape_makes_a_sentence_that_holds() {
    let mut read = Vec::new();
    for language in BOTH {
        let (lang, russia, syria) = if language == Language::En { ("en", "Russia", "Syria") } else { ("id", "Rusia", "Suriah") };
        for (kind, en, id) in VERBS {
            let verb = if language == Language::En { en } else { id };
            for &status in Status::ALL {
                let mut made = 0;
                for bits in 0..32u32 {
                    let on = |n: u32| bits & (1 << n) != 0;
                    let denier = if on(4) { "Iran" } else { syria };
                    let text = told(language, status, verb, denier, on(4) && status != Status::Denied);
                    let mut m = make("c1", "Northline", "2022-11-06", lang, &text, kind, verb).actor("IRN", "Iran").status(status);
                    m = if on(0) { m.recipient("RUS", russia) } else { m.actor("RUS", russia) };
                    if on(1) {
                        m = m.item("radar sets");
                    }
                    if on(2) {
                        m = m.count("12").place("Bali");
                    }
                    if on(3) {
                        m = m.when("2022-11-05", "2022-11-05", "5 November");
                    }
                    if status == Status::Denied {
                        m = m.denied(if on(4) { "IRN" } else { "SYR" }, "", denier);
                    } else if on(4) {
                        m = m.said("SYR", syria, syria);
                    }
                    let s = m.source();
                    let mut all = matter(language);
                    all.standings.truncate(1);
                    all.events = vec![event(&[&s])];
                    all.claims = vec![s];
                    let d = Document::of(&all);
                    let section = &d.sections[0];
                    assert!(section.withheld.is_empty(), "{kind} {verb} {status} {bits:b}: {section:#?}");
                    made += section.sentences.len();
                    if matches!(bits, 0b01011 | 0b11111 | 1) {
                        let text = section.sentences.first().map_or("-", |s| s.text.as_str());
                        read.push(format!("{} {kind} {status}: {text}", language.code()));
                    }
                }
                assert!(made >= 16, "{kind} {verb} {status}: {made}");
            }
        }
    }
    insta::assert_snapshot!(read.join("\n"));
}

/// What the words do not bear out, whatever the claim says.
#[test]
fn a_sentence_that_its_quotation_does_not_bear_out_is_withheld() {
    use sekutu_brief::Why;
    let check = |lang: &str, kind: Event, status: Status, text: &str, [actor, trigger, recipient]: [&str; 3], want: Option<Why>| {
        let codes = |name: &str| if name.starts_with("Ru") { "RUS" } else { "IRN" };
        let s = make("c1", "Northline", "2022-11-06", lang, text, kind, trigger)
            .actor(codes(actor), actor)
            .recipient(codes(recipient), recipient)
            .status(status)
            .source();
        let mut m = matter(if lang == "id" { Language::Id } else { Language::En });
        m.standings.truncate(1);
        m.events = vec![event(&[&s])];
        m.claims = vec![s];
        let d = Document::of(&m);
        let section = &d.sections[0];
        assert_eq!(section.withheld.first().map(|w| w.why), want, "{text}: {section:#?}");
        assert!(check_within(&d.markdown(), &m).iter().all(|f| f.verdict == Verdict::Holds));
    };
    use Status::{Negated, Planned, Reported};
    let trio = ["Russia", "invaded", "Iran"];
    check("en", Event::Assault, Reported, "Russia invaded Iran.", trio, None);
    check("en", Event::Assault, Reported, "The council asked whether Russia invaded Iran.", trio, Some(Why::Maybe));
    check("en", Event::Assault, Reported, "It is untrue that Russia never invaded Iran.", trio, Some(Why::Negation));
    check("en", Event::Assault, Planned, "Russia invaded Iran.", trio, Some(Why::Plan));
    check("en", Event::Assault, Negated, "Russia invaded Iran.", trio, Some(Why::Negation));
    check("en", Event::Assault, Reported, "Russia invaded Iran, the ministry says.", trio, Some(Why::Speaker));
    check("en", Event::Assault, Reported, "Russia was invaded last month, and Iran fell silent.", trio, Some(Why::Name));
    check("en", Event::Assault, Reported, "Russian invasion of Iran", ["Russian", "invasion", "Iran"], Some(Why::Heading));
    check(
        "en",
        Event::Consult,
        Reported,
        "Russia’s planned visit to Iran was postponed.",
        ["Russia", "visit", "Iran"],
        Some(Why::Negation),
    );
    check("en", Event::Assault, Reported, "Russia weighed whether it should have invaded Iran.", trio, Some(Why::Maybe));
    let tiga = ["Rusia", "mengunjungi", "Iran"];
    check("id", Event::Consult, Reported, "Rusia mengunjungi Iran.", tiga, None);
    check("id", Event::Consult, Reported, "Rusia belum mengunjungi Iran.", tiga, Some(Why::Negation));
    check("id", Event::Consult, Reported, "Rusia diminta mengunjungi Iran.", tiga, Some(Why::Maybe));
    check("id", Event::Consult, Reported, "Sejumlah perusahaan Rusia mengunjungi Iran.", tiga, Some(Why::Name));
    check("id", Event::Coerce, Reported, "Rusia ditahan Iran.", ["Rusia", "ditahan", "Iran"], Some(Why::Name));
}

#[test]
fn what_is_only_planned_is_told_as_planned() {
    let s = make("c1", "Northline", "2022-11-06", "en", "Russia will invade Iran in spring.", Event::Assault, "invade")
        .actor("RUS", "Russia")
        .recipient("IRN", "Iran")
        .source();
    let mut m = matter(Language::En);
    m.standings.truncate(1);
    m.events = vec![event(&[&s])];
    m.claims = vec![s];
    let d = Document::of(&m);
    let told = &d.sections[0].sentences[0].text;
    assert!(told.contains("intends to invade"), "{told}");
}

/// A party known by a pronoun is told where the name that it stands for is quoted too.
#[test]
fn a_pronoun_needs_its_antecedent() {
    for quoted in [true, false] {
        let mut s = make("c1", "Northline", "2022-11-06", "en", "Russia was pleased. It attacked Iran.", Event::Assault, "attacked")
            .actor("RUS", "It")
            .recipient("IRN", "Iran")
            .source();
        let base = s.claim.evidence.quote().clone();
        let span = |from: usize, to: usize| sekutu_model::Span::new(base.span.start + from, base.span.start + to);
        let article = sekutu_model::Article::new(format!("{}{}", " ".repeat(base.span.start), base.text));
        s.claim.evidence = sekutu_model::Evidence::of(&article, span(20, base.text.len())).unwrap();
        s.claim.actor[0].via = Some(span(0, 6));
        if quoted {
            s.also = sekutu_model::Quote::cut(&article.text, span(0, 19)).into_iter().collect();
        }
        let mut m = matter(Language::En);
        m.standings.truncate(1);
        m.events = vec![event(&[&s])];
        m.claims = vec![s];
        let d = Document::of(&m);
        assert_eq!(d.sections[0].sentences.len(), usize::from(quoted), "{:#?}", d.sections[0]);
        assert_eq!(d.markdown().contains("Also: “Russia was pleased.”"), quoted);
    }
}
