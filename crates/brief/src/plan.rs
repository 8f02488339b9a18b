//! From events to statements: what each section tells, from which claims, in which order.

use crate::frames::{Frame, Want, frame};
use crate::ground::{self, Ground};
use crate::lexicon::{hollow, verdict};
use crate::names::{Named, party_name};
use crate::{Kind, Language, Matter, Source};
use sekutu_merge::{EventRecord, StepKind, item_name};
use sekutu_model::{Attribution, Date, Event, PartyMention, Quad, Quote, Status, When};
use sekutu_parties::{Kind as PartyKind, Parties};
use std::cell::RefCell;
use std::collections::HashMap;

/// When something took place, as far as a claim tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Day {
    On(Date),
    Between(Date, Date),
    Month(i16, i8),
    Year(i16),
    Since(Date),
    /// Not told; the day of the report.
    Reported(Date),
}

/// One sentence before it is words.
#[derive(Debug, Clone)]
pub(crate) struct Statement<'a> {
    pub kind: Kind,
    pub frame: &'static Frame,
    /// The claims it rests on; its fields are the first one's.
    pub cited: Vec<&'a Source>,
    pub actors: Vec<Named>,
    pub recipients: Vec<Named>,
    pub item: Option<String>,
    pub place: Option<String>,
    /// One, or the days of each of several events of a kind.
    pub days: Vec<Day>,
    pub said: Vec<Named>,
    /// The speaker speaks for the actor, in what is done by speaking.
    pub own: bool,
    /// The outlet that relays the speaker's words.
    pub via: Option<String>,
    pub denied: Vec<Named>,
    /// Words that narrow an admission, as quoted.
    pub limit: Option<String>,
    /// For the order within a section.
    pub at: Option<Date>,
}

/// Words in quotation marks; marks within become single ones.
pub(crate) fn quoted(text: &str) -> String {
    format!("“{}”", inner(text))
}

/// The words of a quotation as they stand between its marks.
pub(crate) fn inner(text: &str) -> String {
    let single: String = text.chars().map(|c| if matches!(c, '“' | '”' | '"' | '„' | '«' | '»') { '’' } else { c }).collect();
    single.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the claim speaks of the party.
pub(crate) fn names(source: &Source, code: &str) -> bool {
    source.claim.actor.iter().chain(&source.claim.recipient).any(|p| p.party.code.as_deref() == Some(code))
}

/// Whether the event belongs to the section on `party`: it and the one that the briefing is about take part, or, where nobody is named at
/// the other end, it acts alone.
fn belongs(matter: &Matter, event: &EventRecord, party: &str) -> bool {
    let has = |code: &str| {
        event.actor.iter().chain(&event.recipient).any(|p| p.code.as_deref() == Some(code))
            || event.claims.iter().filter_map(|id| matter.source(id)).any(|s| names(s, code))
    };
    let acts = event.actor.iter().any(|p| p.code.as_deref() == Some(party));
    let spoken_of = || {
        event.claims.iter().filter_map(|id| matter.source(id)).any(|s| {
            let found = Parties::builtin().find(&s.claim.evidence.quote().text, s.language.as_deref());
            found.iter().any(|m| m.codes.first() == Some(&matter.about))
        })
    };
    has(party) && (has(&matter.about) || (acts && event.recipient.is_empty() && (event.status == Status::Negated || spoken_of())))
}

fn within(matter: &Matter, event: &EventRecord) -> bool {
    // what is told in the period belongs to it, though it may have happened before
    let first = event.from.into_iter().chain(event.first_report).min();
    let last = event.to.into_iter().chain(event.last_report).max().or(first);
    first.is_none_or(|d| d <= matter.to) && last.is_none_or(|d| d >= matter.from)
}

/// The events of a party's section.
pub(crate) fn events_of<'a>(matter: &'a Matter, party: &str) -> Vec<&'a EventRecord> {
    matter.events.iter().filter(|e| within(matter, e) && belongs(matter, e, party)).collect()
}

