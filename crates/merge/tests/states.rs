//! Origins, histories and flags on stories small enough to be read.

use sekutu_merge::{Carrier, EventRecord, FlagKind, Grouped, Member, OriginKind, StepKind, Successor, describe};
use sekutu_model::{
    Article, Attribution, Claim, Date, DateSource, Event, Evidence, Party, PartyMention, Published, Quote, Span, Status, When,
};
use sekutu_parties::Parties;

/// A claim that Iran arms Russia, in `text`; the fields that a test needs are set by `with`.
struct Told {
    claim: Claim,
    carrier: Carrier,
}

fn quote(text: &str, words: &str) -> Quote {
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
    Quote::cut(text, Span::new(start, start + words.len())).unwrap()
}

fn party(text: &str, words: &str, code: &str) -> PartyMention {
    PartyMention {
        party: Party { code: Some(code.to_owned()), sector: Some("GOV".to_owned()), name: words.to_owned() },
        quote: quote(text, words),
        via: None,
    }
}

fn said(text: &str, words: &str, code: &str) -> Attribution {
    Attribution {
        code: Some(code.to_owned()),
        sector: Some("GOV".to_owned()),
        name: Some(words.to_owned()),
        role: None,
        outlet: None,
        quote: quote(text, words),
        via: None,
    }
}

fn outlet(text: &str, words: &str) -> Attribution {
    Attribution {
        code: None,
        sector: None,
        name: None,
        role: None,
        outlet: Some(words.to_lowercase()),
        quote: quote(text, words),
        via: None,
    }
}

fn told(outlet: &str, day: &str, title: &str, body: &str, trigger: &str, with: impl FnOnce(&str, &mut Claim)) -> Told {
    let text = format!("{title}\n{body}");
    let mut article = Article::new(text.clone());
    article.title = Some(Span::new(0, title.len()));
    article.outlet = Some(outlet.to_owned());
    article.url = Some(format!("https://{}.example/{day}", outlet.replace(' ', "-").to_lowercase()));
    article.language = Some("en".to_owned());
    article.published = Some(Published { date: day.parse::<Date>().unwrap(), source: DateSource::Declared });
    let evidence = Evidence::of(&article, Span::new(title.len() + 1, text.len())).unwrap();
    let mut claim = Claim {
        id: sekutu_model::hash(&format!("{text}{trigger}"))[..16].to_owned(),
        article: article.id.clone(),
        language: article.language.clone(),
        event: Event::Aid,
        mode: None,
        contexts: vec!["military".to_owned()],
        cameo: None,
        actor: vec![party(&text, "Iran", "IRN")],
        recipient: vec![party(&text, "Russia", "RUS")],
        trigger: quote(&text, trigger),
        item: None,
        count: None,
        place: None,
        when: None,
        status: Status::Reported,
        said_by: Vec::new(),
        denied_by: Vec::new(),
        evidence,
        confidence: 0.9,
        meaning: None,
    };
    with(&text, &mut claim);
    claim.verify(&text).unwrap();
    Told { claim, carrier: Carrier::of(&article, Parties::builtin()) }
}

fn event(all: &[Told]) -> EventRecord {
    let members: Vec<Member<'_>> = all.iter().map(|t| Member { claim: &t.claim, carrier: &t.carrier }).collect();
    describe(&members, &Grouped { claims: Vec::new(), links: Vec::new() }).unwrap()
}

fn steps(e: &EventRecord) -> Vec<(String, StepKind, String)> {
    e.history.iter().map(|s| (s.date.unwrap().to_string(), s.kind, s.speaker.clone())).collect()
}

#[test]
fn five_papers_that_quote_one_speaker_are_one_origin() {
    let papers = ["Morning Star", "Daily Harbour", "The Lantern", "Valley News", "Coast Herald"];
    let all: Vec<Told> = papers
        .iter()
        .enumerate()
        .map(|(i, paper)| {
            let body =
                format!("Edition {i}: Iran is sending drones to Russia, John Kirby told Newsweek, a report seen by this paper says.");
            told(paper, "2022-11-03", "Drones", &body, "sending", |t, c| {
                c.said_by = vec![said(t, "John Kirby", "USA"), outlet(t, "Newsweek")];
            })
        })
        .collect();
    let e = event(&all);
    assert_eq!(e.outlets.len(), 5);
    assert_eq!(e.origins.len(), 1, "{:?}", e.origins);
    assert_eq!((e.origins[0].key.as_str(), e.origins[0].kind, e.origins[0].outlets.len()), ("usa", OriginKind::Speaker, 5));
    assert!(!e.origins[0].interested);
}

