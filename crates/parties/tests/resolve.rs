//! Names and descriptions in twelve languages, and what they stand for.

use proptest::prelude::*;
use sekutu_parties::{Kind, Parties, Query, Resolution};

fn who(lang: &str, date: &str, context: &str, text: &str) -> Resolution {
    Parties::builtin().resolve(&Query { text, context, date: date.parse().ok(), lang: Some(lang).filter(|l| !l.is_empty()) })
}

/// "text → label" in one language; `-` for nobody.
fn check(lang: &str, rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, want) in rows {
        let r = who(lang, "2024-06-01", "", text);
        let got = r.party.as_ref().map_or("-".to_owned(), |p| p.label());
        if got != *want {
            wrong.push(format!("{text}: {got}, not {want} ({})", r.why));
        }
    }
    assert!(wrong.is_empty(), "{lang}\n{}", wrong.join("\n"));
}

#[test]
fn english() {
    check(
        "en",
        &[
            ("four Saudi men", "SAU.CVL"),
            ("the Kremlin", "RUS"),
            ("Russia's ambassador to Poland", "RUS"),
            ("US envoy to Syria", "USA"),
            ("the Polish embassy in Moscow", "POL"),
            ("Israel-backed militia", "?.UAF"),
            ("Shanghai authorities", "CHN"),
            ("The DEA", "USA.COP"),
            ("a former CIA official", "USA.ELI"),
            ("NATO member Turkey", "TUR"),
            ("Lebanese Hezbollah", "HEZBOLLAH.REB"),
            ("Trump supporters", "USA.CVL"),
            ("members of the Knesset", "ISR.LEG"),
            ("North Korean troops", "PRK.MIL"),
            ("Ukrainian farmers", "UKR.AGR"),
            ("both countries", "-"),
            ("Michael Jordan", "-"),
        ],
    );
}

#[test]
fn indonesian_and_malay() {
    check(
        "id",
        &[
            ("pasukan Ukraina", "UKR.MIL"),
            ("kelompok pemberontak Houthi", "HOUTHI.REB"),
            ("Gedung Putih", "USA"),
            ("AS", "USA"),
            ("Korut", "PRK"),
            ("Duta Besar Rusia untuk Polandia", "RUS"),
            ("Menteri Luar Negeri Retno Marsudi", "IDN"),
            ("dua jet tempur Israel", "ISR.MIL"),
            ("DK PBB", "UN"),
            ("warga Palestina", "PSE.CVL"),
            ("mantan Presiden AS Donald Trump", "USA.ELI"),
            ("TNI", "IDN.MIL"),
            ("kedua negara", "-"),
        ],
    );
    check("ms", &[("Perdana Menteri Anwar Ibrahim", "MYS"), ("pelarian Myanmar", "MMR.REF"), ("kerajaan Malaysia", "MYS")]);
}

#[test]
fn romance() {
    check(
        "es",
        &[
            ("soldados israelíes", "ISR.MIL"),
            ("la Casa Blanca", "USA"),
            ("EE.UU.", "USA"),
            ("guerrilleros colombianos", "COL.REB"),
            ("el embajador ruso en Polonia", "RUS"),
            ("Naciones Unidas", "UN"),
            ("ambos países", "-"),
        ],
    );
    check("pt", &[("tropas russas", "RUS.MIL"), ("o presidente Lula", "BRA"), ("Polícia Federal", "BRA.COP"), ("EUA", "USA")]);
    check(
        "fr",
        &[("l'armée française", "FRA.MIL"), ("les rebelles du M23", "M23.REB"), ("Élysée", "FRA"), ("ONU", "UN"), ("États-Unis", "USA")],
    );
}

#[test]
fn german_and_turkish() {
    check(
        "de",
        &[
            ("US-Präsident Joe Biden", "USA"),
            ("russische Truppen", "RUS.MIL"),
            ("israelischer Soldaten", "ISR.MIL"),
            ("die Bundeswehr", "DEU.MIL"),
            ("Kreml", "RUS"),
        ],
    );
    check(
        "tr",
        &[
            ("Rusya'nın Polonya Büyükelçisi", "RUS"),
            ("İsrail ordusu", "ISR.MIL"),
            ("Ankara", "TUR"),
            ("ABD", "USA"),
            ("Rus askerleri", "RUS.MIL"),
            ("Birleşmiş Milletler", "UN"),
        ],
    );
}

#[test]
fn russian() {
    check(
        "ru",
        &[
            ("российские войска", "RUS.MIL"),
            ("посол России в Польше", "RUS"),
            ("Зеленского", "UKR"),
            ("США", "USA"),
            ("КНДР", "PRK"),
            ("Совбез ООН", "UN"),
            ("израильские военные", "ISR.MIL"),
            ("обе страны", "-"),
        ],
    );
}