/// The statements of a party's section, in the order in which they are told, and how many of its events none could be made of.
pub(crate) fn section<'a>(matter: &'a Matter, party: &str, readings: &Readings<'a>) -> (Vec<Statement<'a>>, usize) {
    let mut out: Vec<Statement<'a>> = Vec::new();
    let mut untold = 0;
    for event in events_of(matter, party) {
        let made = statements(matter, event, readings);
        untold += usize::from(made.is_empty());
        out.extend(made);
    }
    // an admission goes by the kind of what it follows
    out.sort_by_key(|s| (order(s.kind), s.at, s.cited[0].claim.id.clone()));
    (join(out), untold)
}

/// Deeds and words, then what is planned, alleged, admitted, denied, and what did not happen.
const fn order(kind: Kind) -> u8 {
    match kind {
        Kind::Done => 0,
        Kind::Planned => 1,
        Kind::Alleged => 2,
        Kind::Admitted => 3,
        Kind::Denied => 4,
        Kind::NotDone => 5,
    }
}

fn statements<'a>(matter: &'a Matter, event: &'a EventRecord, readings: &Readings<'a>) -> Vec<Statement<'a>> {
    if event.state == StepKind::Retracted {
        return Vec::new();
    }
    let all: Vec<&Source> = event.claims.iter().filter_map(|id| matter.source(id)).filter(|s| !s.claim.actor.is_empty()).collect();
    // what its own words do not bear out is told of no event that has better; where nothing is better, the check withholds it and says why
    let borne: Vec<&Source> = all.iter().copied().filter(|s| readings.of(s).borne).collect();
    let sources = if borne.is_empty() { all } else { borne };
    let admissions: Vec<&str> = event
        .history
        .iter()
        .filter(|s| matches!(s.kind, StepKind::PartlyAdmitted | StepKind::ConfirmedByActor))
        .map(|s| s.claim.as_str())
        .collect();
    let mut out = Vec::new();
    // what others say of it: the strongest status that is left once the actor's own admission is told apart
    let others = || sources.iter().copied().filter(|s| !admissions.contains(&s.claim.id.as_str()) && s.claim.event == event.event);
    let strongest = others().map(|s| readings.of(s).status).min();
    if let Some(status) = strongest {
        let lead = others()
            .filter(|s| readings.of(s).status == status)
            .max_by_key(|s| (fullness(matter, s), std::cmp::Reverse(s.claim.id.clone())));
        out.extend(lead.and_then(|lead| statement(matter, &sources, lead, None, readings)));
    }
    if let Some(step) = event.history.iter().find(|s| admissions.first() == Some(&s.claim.as_str()))
        && let Some(lead) = sources.iter().copied().find(|s| s.claim.id == step.claim && s.claim.event == event.event)
    {
        out.extend(statement(matter, &sources, lead, Some(step.scope.limit.as_deref()), readings));
    }
    out
}

/// What each claim's own words let it be told as, looked at once.
#[derive(Debug, Default)]
pub(crate) struct Readings<'a>(RefCell<HashMap<&'a str, Reading>>);

/// What a claim's own words bear out.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// The status as which they let it be told; the reader's, where they do not let it be told.
    status: Status,
    /// Whether they let it be told, and name its parties.
    borne: bool,
}

impl<'a> Readings<'a> {
    fn of(&self, s: &'a Source) -> Reading {
        *self.0.borrow_mut().entry(&s.claim.id).or_insert_with(|| {
            let g = Ground::of(s);
            let status = g.status();
            let borne = status.is_ok() && s.claim.actor.iter().chain(&s.claim.recipient).all(|p| g.party(p));
            Reading { status: status.unwrap_or(s.claim.status), borne }
        })
    }
}

/// How much a claim tells: the fullest leads.
fn fullness(matter: &Matter, s: &Source) -> usize {
    let c = &s.claim;
    2 * usize::from(!c.said_by.is_empty())
        + 3 * usize::from(!c.recipient.is_empty())
        + 2 * usize::from(c.when.is_some())
        + 2 * usize::from(c.item.is_some())
        + usize::from(c.count.is_some())
        + usize::from(c.place.is_some())
        + usize::from(matter.language.reads(s.language.as_deref()))
}

