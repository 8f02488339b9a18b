//! A made matter: three parties and Iran, in November 2022, from invented outlets.
#![allow(dead_code)]

use sekutu_brief::{Label, Language, Matter, Source, Standing, Sum, Trend};
use sekutu_merge::{EventRecord, Origin, OriginKind, Scope, Step, StepKind};
use sekutu_model::{Article, Attribution, Claim, Date, Event, Evidence, Party, PartyMention, Quote, Span, Status, When};

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A claim in the making; every field's words are looked up in the text.
pub struct Make {
    article: Article,
    base: usize,
    claim: Claim,
    outlet: String,
    date: Date,
}

/// A claim of one sentence, with its trigger.
pub fn make(id: &str, outlet: &str, day: &str, lang: &str, text: &str, event: Event, trigger: &str) -> Make {
    let title = format!("{outlet}: {id}");
    let mut article = Article::new(format!("{title}\n{text}"));
    article.title = Some(Span::new(0, title.len()));
    let base = title.len() + 1;
    let evidence = Evidence::of(&article, Span::new(base, article.text.len())).unwrap();
    let mut m = Make {
        base,
        claim: Claim {
            id: id.into(),
            article: article.id.clone(),
            language: Some(lang.into()),
            event,
            mode: None,
            contexts: vec![],
            cameo: None,
            actor: vec![],
            recipient: vec![],
            trigger: Quote { text: String::new(), span: Span::new(0, 0) },
            item: None,
            count: None,
            place: None,
            when: None,
            status: Status::Reported,
            said_by: vec![],
            denied_by: vec![],
            evidence,
            confidence: 0.9,
            meaning: None,
        },
        article,
        outlet: outlet.into(),
        date: date(day),
    };
    m.claim.trigger = m.quote(trigger);
    m
}

impl Make {
    fn quote(&self, words: &str) -> Quote {
        let at = self.article.text[self.base..].find(words).unwrap_or_else(|| panic!("{words:?} in {:?}", self.article.text)) + self.base;
        Quote::cut(&self.article.text, Span::new(at, at + words.len())).unwrap()
    }

    fn mention(&self, code: &str, words: &str) -> PartyMention {
        let party = Party { code: Some(code.into()), sector: Some("GOV".into()), name: words.into() };
        PartyMention { party, quote: self.quote(words), via: None }
    }

    fn voice(&self, code: &str, name: &str, words: &str) -> Attribution {
        let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        Attribution { code: some(code), sector: None, name: some(name), role: None, outlet: None, quote: self.quote(words), via: None }
    }

    pub fn actor(mut self, code: &str, words: &str) -> Make {
        self.claim.actor.push(self.mention(code, words));
        self
    }

    pub fn recipient(mut self, code: &str, words: &str) -> Make {
        self.claim.recipient.push(self.mention(code, words));
        self
    }

    pub fn said(mut self, code: &str, name: &str, words: &str) -> Make {
        self.claim.said_by.push(self.voice(code, name, words));
        self
    }

    pub fn role(mut self, role: &str) -> Make {
        self.quote(role);
        self.claim.said_by.last_mut().unwrap().role = Some(role.into());
        self
    }

    pub fn via(mut self, outlet: &str, words: &str) -> Make {
        let mut a = self.voice("", "", words);
        a.outlet = Some(outlet.into());
        self.claim.said_by.push(a);
        self
    }

    pub fn denied(mut self, code: &str, name: &str, words: &str) -> Make {
        self.claim.denied_by.push(self.voice(code, name, words));
        self
    }

    pub fn item(mut self, words: &str) -> Make {
        self.claim.item = Some(self.quote(words));
        self
    }

    pub fn count(mut self, words: &str) -> Make {
        self.claim.count = Some(self.quote(words));
        self
    }

    pub fn place(mut self, words: &str) -> Make {
        self.claim.place = Some(self.quote(words));
        self
    }

    pub fn mode(mut self, mode: &str) -> Make {
        self.claim.mode = Some(mode.into());
        self
    }