#[test]
fn arabic() {
    check(
        "ar",
        &[
            ("القوات الإسرائيلية", "ISR.MIL"),
            ("وروسيا", "RUS"),
            ("الأمم المتحدة", "UN"),
            ("الرئيس فلاديمير بوتين", "RUS"),
            ("جماعة الحوثي", "HOUTHI.REB"),
            ("الحرس الثوري الإيراني", "IRN.MIL"),
            ("السفير الروسي لدى بولندا", "RUS"),
        ],
    );
}

#[test]
fn chinese_and_hindi() {
    check(
        "zh",
        &[
            ("中方", "CHN"),
            ("俄罗斯军队", "RUS.MIL"),
            ("联合国", "UN"),
            ("美国驻华大使", "USA"),
            ("泽连斯基", "UKR"),
            ("以色列国防军", "ISR.MIL"),
        ],
    );
    check(
        "hi",
        &[
            ("रूसी सेना", "RUS.MIL"),
            ("अमेरिकी राष्ट्रपति जो बाइडेन", "USA"),
            ("संयुक्त राष्ट्र", "UN"),
            ("पोलैंड में रूस के राजदूत", "RUS"),
            ("इज़राइली सैनिक", "ISR.MIL"),
        ],
    );
}

#[test]
fn parties_have_their_usual_english_names() {
    for (text, want) in [
        ("Kremlin", "Russia"),
        ("США", "United States"),
        ("Uni Soviet", "Soviet Union"),
        ("PBB", "UN"),
        ("حزب الله", "Hezbollah"),
        ("中方", "China"),
    ] {
        assert_eq!(who("", "", "", text).party.expect(text).name, want);
    }
}

#[test]
fn offices_have_their_days() {
    let label = |name: &str, day: &str| who("", day, "", name).party.expect(name).label();
    assert_eq!(label("Trump", "2019-04-01"), "USA");
    assert_eq!(label("Trump", "2022-04-01"), "USA.ELI");
    assert_eq!(label("Trump", "2025-03-01"), "USA");
    assert_eq!(label("Jokowi", "2020-01-01"), "IDN");
    assert_eq!(label("Jokowi", "2026-01-01"), "IDN.ELI");
    assert_eq!(label("Prabowo", "2021-01-01"), "IDN");
    assert_eq!(label("Taliban", "2002-05-01"), "TALIBAN.REB");
    assert_eq!(who("", "2022-05-01", "", "Taliban").country.as_deref(), Some("AFG"));
    let r = who("id", "2022-11-03", "", "Menteri Luar Negeri Rusia");
    assert_eq!((r.person.as_deref(), r.role.as_deref()), (Some("Sergei Lavrov"), Some("foreign minister")));
}

#[test]
fn names_that_mean_two_things() {
    let code = |date: &str, text: &str| who("", date, "", text).party.and_then(|p| p.code);
    // a seat of power stands for who sat there then
    assert_eq!(code("1987-05-05", "Moscow").as_deref(), Some("SUN"));
    assert_eq!(code("2022-05-05", "Moscow").as_deref(), Some("RUS"));
    assert_eq!(code("1987-05-05", "West German President Richard von Weizsaecker").as_deref(), Some("DEU"));
    // two known surnames in a row are a third person's name; a court that many states have is that of the state beside it
    assert_eq!(code("2025-06-19", "Anwar Abbas"), None);
    let court = who("id", "2025-06-19", "", "Mahkamah Agung AS").party.unwrap();
    assert_eq!((court.code.as_deref(), court.sector.as_deref()), (Some("USA"), Some("JUD")));

    let code = |lang: &str, context: &str, text: &str| who(lang, "2024-06-01", context, text).party.and_then(|p| p.code);
    assert_eq!(code("en", "Talks were held in Tbilisi.", "Georgia").as_deref(), Some("GEO"));
    assert_eq!(code("en", "Voters in Atlanta and across Georgia went to the polls.", "Georgia").as_deref(), Some("USA"));
    assert_eq!(code("en", "Brazzaville said Congo would send an envoy.", "Congo").as_deref(), Some("COG"));
    assert_eq!(code("en", "", "Congo").as_deref(), Some("COD"));
    assert_eq!(code("en", "", "Nigeria").as_deref(), Some("NGA"));
    assert_eq!(code("en", "", "Niger").as_deref(), Some("NER"));
    assert_eq!(code("en", "", "Equatorial Guinea").as_deref(), Some("GNQ"));
    assert_eq!(code("en", "", "us"), None);
    // a party of two states goes by its company; a club's city plays no part; a small word is no place
    assert_eq!(code("id", "Golkar, PPP dan PKB bertemu di Semarang.", "PPP").as_deref(), Some("IDN"));
    assert_eq!(code("en", "PPP won in Sindh.", "PPP").as_deref(), Some("PAK"));
    assert_eq!(code("es", "", "Real Madrid"), None);
    assert_eq!(code("es", "", "Madrid").as_deref(), Some("ESP"));
    assert_eq!(code("id", "", "para pelari"), None);
    assert_eq!(who("en", "2025-09-10", "", "Nepalese Gen Z").party.map(|p| p.label()).as_deref(), Some("NPL.CVL"));
}