#[test]
fn speakers_of_two_states_are_two_origins() {
    let a = told("Morning Star", "2022-11-03", "Shells", "Iran is sending shells to Russia, John Kirby said.", "sending", |t, c| {
        c.said_by = vec![said(t, "John Kirby", "USA")];
    });
    let b = told(
        "Seoul Post",
        "2022-11-04",
        "Shells",
        "Iran sent shells to Russia, the National Intelligence Service said.",
        "sent",
        |t, c| {
            c.said_by = vec![said(t, "National Intelligence Service", "KOR")];
        },
    );
    assert_eq!(event(&[a, b]).origins.iter().map(|o| o.key.clone()).collect::<Vec<_>>(), ["usa", "kor"]);
}

#[test]
fn a_party_that_speaks_of_itself_is_interested() {
    let a = told("Tehran Daily", "2022-11-05", "Drones", "Iran gave Russia drones, Amir-Abdollahian said.", "gave", |t, c| {
        c.said_by = vec![said(t, "Amir-Abdollahian", "IRN")];
    });
    assert!(event(&[a]).origins[0].interested);
}

#[test]
fn copies_and_credits_lead_to_one_agency() {
    let wire = "Iran has delivered several hundred drones to Russia since the summer, according to documents that were found at a warehouse near the front and that list serial numbers, dates and \
                the names of the officers who signed for them on behalf of both armies.";
    let first = told("Morning Star", "2022-11-03", "Drones", &format!("{wire} (Reuters)"), "delivered", |_, _| {});
    let copy = told("Coast Herald", "2022-11-04", "Drone papers found", &wire.replace(" near the front", ""), "delivered", |_, _| {});
    let own = told(
        "Far Gazette",
        "2022-11-04",
        "What we saw",
        "Iran has shipped drones to Russia; our reporter counted the crates.",
        "shipped",
        |_, _| {},
    );
    let e = event(&[first, copy, own]);
    let keys: Vec<(&str, usize)> = e.origins.iter().map(|o| (o.key.as_str(), o.outlets.len())).collect();
    assert_eq!(keys, [("reuters", 2), ("far gazette", 1)], "{:#?}", e.origins);
}

#[test]
fn a_denial_of_missiles_does_not_contest_drones() {
    let drones = |denied: &'static str| {
        let asserted = told("Morning Star", "2022-11-03", "Iran", "Iran sends drones to Russia, Washington said.", "sends", |t, c| {
            c.item = Some(quote(t, "drones"));
            c.said_by = vec![said(t, "Washington", "USA")];
        });
        let denial = told(
            "Morning Star",
            "2022-11-04",
            "Denied",
            &format!("Tehran denied that Iran had sent {denied} to Russia."),
            "sent",
            |t, c| {
                c.item = Some(quote(t, denied));
                c.status = Status::Denied;
                c.denied_by = vec![said(t, "Tehran", "IRN")];
            },
        );
        event(&[asserted, denial])
    };
    assert!(!drones("ballistic missiles").contested);
    assert!(drones("drones").contested);
    assert!(drones("weapons").contested, "drones are weapons");
}

#[test]
fn not_for_use_there_does_not_deny_the_transfer() {
    let asserted = told("Morning Star", "2022-11-03", "Iran", "Iran sends drones to Russia, Washington said.", "sends", |t, c| {
        c.item = Some(quote(t, "drones"));
        c.said_by = vec![said(t, "Washington", "USA")];
    });
    let denial = told(
        "Morning Star",
        "2022-11-04",
        "Denied",
        "Tehran denied that Iran had sent Russia drones for use in Ukraine.",
        "sent",
        |t, c| {
            c.item = Some(quote(t, "drones"));
            c.status = Status::Denied;
            c.denied_by = vec![said(t, "Tehran", "IRN")];
        },
    );
    let e = event(&[asserted, denial]);
    assert!(!e.contested, "{:#?}", e.history);
}

#[test]
fn a_story_over_a_week() {
    let asserted = told("Morning Star", "2022-11-01", "Iran", "Iran sends drones to Russia, Washington said.", "sends", |t, c| {
        c.said_by = vec![said(t, "Washington", "USA")];
    });
    let denied = told("Morning Star", "2022-11-02", "Iran", "Tehran denied that Iran had sent drones to Russia.", "sent", |t, c| {
        c.status = Status::Denied;
        c.denied_by = vec![said(t, "Tehran", "IRN")];
    });
    let admitted = told(
        "Coast Herald",
        "2022-11-05",
        "Iran",
        "Iran gave Russia a limited number of drones months before the war, Tehran said.",
        "gave",
        |t, c| {
            c.said_by = vec![said(t, "Tehran", "IRN")];
        },
    );
    let story = [asserted, denied, admitted];
    assert!(event(&story[..2]).contested);
    assert_eq!(event(&story[..2]).state, StepKind::Denied);
    let e = event(&story);
    let want = [
        ("2022-11-01", StepKind::Asserted, "USA"),
        ("2022-11-02", StepKind::Denied, "IRN"),
        ("2022-11-05", StepKind::PartlyAdmitted, "IRN"),
    ];
    assert_eq!(steps(&e), want.map(|(d, k, s)| (d.to_owned(), k, s.to_owned())));
    assert_eq!(e.state, StepKind::PartlyAdmitted);
}

