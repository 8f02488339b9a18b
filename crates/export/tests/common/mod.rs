//! Three articles in three languages, with what breaks careless formats: quotes, commas, line breaks, tabs, braces, markup.

#![allow(dead_code)] // each test takes a part

use sekutu_export::{ArticleRow, ClaimRow, DyadMonth, DyadMonths};
use sekutu_merge::{EventRecord, Flag, FlagKind, Origin, OriginKind, Scope, Step, StepKind};
use sekutu_model::{
    Article, Attribution, Claim, Date, DateSource, Event, Evidence, Party, PartyMention, Published, Quote, Span, Status, When, hash,
};

/// The articles, with their claims.
pub fn articles() -> Vec<ArticleRow> {
    vec![indonesian(), arabic(), chinese()]
}

/// A row a claim, and the event that each is about.
pub fn claims() -> Vec<ClaimRow> {
    let event = |c: &Claim| Some(format!("event-{}", &c.id[..6]));
    articles().iter().flat_map(|a| a.claim_rows(event).collect::<Vec<_>>()).collect()
}

/// An event a claim, and two more between the first one's parties: of the other sign, and of the next month.
pub fn events() -> Vec<EventRecord> {
    let mut all: Vec<EventRecord> = claims().iter().map(event).collect();
    let (mut accuse, mut again) = (all[0].clone(), all[0].clone());
    accuse.id = "event-accuse".to_owned();
    (accuse.event, accuse.quad) = (Event::Accuse, Event::Accuse.quad());
    accuse.recipient[0].name = "Russia & \"Rossiya\" <RF>".to_owned();
    again.id = "event-again".to_owned();
    (again.from, again.to) = (Some(date(2022, 12, 20)), Some(date(2023, 1, 9)));
    all.extend([accuse, again]);
    all
}

pub fn months() -> Vec<DyadMonth> {
    let mut all = DyadMonths::new();
    events().iter().for_each(|e| all.event(e));
    all.rows().collect()
}

fn indonesian() -> ArticleRow {
    let text = "Kirby: \"Pyongyang memasok\tpeluru\", Iran {membantah}\n\
                Pyongyang memasok Rusia dengan peluru artileri, kata Kirby, Kamis (3/11).\n\
                Iran membantah memasok Rusia \"rudal & drone\"; 100% <salah>."
        .to_owned();
    let mut a = Article::new(text);
    a.id = "kompas-1".to_owned();
    a.title = Some(Span::new(0, a.text.find('\n').unwrap()));
    a.byline = Some("Sari, A. and Müller_B".to_owned());
    a.outlet = Some("Kompas, \"Pagi\"".to_owned());
    a.url = Some("https://example.org/berita?id=1&q=a_b%20c#x{1}".to_owned());
    set(&mut a, "id", date(2022, 11, 4));
    let ship = Draft {
        event: Event::Aid,
        status: Status::Alleged,
        actor: vec![party(&a, "PRK", "GOV", "North Korea", "Pyongyang", 1)],
        recipient: vec![party(&a, "RUS", "GOV", "Russia", "Rusia", 0)],
        trigger: quote(&a, "memasok", 1),
        evidence: span(&a, "Pyongyang memasok Rusia dengan peluru artileri, kata Kirby, Kamis (3/11).", 0),
    };
    let mut shells = ship.claim(&a);
    shells.contexts = vec!["military".to_owned(), "territory".to_owned()];
    shells.cameo = Some("072".to_owned());
    shells.item = Some(quote(&a, "peluru artileri", 0));
    let from = date(2022, 11, 3);
    shells.when = Some(When { from: Some(from), to: Some(from), quote: quote(&a, "Kamis (3/11)", 0) });
    shells.said_by = vec![said(&a, Some("USA"), Some("John Kirby"), Some("spokesman, \"NSC\""), "Kirby", 1)];
    let deny = Draft {
        event: Event::Aid,
        status: Status::Denied,
        actor: vec![party(&a, "IRN", "GOV", "Iran", "Iran", 1)],
        recipient: vec![party(&a, "RUS", "GOV", "Russia", "Rusia", 1)],
        trigger: quote(&a, "memasok", 2),
        evidence: span(&a, "100% <salah>.", 0).cover(span(&a, "Iran membantah memasok", 0)),
    };
    let mut denial = deny.claim(&a);
    denial.item = Some(quote(&a, "\"rudal & drone\"", 0));
    denial.denied_by = vec![said(&a, Some("IRN"), None, None, "Iran", 1)];
    ArticleRow { article: a, version: 1, claims: vec![shells, denial] }
}

fn arabic() -> ArticleRow {
    let text = "قصف \"عنيف\"، في صنعاء\nقصفت السعودية مواقع الحوثيين في صنعاء،\nوقالت مصادر إن 12 قُتلوا.".to_owned();
    let mut a = Article::new(text);
    a.title = Some(Span::new(0, a.text.find('\n').unwrap()));
    a.outlet = Some("الخبر".to_owned());
    set(&mut a, "ar", date(2022, 12, 1));
    let strike = Draft {
        event: Event::Assault,
        status: Status::Reported,
        actor: vec![party(&a, "SAU", "MIL", "Saudi Arabia", "السعودية", 0)],
        recipient: vec![party(&a, "HOUTHI", "REB", "Houthis", "الحوثيين", 0)],
        trigger: quote(&a, "قصفت", 0),
        evidence: span(&a, "قصفت السعودية مواقع الحوثيين في صنعاء،\nوقالت مصادر إن 12 قُتلوا.", 0), // over a line break
    };
    let mut strike = strike.claim(&a);
    strike.place = Some(quote(&a, "صنعاء", 1));
    strike.count = Some(quote(&a, "12", 0));
    strike.said_by = vec![said(&a, None, None, None, "مصادر", 0)];
    ArticleRow { article: a, version: 2, claims: vec![strike] }
}