    pub fn when(mut self, from: &str, to: &str, words: &str) -> Make {
        self.claim.when = Some(When { from: Some(date(from)), to: (!to.is_empty()).then(|| date(to)), quote: self.quote(words) });
        self
    }

    pub fn status(mut self, status: Status) -> Make {
        self.claim.status = status;
        self
    }

    pub fn source(self) -> Source {
        self.claim.verify(&self.article.text).unwrap();
        Source {
            title: self.article.title_text().unwrap().to_owned(),
            url: Some(format!("https://{}.example/{}", self.outlet.to_lowercase().replace(' ', ""), self.claim.id)),
            sha256: self.article.sha256.clone(),
            language: self.claim.language.clone(),
            claim: self.claim,
            also: vec![],
            outlet: self.outlet,
            date: Some(self.date),
        }
    }
}

/// The event that these claims are about.
pub fn event(sources: &[&Source]) -> EventRecord {
    let first = &sources[0].claim;
    let party = |m: &[PartyMention]| m.iter().map(|p| p.party.clone()).collect::<Vec<_>>();
    let when = sources.iter().find_map(|s| s.claim.when.as_ref());
    let status = sources.iter().map(|s| s.claim.status).min().unwrap();
    let contested = status < Status::Denied && sources.iter().any(|s| !s.claim.denied_by.is_empty());
    let origins = sources.iter().map(|s| {
        let key = s.claim.said_by.first().and_then(|a| a.code.clone()).unwrap_or_else(|| s.outlet.clone()).to_lowercase();
        Origin {
            key,
            kind: OriginKind::Outlet,
            interested: false,
            claims: vec![s.claim.id.clone()],
            outlets: vec![s.outlet.clone()],
            why: vec![],
        }
    });
    let mut outlets: Vec<String> = sources.iter().map(|s| s.outlet.clone()).collect();
    outlets.sort();
    outlets.dedup();
    EventRecord {
        id: format!("e-{}", first.id),
        event: first.event,
        quad: first.event.quad(),
        mode: first.mode.clone(),
        contexts: vec![],
        actor: party(&first.actor),
        recipient: party(&first.recipient),
        from: when.and_then(|w| w.from).or(sources[0].date),
        to: when.and_then(|w| w.to).or(sources[0].date),
        stated: when.is_some(),
        place: None,
        item: None,
        count: None,
        status,
        state: if status == Status::Negated { StepKind::Negated } else { StepKind::Asserted },
        contested,
        first_report: sources.iter().filter_map(|s| s.date).min(),
        last_report: sources.iter().filter_map(|s| s.date).max(),
        claims: sources.iter().map(|s| s.claim.id.clone()).collect(),
        articles: sources.len(),
        outlets,
        origins: origins.collect(),
        history: vec![],
        flags: vec![],
        links: vec![],
    }
}

/// Adds the admission that a claim is to an event's history.
pub fn admit(mut e: EventRecord, s: &Source, kind: StepKind, limit: Option<&str>) -> EventRecord {
    e.history.push(Step {
        later: false,
        kind,
        date: s.date,
        speaker: "IRN".into(),
        outlet: s.outlet.clone(),
        claim: s.claim.id.clone(),
        article: s.sha256.clone(),
        span: s.claim.evidence.quote().span,
        scope: Scope { items: vec![], limit: limit.map(str::to_owned), count: None },
        status: s.claim.status,
    });
    e.state = kind;
    e
}

pub fn standing(party: &str, a: f64, b: f64, label: Label, trend: Trend) -> Standing {
    let sum = |v: f64| Sum { value: v, low: (v * 0.6).max(0.0), high: v * 1.5 };
    let series = ["2022-11-01", "2022-11-08", "2022-11-15"].iter().zip([0.3, 1.0, 0.7]).map(|(d, k)| (date(d), a * k, b * k)).collect();
    Standing { party: party.into(), cooperation: sum(a), conflict: sum(b), label, trend, series }
}