fn statement<'a>(
    matter: &Matter,
    sources: &[&'a Source],
    lead: &'a Source,
    admission: Option<Option<&str>>,
    readings: &Readings<'a>,
) -> Option<Statement<'a>> {
    let language = matter.language;
    let c = &lead.claim;
    let ground = Ground::of(lead);
    let status = readings.of(lead).status;
    let reads = language.reads(lead.language.as_deref());
    let side = |parties: &[PartyMention]| -> Option<Vec<Named>> {
        let all: Option<Vec<Named>> = parties.iter().map(|p| party(p, reads, lead.language.as_deref())).collect();
        all.map(|all| unique(all.into_iter()))
    };
    let actors = side(&c.actor)?;
    let recipients: Vec<Named> = side(&c.recipient)?.into_iter().filter(|r| !actors.contains(r)).collect();
    let kind = match (admission, status) {
        // who says of himself that he did it, in words that admit nothing, says it
        (Some(_), Status::Reported) if ground.admits() => Kind::Admitted,
        (_, Status::Reported) => Kind::Done,
        (_, Status::Alleged) => Kind::Alleged,
        (_, Status::Planned) => Kind::Planned,
        (_, Status::Denied) => Kind::Denied,
        (_, Status::Negated) => Kind::NotDone,
    };
    let item = item(lead, language, reads, &ground);
    let words = ground.words();
    let want = Want {
        event: c.event,
        words: &words,
        recipient: !recipients.is_empty(),
        item: item.is_some(),
        mutual: actors.len() > 1,
        person: actors.iter().all(|a| a.person.is_some()),
        status,
    };
    // "Iran made an accusation" tells nobody anything
    let vague = is_speech(c.event) || c.event == Event::Aid;
    if vague && actors.len() == 1 && recipients.is_empty() && item.is_none() {
        return None;
    }
    let frame = frame(want)?;
    // "recognised {r}" where an item that cannot be told was recognised would say something else
    if item.is_none() && c.item.is_some() && frame.one_object() {
        return None;
    }
    // "eased sanctions (sanctions)"
    let verbs = [frame.en[1], frame.id].map(str::to_lowercase);
    let item = item.filter(|i| !verbs.iter().any(|v| v.contains(&i.to_lowercase())));
    let mut cited = vec![lead];
    let same = |s: &&&'a Source| {
        let has = |mine: &[PartyMention], theirs: &[PartyMention]| mine.iter().all(|m| theirs.iter().any(|t| t.party.code == m.party.code));
        s.claim.event == c.event
            && readings.of(s).status == status
            && has(&c.actor, &s.claim.actor)
            && has(&c.recipient, &s.claim.recipient)
    };
    let stated = |s: &Source| s.claim.when.as_ref().filter(|w| ground::holds(s, &w.quote)).and_then(day);
    let mut day = stated(lead);
    if day.is_none()
        && kind != Kind::Admitted
        && let Some(other) = sources.iter().filter(same).find(|s| stated(s).is_some())
    {
        day = stated(other);
        cite(&mut cited, other);
    }
    let day = day.or(lead.date.map(Day::Reported));
    let denying = |s: &&'a Source| !s.claim.denied_by.is_empty() || s.claim.status == Status::Denied;
    let mut denied = Vec::new();
    if matches!(kind, Kind::Done | Kind::Alleged | Kind::Planned | Kind::Denied) {
        let first = Some(lead).filter(denying).or_else(|| sources.iter().copied().filter(|s| s.claim.event == c.event).find(denying));
        if let Some(s) = first {
            let by = if s.claim.denied_by.is_empty() { &s.claim.said_by } else { &s.claim.denied_by };
            let by: Option<Vec<Named>> =
                by.iter().filter(|a| a.outlet.is_none()).map(|a| speaker(a, s, language, &actors, &recipients)).collect();
            denied = unique(by?.into_iter());
            if !denied.is_empty() {
                cite(&mut cited, s);
            }
        }
        if kind == Kind::Denied && denied.is_empty() {
            return None;
        }
    }
    // up to two more outlets that say the same
    if kind != Kind::Admitted {
        for s in sources.iter().filter(same) {
            if cited.len() < 4 && cited.iter().all(|t| t.outlet != s.outlet) {
                cite(&mut cited, s);
            }
        }
    }
    let mut said: Vec<Named> = match c.said_by.iter().find(|a| a.outlet.is_none()) {
        Some(a) if kind != Kind::Denied => vec![speaker(a, lead, language, &actors, &recipients)?],
        _ => Vec::new(),
    };
    let mut via = c.said_by.iter().find(|a| a.outlet.is_some()).map(|a| inner(&a.quote.text)).filter(|_| kind != Kind::Denied);
    if said.is_empty()
        && let Some(outlet) = via.take()
    {
        said.push(Named { code: None, sector: None, person: None, role: None, words: Some(outlet), plain: false });
    }
    // who speaks for the actor in what is done by speaking is no "according to"
    let own =
        (is_speech(c.event) || kind == Kind::Planned) && said.iter().all(|s| s.code.is_some() && actors.iter().any(|a| a.code == s.code));
    // nobody alleges of himself what he tells of himself
    if kind == Kind::Alleged && said.iter().any(|s| s.code.is_some() && actors.iter().any(|a| a.code == s.code)) {
        return None;
    }
    let own = own && !said.is_empty() && matches!(kind, Kind::Done | Kind::NotDone | Kind::Planned);
    if own {
        via = None;
    }
    // a party's own country is no place to tell
    let party_codes = || actors.iter().chain(&recipients).filter_map(|n| n.code.as_deref());
    let at_home = |text: &str| {
        let found = Parties::builtin().find(text, lead.language.as_deref());
        found.iter().any(|m| {
            m.kind == PartyKind::State && m.span.len() == text.len() && m.codes.first().is_some_and(|c| party_codes().any(|p| p == c))
        }) && !actors.iter().chain(&recipients).any(|n| n.person.is_some())
    };
    let place = c.place.as_ref().filter(|q| ground.holds(q) && plain(&q.text) && !hollow(&q.text) && !at_home(&q.text)).and_then(|q| {
        let bare = ["di ", "in ", "at ", "en ", "em ", "ke "].iter().find_map(|p| q.text.strip_prefix(p)).unwrap_or(&q.text);
        let elsewhere = ["near", "around", "outside", "off", "di", "dekat", "sekitar"].iter().any(|w| bare.split(' ').next() == Some(*w));
        ((reads || proper(bare)) && !verdict(bare) && !elsewhere).then(|| inner(bare))
    });
    let limit = admission.flatten().filter(|l| reads && c.evidence.quote().text.contains(l)).map(quoted);
    Some(Statement {
        kind,
        frame,
        cited,
        actors,
        recipients,
        item,
        place,
        at: day.map(|d| match d {
            Day::On(d) | Day::Between(d, _) | Day::Since(d) | Day::Reported(d) => d,
            Day::Month(y, m) => jiff::civil::date(y, m, 1),
            Day::Year(y) => jiff::civil::date(y, 1, 1),
        }),
        days: day.into_iter().collect(),
        said,
        own,
        via,
        denied,
        limit,
    })
}