#[test]
fn an_edited_story_corrects_or_retracts() {
    let version = |day: &str, body: &str, n: &'static str| {
        let mut t = told("Morning Star", day, "Iran", body, "sent", |t, c| c.count = Some(quote(t, n)));
        t.carrier.key = "https://morning-star.example/a".to_owned();
        t
    };
    let mut old = version("2022-11-01", "Iran sent Russia 500 drones.", "500");
    let mut new = version("2022-11-02", "Iran sent Russia 50 drones.", "50");
    old.carrier.successor = Some(Successor { sha256: new.carrier.sha256.clone(), published: new.carrier.published });
    new.carrier.version = 2;
    let e = event(&[Told { claim: old.claim.clone(), carrier: old.carrier.clone() }, new]);
    assert_eq!(e.history.iter().map(|s| s.kind).collect::<Vec<_>>(), [StepKind::Asserted, StepKind::Asserted, StepKind::Corrected]);
    assert_eq!((e.articles, e.outlets.len(), e.count.as_deref()), (1, 1, Some("50")));
    let e = event(&[old]);
    assert_eq!(e.state, StepKind::Retracted);
    assert!(e.origins.is_empty());
}

#[test]
fn flags_show_what_differs() {
    let flat = told("Morning Star", "2022-11-03", "Iran", "Iran sent Russia 300 drones, Reuters reported.", "sent", |t, c| {
        c.count = Some(quote(t, "300"));
        c.said_by = vec![outlet(t, "Reuters")];
    });
    let hedged = told("Reuters", "2022-11-03", "Iran", "Iran may have sent Russia some 450 drones.", "sent", |t, c| {
        c.count = Some(quote(t, "450"));
        c.status = Status::Alleged;
    });
    let kinds: Vec<FlagKind> = event(&[flat, hedged]).flags.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [FlagKind::NumberDiffers, FlagKind::SourceHedged]);
    let body = "Iran may have sent Russia drones, Washington said.";
    let text = "Iran arms Russia";
    let head = told("Morning Star", "2022-11-03", text, body, "arms", |t, c| {
        let article = {
            let mut a = Article::new(t.to_owned());
            a.title = Some(Span::new(0, text.len()));
            a
        };
        c.evidence = Evidence::of(&article, Span::new(0, text.len())).unwrap();
    });
    let weak = told("Morning Star", "2022-11-03", text, body, "sent", |t, c| {
        c.status = Status::Alleged;
        c.said_by = vec![said(t, "Washington", "USA")];
    });
    assert_eq!(event(&[head, weak]).flags.iter().map(|f| f.kind).collect::<Vec<_>>(), [FlagKind::HeadlineStronger]);
}

#[test]
fn a_stated_day_counts_before_the_day_of_publication() {
    let a = told("Morning Star", "2022-11-03", "Iran", "Iran sent drones to Russia on Monday.", "sent", |t, c| {
        let day = "2022-10-31".parse().ok();
        c.when = Some(When { from: day, to: day, quote: quote(t, "Monday") });
    });
    let e = event(&[a]);
    assert_eq!((e.from.map(|d| d.to_string()), e.stated), (Some("2022-10-31".to_owned()), true));
}

#[test]
fn what_is_taken_back_vouches_no_longer() {
    let told_first =
        told("Morning Star", "2022-11-01", "Iran", "Iran sent drones to Russia, the Evening Post reported.", "sent", |t, c| {
            c.said_by = vec![outlet(t, "Evening Post")];
        });
    let withdrawn = told(
        "Coast Herald",
        "2022-11-05",
        "Iran",
        "The Evening Post retracted its report that Iran sent drones to Russia.",
        "sent",
        |t, c| {
            c.said_by = vec![outlet(t, "Evening Post")];
            c.status = Status::Alleged;
        },
    );
    let e = event(&[told_first, withdrawn]);
    assert_eq!(e.history.iter().map(|s| s.kind).collect::<Vec<_>>(), [StepKind::Asserted, StepKind::Retracted]);
    assert_eq!(e.origins.iter().map(|o| o.claims.len()).sum::<usize>(), 1);
}

#[test]
fn later_mentions_are_told_from_first_reports() {
    let on = |day: &'static str| {
        told("Morning Star", day, "Iran", &format!("Iran sent drones to Russia on Monday, edition of {day}."), "sent", |t, c| {
            let monday = "2022-10-31".parse().ok();
            c.when = Some(When { from: monday, to: monday, quote: quote(t, "Monday") });
        })
    };
    let e = event(&[on("2022-11-01"), on("2022-12-20")]);
    assert_eq!(e.history.iter().map(|s| s.later).collect::<Vec<_>>(), [false, true]);
}