/// "codes of the names found", in order.
fn found(text: &str, lang: &str) -> Vec<String> {
    Parties::builtin().find(text, Some(lang)).into_iter().map(|m| m.codes[0].clone()).collect()
}

#[test]
fn finds_names_in_running_text() {
    assert_eq!(found("PresidenDonald Trumpdi Beijing bertemu Xi Jinping.", "id"), ["USA", "CHN", "CHN"]);
    assert_eq!(found("He told us that it is as good as it gets.", "en"), [""; 0]);
    assert_eq!(found("Tirana hosted Nigeria and Oman.", "en"), ["ALB", "NGA", "OMN"]);
    assert_eq!(found("AS dan Iran berunding; sekali lagi, tak ada hasil.", "id"), ["USA", "IRN"]);
    assert_eq!(found("The U.S. and the UK met NATO.", "en"), ["USA", "GBR", "NATO"]);
    // a Roman number is no person
    assert_eq!(found("Ketua Komisi XI bertemu Menteri Keuangan Kenya.", "id"), ["KEN"]);
    assert_eq!(found("Menteri itu bertemu Xi di Nairobi.", "id"), ["CHN", "KEN"]);
    // money and news outlets name no state
    assert_eq!(found("Ghana paid US$2 million, or 3 million Australian dollars.", "en"), ["GHA"]);
    assert_eq!(found("Ghana membayar 5 juta dolar AS kepada Togo, tulis CNN Indonesia.", "id"), ["GHA", "TGO"]);
    assert_eq!(found("وقالت روسيا إن أوكرانيا رفضت.", "ar"), ["RUS", "UKR"]);
    assert_eq!(found("俄罗斯和中国在莫斯科会晤。", "zh"), ["RUS", "CHN", "RUS"]);
}

#[test]
fn outlets_have_one_name() {
    let p = Parties::builtin();
    for (words, want) in [
        ("Reuters", "reuters"),
        ("News Week", "newsweek"),
        ("Kantor berita Antara", "antara"),
        ("NBC News", "nbc news"),
        ("قناة العربية", "al arabiya"),
        ("AFP", "afp"),
        ("SANA", "sana"),
    ] {
        assert_eq!(p.outlet(words), Some(want), "{words}");
    }
    assert_eq!(p.outlet("the ministry"), None);
}

#[test]
fn users_names() {
    let p = Parties::with_user(
        "[[party]]\ncode = \"SHAN_ARMY\"\nsector = \"REB\"\ncountry = \"MMR\"\nnames = [\"Shan State Army\", \"Tentara Shan\"]\n",
    )
    .expect("a table");
    let r = p.resolve(&Query { text: "Tentara Shan", ..Query::default() });
    assert_eq!(r.party.expect("a party").label(), "SHAN_ARMY.REB");
    assert_eq!(r.country.as_deref(), Some("MMR"));
    let e = Parties::with_user("\n[[party]]\ncode = \"X\"\nnames = []\n").expect_err("no names");
    assert_eq!(e.line, 2);
    assert!(!e.hint.is_empty());
    assert!(Parties::with_user("[[party]\n").is_err());
}

#[test]
fn a_name_is_told_by_its_description() {
    let r = who("en", "2024-06-01", "Ghana's trade minister, Kwabena Testman, left on Monday.", "Kwabena Testman");
    assert_eq!((r.kind, r.party.and_then(|p| p.code).as_deref()), (Kind::Person, Some("GHA")));
}

proptest! {
    #[test]
    fn spans_cut_on_character_boundaries(text in "(\\PC|Iran|Россия|美国|الولايات المتحدة|U\\.S\\.|Trumpdi|’| |\\n){0,40}") {
        let mut end = 0;
        for m in Parties::builtin().find(&text, None) {
            let cut = m.span.cut(&text);
            prop_assert!(cut.is_some_and(|c| !c.is_empty()));
            prop_assert!(m.span.start >= end);
            end = m.span.end;
        }
        let _ = Parties::builtin().resolve(&Query { text: &text, context: &text, ..Query::default() });
    }
}