/// Whether an event is done by speaking for a party; a meeting is not.
pub(crate) fn is_speech(event: Event) -> bool {
    matches!(event.quad(), Quad::VerbalCooperation | Quad::VerbalConflict) && event != Event::Consult
}

fn cite<'a>(cited: &mut Vec<&'a Source>, s: &'a Source) {
    if cited.iter().all(|c| c.claim.id != s.claim.id) {
        cited.push(s);
    }
}

fn unique(all: impl Iterator<Item = Named>) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::new();
    for n in all {
        if !out.contains(&n) {
            out.push(n);
        }
    }
    out
}

/// Words that a sentence can take in as they are.
fn plain(text: &str) -> bool {
    text.chars().count() <= 90 && !text.contains(['\n', '<', '>', '[', ']', '.', ';'])
}

/// A proper name in Latin letters, which is the same in both languages.
fn proper(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    words.len() <= 4
        && words.iter().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() && (c as u32) < 0x250 || c == '-')
        })
}

/// A person's usual name where the words are a person's.
fn person(text: &str, lang: Option<&str>) -> Option<String> {
    let found = Parties::builtin().find(text, lang);
    match &found[..] {
        [m] if m.kind == PartyKind::Person => Some(m.name.clone()),
        _ => None,
    }
}

/// A party as named; `None` where only words of another language would.
fn party(p: &PartyMention, reads: bool, lang: Option<&str>) -> Option<Named> {
    let name = if party_name(p.party.code.as_deref().unwrap_or_default(), Language::En).is_some() {
        None
    } else if p.party.code.is_some() {
        Some(inner(&p.party.name))
    } else {
        Some(in_words(&p.quote.text, reads)?)
    };
    let person = p.via.is_none().then(|| person(&p.quote.text, lang)).flatten();
    Some(Named {
        code: p.party.code.clone(),
        sector: p.party.sector.clone().filter(|s| s != "GOV"),
        person,
        role: None,
        words: name,
        plain: false,
    })
}