/// Three parties, sixteen events: every status, a relayed quotation, a denial, a partial admission, meetings that join.
pub fn matter(language: Language) -> Matter {
    use Event::*;
    let sources = vec![
        // 1: alleged by a named official, relayed, in English; denied by Iran in Indonesian
        make("c01", "Meridian Post", "2022-11-04", "en", "National Security Council spokesman John Kirby said Iran may have sent hundreds of drones to Russia, Newsweek reported; Iran denied it.", Aid, "sent")
            .actor("IRN", "Iran").recipient("RUS", "Russia").count("hundreds of").item("drones").said("USA", "John Kirby", "John Kirby").role("National Security Council spokesman").via("newsweek", "Newsweek").status(Status::Alleged).source(),
        make("c02", "Harian Nusa", "2022-11-04", "id", "Iran membantah telah mengirim drone ke Rusia.", Aid, "mengirim")
            .actor("IRN", "Iran").recipient("RUS", "Rusia").item("drone").denied("IRN", "Iran", "Iran").status(Status::Denied).source(),
        // its own actor's admission, of a part
        make("c03", "Northline", "2022-11-05", "en", "Foreign Minister Hossein Amirabdollahian acknowledged on Saturday that Iran supplied a limited number of drones to Russia before the war.", Aid, "supplied")
            .actor("IRN", "Iran").recipient("RUS", "Russia").item("limited number of drones").said("IRN", "Hossein Amirabdollahian", "Hossein Amirabdollahian").source(),
        // 2: denied flatly, in Indonesian
        make("c04", "Harian Nusa", "2022-11-05", "id", "Iran membantah memasok rudal kepada Rusia.", Aid, "memasok")
            .actor("IRN", "Iran").recipient("RUS", "Rusia").item("rudal").denied("IRN", "Iran", "Iran").status(Status::Denied).source(),
        // 3, 4, 5: meetings that join
        make("c05", "Warta Selat", "2022-11-02", "id", "Utusan Rusia bertemu pejabat Iran pada 1 November.", Consult, "bertemu")
            .actor("RUS", "Rusia").recipient("IRN", "Iran").when("2022-11-01", "2022-11-01", "1 November").source(),
        make("c06", "Northline", "2022-11-09", "en", "A Russian envoy, from Russia, met officials of Iran on Nov. 9.", Consult, "met")
            .actor("RUS", "Russia").recipient("IRN", "Iran").when("2022-11-09", "2022-11-09", "Nov. 9").source(),
        make("c07", "Warta Selat", "2022-11-12", "id", "Rusia kembali bertemu Iran pada Sabtu.", Consult, "bertemu")
            .actor("RUS", "Rusia").recipient("IRN", "Iran").when("2022-11-12", "2022-11-12", "Sabtu").source(),
        // 6: a call, a person named
        make("c08", "Harian Nusa", "2022-11-13", "id", "Vladimir Putin menelepon Ebrahim Raisi pada 12 November.", Consult, "menelepon")
            .mode("phone").actor("RUS", "Vladimir Putin").recipient("IRN", "Ebrahim Raisi").when("2022-11-12", "2022-11-12", "12 November").source(),
        // 7: planned, mutual
        make("c09", "Warta Selat", "2022-11-10", "id", "Iran dan Rusia akan menggelar latihan laut bersama di Samudra Hindia.", Cooperate, "latihan")
            .actor("IRN", "Iran").actor("RUS", "Rusia").place("Samudra Hindia").status(Status::Planned).source(),
        // 8: China did not condemn
        make("c10", "Kabar Khatulistiwa", "2022-11-18", "id", "China tidak mengecam Iran soal pengiriman drone itu.", Accuse, "mengecam")
            .mode("disapprove").actor("CHN", "China").recipient("IRN", "Iran").item("pengiriman drone").status(Status::Negated).source(),
        // 9: China praises, said by nobody else
        make("c11", "Northline", "2022-11-16", "en", "China praised Iran on Wednesday.", Support, "praised")
            .actor("CHN", "China").recipient("IRN", "Iran").when("2022-11-16", "2022-11-16", "Wednesday").source(),
        // 10: a reported deed according to somebody, Spanish
        make("c12", "Agencia Andina", "2022-11-09", "es", "China entregó 14 radares a Irán en noviembre, según dos diplomáticos.", Aid, "entregó")
            .actor("CHN", "China").recipient("IRN", "Irán").count("14").item("radares").when("2022-11-01", "2022-11-30", "noviembre").said("", "", "dos diplomáticos").source(),
        // 11: China refuses, negated by the text of an undated source
        make("c13", "Meridian Post", "2022-11-11", "en", "China has not sold Iran any missiles, the US Treasury said.", Cooperate, "sold")
            .actor("CHN", "China").recipient("IRN", "Iran").item("missiles").said("USA", "US Treasury", "US Treasury").status(Status::Negated).source(),
        // 12: sanctions, two outlets
        make("c14", "Northline", "2022-11-16", "en", "The United States imposed sanctions on Iran on Tuesday.", Sanction, "imposed sanctions")
            .actor("USA", "United States").recipient("IRN", "Iran").when("2022-11-15", "2022-11-15", "Tuesday").source(),
        make("c15", "Harian Nusa", "2022-11-16", "id", "Amerika Serikat menjatuhkan sanksi baru atas Iran pada 15 November.", Sanction, "menjatuhkan sanksi")
            .actor("USA", "Amerika Serikat").recipient("IRN", "Iran").when("2022-11-15", "2022-11-15", "15 November").source(),
        // 13: an accusation
        make("c16", "Harian Nusa", "2022-11-06", "id", "Amerika Serikat menuduh Iran soal drone, kata Robert Malley.", Accuse, "menuduh")
            .mode("allege").actor("USA", "Amerika Serikat").recipient("IRN", "Iran").item("drone").said("USA", "Robert Malley", "Robert Malley").source(),
        // 14: a threat that somebody else tells of; contested
        make("c17", "Northline", "2022-11-17", "en", "The United States allegedly threatened Iran with force, Syria said; Washington denied that.", Threaten, "threatened")
            .mode("violence").actor("USA", "United States").recipient("IRN", "Iran").said("SYR", "Syria", "Syria").denied("USA", "Washington", "Washington").status(Status::Alleged).source(),
        // 15: an attack between two days, according to Iran's opposition
        make("c18", "Agencia Andina", "2022-11-14", "es", "Irán atacó a Estados Unidos entre el 10 y el 13 de noviembre en Irak, según Siria.", Assault, "atacó")
            .actor("IRN", "Irán").recipient("USA", "Estados Unidos").place("Irak").when("2022-11-10", "2022-11-13", "entre el 10 y el 13 de noviembre").said("SYR", "Syria", "Siria").source(),
        // 16: trade since 2012
        make("c19", "Meridian Post", "2022-11-11", "en", "China has bought oil from Iran since 2012.", Cooperate, "bought")
            .actor("CHN", "China").recipient("IRN", "Iran").item("oil").when("2012-01-01", "", "since 2012").source(),
    ];
    let s = |id: &str| sources.iter().find(|s| s.claim.id == id).unwrap();
    let e = |ids: &[&str]| event(&ids.iter().map(|i| s(i)).collect::<Vec<_>>());
    let events = vec![
        admit(e(&["c01", "c02", "c03"]), s("c03"), StepKind::PartlyAdmitted, Some("before the war")),
        e(&["c04"]),
        e(&["c05"]),
        e(&["c06"]),
        e(&["c07"]),
        e(&["c08"]),
        e(&["c09"]),
        e(&["c10"]),
        e(&["c11"]),
        e(&["c12"]),
        e(&["c13"]),
        e(&["c14", "c15"]),
        e(&["c16"]),
        e(&["c17"]),
        e(&["c18"]),
        e(&["c19"]),
    ];
    Matter {
        about: "IRN".into(),
        with: None,
        from: date("2022-11-01"),
        to: date("2022-11-18"),
        topic: None,
        language,
        standings: vec![
            standing("RUS", 12.3, 0.4, Label::Cooperative, Trend::Warming),
            standing("CHN", 6.1, 2.2, Label::TooLittleEvidence, Trend::NoClearChange),
            standing("USA", 0.2, 9.8, Label::Conflictual, Trend::Cooling),
        ],
        events,
        claims: sources,
    }
}