fn chinese() -> ArticleRow {
    let text = "中国外长与印尼外长在雅加达会晤😀\n王毅,\t周五在雅加达与印尼外长会晤。".to_owned();
    let mut a = Article::new(text);
    a.title = Some(Span::new(0, a.text.find('\n').unwrap()));
    a.byline = Some("记者\t李明\n实习".to_owned());
    set(&mut a, "zh", date(2022, 11, 26));
    let meet = Draft {
        event: Event::Consult,
        status: Status::Reported,
        actor: vec![party(&a, "CHN", "GOV", "China", "王毅", 0), party(&a, "IDN", "GOV", "Indonesia", "印尼外长", 1)],
        recipient: vec![],
        trigger: quote(&a, "会晤", 1),
        evidence: span(&a, "王毅,\t周五在雅加达与印尼外长会晤。", 0),
    };
    let mut meet = meet.claim(&a);
    meet.mode = Some("visit".to_owned());
    meet.place = Some(quote(&a, "雅加达", 1));
    meet.said_by = vec![Attribution { outlet: Some("xinhua".to_owned()), ..said(&a, None, None, None, "王毅", 0) }];
    ArticleRow { article: a, version: 1, claims: vec![meet] }
}

struct Draft {
    event: Event,
    status: Status,
    actor: Vec<PartyMention>,
    recipient: Vec<PartyMention>,
    trigger: Quote,
    evidence: Span,
}

impl Draft {
    fn claim(self, a: &Article) -> Claim {
        Claim {
            id: hash(&format!("{} {} {:?}", a.sha256, self.event, self.trigger.span))[..16].to_owned(),
            article: a.id.clone(),
            language: a.language.clone(),
            event: self.event,
            mode: None,
            contexts: vec![],
            cameo: None,
            actor: self.actor,
            recipient: self.recipient,
            trigger: self.trigger,
            item: None,
            count: None,
            place: None,
            when: None,
            status: self.status,
            said_by: vec![],
            denied_by: vec![],
            evidence: Evidence::of(a, self.evidence).unwrap(),
            confidence: 0.91,
            meaning: None,
        }
    }
}

fn event(row: &ClaimRow) -> EventRecord {
    let c = &row.claim;
    let outlet = if row.outlet.is_empty() { "?".to_owned() } else { row.outlet.clone() };
    let origin = Origin {
        key: c.said_by.first().and_then(|a| a.code.clone()).unwrap_or_else(|| outlet.clone()).to_lowercase(),
        kind: OriginKind::Speaker,
        interested: false,
        claims: vec![c.id.clone()],
        outlets: vec![outlet.clone()],
        why: vec!["said by one".to_owned()],
    };
    let denied = c.status == Status::Denied;
    let step = Step {
        later: false,
        kind: if denied { StepKind::Denied } else { StepKind::Asserted },
        date: row.published,
        speaker: outlet.clone(),
        outlet: outlet.clone(),
        claim: c.id.clone(),
        article: row.sha256.clone(),
        span: c.evidence.quote().span,
        scope: Scope::default(),
        status: c.status,
    };
    EventRecord {
        id: row.event.clone().unwrap(),
        event: c.event,
        quad: c.event.quad(),
        mode: c.mode.clone(),
        contexts: c.contexts.clone(),
        actor: c.actor.iter().map(|p| p.party.clone()).collect(),
        recipient: c.recipient.iter().map(|p| p.party.clone()).collect(),
        from: c.when.as_ref().map_or_else(|| row.published.and_then(|d| d.yesterday().ok()), |w| w.from),
        to: c.when.as_ref().map_or(row.published, |w| w.to),
        stated: c.when.is_some(),
        place: c.place.as_ref().map(|q| q.text.clone()),
        item: c.item.as_ref().map(|q| q.text.clone()),
        count: c.count.as_ref().map(|q| q.text.clone()),
        status: c.status,
        state: step.kind,
        contested: denied,
        first_report: row.published,
        last_report: row.published,
        claims: vec![c.id.clone()],
        articles: 1,
        outlets: vec![outlet],
        origins: vec![origin],
        history: vec![step],
        flags: vec![Flag { kind: FlagKind::SourceHedged, claims: vec![c.id.clone()], note: "a, \"b\"".to_owned() }],
        links: vec![],
    }
}

fn set(a: &mut Article, language: &str, day: Date) {
    a.language = Some(language.to_owned());
    a.published = Some(Published { date: day, source: DateSource::Declared });
    a.source = "-".to_owned();
}

pub fn date(y: i16, m: i8, d: i8) -> Date {
    Date::constant(y, m, d)
}

/// The n-th place, from 0, where the text has the words.
fn span(a: &Article, words: &str, n: usize) -> Span {
    let start = a.text.match_indices(words).nth(n).unwrap_or_else(|| panic!("{words:?} stands there")).0;
    Span::new(start, start + words.len())
}

fn quote(a: &Article, words: &str, n: usize) -> Quote {
    Quote::cut(&a.text, span(a, words, n)).unwrap()
}

fn party(a: &Article, code: &str, sector: &str, name: &str, words: &str, n: usize) -> PartyMention {
    let party = Party { code: Some(code.to_owned()), sector: Some(sector.to_owned()), name: name.to_owned() };
    PartyMention { party, quote: quote(a, words, n), via: None }
}

fn said(a: &Article, code: Option<&str>, name: Option<&str>, role: Option<&str>, words: &str, n: usize) -> Attribution {
    let own = |s: Option<&str>| s.map(str::to_owned);
    Attribution { code: own(code), sector: None, name: own(name), role: own(role), outlet: None, quote: quote(a, words, n), via: None }
}