/// Words that name somebody whom no table knows: as they are where they are of the document's language or a name, in quotation marks where they
/// do not go into a sentence as they are, and not at all where they are of another language.
fn in_words(text: &str, reads: bool) -> Option<String> {
    let raw = inner(text);
    let fits = plain(&raw) && !verdict(&raw);
    match (reads || proper(&raw), fits) {
        (true, true) => Some(raw),
        (true, false) => Some(quoted(text)),
        (false, _) => None,
    }
}

/// A speaker or denier as named; `None` where only words of another language would.
fn speaker(a: &Attribution, source: &Source, language: Language, actors: &[Named], recipients: &[Named]) -> Option<Named> {
    let reads = language.reads(source.language.as_deref());
    let name = a.name.as_deref().map(inner).filter(|n| plain(n));
    let known = name.as_deref().map(|n| Parties::builtin().find(n, None)).unwrap_or_default();
    let capitals =
        |n: &str| n.split_whitespace().count() > 1 && n.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase));
    let person = match &known[..] {
        [m] if m.kind == PartyKind::Person => Some(m.name.clone()),
        [] => name.clone().filter(|n| capitals(n)),
        _ => None,
    };
    let role = a.role.as_deref().map(inner).filter(|r| {
        // an office out of the tables is in English
        let told = language == Language::En || source.claim.evidence.quote().text.contains(r.as_str());
        reads && told && plain(r) && !verdict(r) && person.as_deref().is_some_and(|p| !r.contains(p))
    });
    let words = if a.code.is_some() { name } else { Some(in_words(&a.quote.text, reads)?) };
    let plain = actors.iter().chain(recipients).any(|p| p.code.is_some() && p.code == a.code);
    Some(Named { code: a.code.clone(), sector: a.sector.clone().filter(|s| s != "GOV" && person.is_none()), person, role, words, plain })
}

/// The item with the number that stands before it, where it is in the document's language or a name.
fn item(s: &Source, language: Language, reads: bool, ground: &Ground<'_>) -> Option<String> {
    let c = &s.claim;
    let e = c.evidence.quote();
    let held = |q: &&Quote| ground.holds(q) && plain(&q.text);
    let item = c.item.as_ref().filter(held).filter(|q| !hollow(&q.text))?;
    if !reads && !proper(&item.text) {
        return item_name(&item.text, language.code()).map(str::to_owned);
    }
    let (mut start, end) = (item.span.start, item.span.end);
    let within = |from: usize, to: usize| e.text.get(from.checked_sub(e.span.start)?..to.checked_sub(e.span.start)?);
    if let Some(q) = c.count.as_ref().filter(held)
        && q.span.end <= start
        && within(q.span.end, start).is_some_and(|gap| gap.trim().is_empty())
    {
        start = q.span.start;
    }
    // an English noun keeps the article that stands before it
    if reads
        && language == Language::En
        && let Some(before) = within(e.span.start, start)
        && let Some(article) =
            ["a ", "an ", "the "].iter().find(|a| before.strip_suffix(**a).is_some_and(|b| b.is_empty() || b.ends_with(' ')))
    {
        start -= article.len();
    }
    let text = within(start, end).unwrap_or(&item.text);
    // "united-led plan", "made a request for end the tariffs": half a word, and what may be a verb, are no noun to go on with
    let half = within(e.span.start, start).is_some_and(|b| b.ends_with(['-', '–']));
    let talked_of = is_speech(c.event) || c.event == Event::Consult;
    if half || (talked_of && !nominal(text, language)) {
        return None;
    }
    Some(if verdict(text) { quoted(text) } else { inner(text) })
}

/// Whether the words begin as a noun phrase does and a verb does not.
fn nominal(text: &str, language: Language) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    match language {
        Language::En => {
            let led =
                ["a", "an", "the", "its", "his", "her", "their", "more", "new", "all", "any"].contains(&first.to_lowercase().as_str());
            led || first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || (first == text && text.ends_with('s'))
        }
        Language::Id => !(first.len() > 5 && ["me", "ber", "di"].iter().any(|p| first.starts_with(p))),
    }
}

fn day(w: &When) -> Option<Day> {
    let from = w.from?;
    let Some(to) = w.to else { return Some(Day::Since(from)) };
    let last = |d: Date| d.last_of_month() == d;
    Some(if from == to {
        Day::On(from)
    } else if from.day() == 1 && last(to) && (from.year(), from.month()) == (to.year(), to.month()) {
        Day::Month(from.year(), from.month())
    } else if from.year() == to.year() && (from.month(), from.day(), to.month(), to.day()) == (1, 1, 12, 31) {
        Day::Year(from.year())
    } else {
        Day::Between(from, to)
    })
}

/// Several plain events of one kind on days of their own become one statement, and what says no more than another is told with it.
fn join(all: Vec<Statement<'_>>) -> Vec<Statement<'_>> {
    let mut out: Vec<Statement<'_>> = Vec::new();
    for s in all {
        let dated = |s: &Statement<'_>| !s.days.is_empty() && s.days.iter().all(|d| matches!(d, Day::On(_)));
        let undated = |s: &Statement<'_>| matches!(s.days[..], [] | [Day::Reported(_)]);
        let single = |s: &Statement<'_>| s.kind == Kind::Done && s.item.is_none() && s.place.is_none() && s.denied.is_empty() && dated(s);
        let set = |n: &[Named]| {
            let mut n: Vec<String> = n.iter().map(|n| format!("{:?}", (&n.code, &n.sector, &n.person, &n.words))).collect();
            n.sort();
            n
        };
        let alike = |t: &Statement<'_>| {
            t.kind == s.kind
                && std::ptr::eq(t.frame, s.frame)
                && set(&t.said) == set(&s.said)
                && t.via == s.via
                && set(&t.denied) == set(&s.denied)
                && t.limit == s.limit
                && set(&t.actors) == set(&s.actors)
                && set(&t.recipients) == set(&s.recipients)
        };
        // says the same or less
        let covers = |t: &Statement<'_>, s: &Statement<'_>| {
            (s.item.is_none() || s.item == t.item) && (s.place.is_none() || s.place == t.place) && (undated(s) || s.days == t.days)
        };
        let twin = out.iter_mut().find(|t| {
            alike(t) && ((single(t) && single(&s) && t.days.iter().all(|d| !s.days.contains(d))) || covers(t, &s) || covers(&s, t))
        });
        match twin {
            Some(t) => {
                if single(t) && single(&s) {
                    t.days.extend(s.days);
                    t.days.sort();
                    t.days.dedup();
                } else if !covers(t, &s) {
                    // the fuller one is what is told, where the other stood
                    (t.item, t.place, t.days) = (s.item, s.place, s.days);
                    t.cited.splice(0..0, s.cited.iter().copied());
                }
                s.cited.into_iter().for_each(|c| cite(&mut t.cited, c));
                t.cited.dedup_by(|a, b| a.claim.id == b.claim.id);
            }
            None => out.push(s),
        }
    }
    out
}
