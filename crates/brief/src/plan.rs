//! From events to statements: what each section tells, from which claims, in which order.

use crate::frames::{Frame, Want, frame};
use crate::lexicon::{hollow, verdict};
use crate::names::{Named, party_name};
use crate::{Kind, Language, Matter, Source};
use sekutu_merge::{EventRecord, StepKind};
use sekutu_model::{Attribution, Date, Event, PartyMention, Quad, Status, When};
use sekutu_parties::{Kind as PartyKind, Parties};

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
    /// A number that no item goes with, as quoted.
    pub figure: Option<String>,
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
pub(crate) fn section<'a>(matter: &'a Matter, party: &str) -> (Vec<Statement<'a>>, usize) {
    let mut out: Vec<Statement<'a>> = Vec::new();
    let mut untold = 0;
    for event in events_of(matter, party) {
        let made = statements(matter, event);
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

fn statements<'a>(matter: &'a Matter, event: &'a EventRecord) -> Vec<Statement<'a>> {
    if event.state == StepKind::Retracted {
        return Vec::new();
    }
    let sources: Vec<&Source> = event.claims.iter().filter_map(|id| matter.source(id)).filter(|s| !s.claim.actor.is_empty()).collect();
    let admissions: Vec<&str> = event
        .history
        .iter()
        .filter(|s| matches!(s.kind, StepKind::PartlyAdmitted | StepKind::ConfirmedByActor))
        .map(|s| s.claim.as_str())
        .collect();
    let mut out = Vec::new();
    // what others say of it: the strongest status that is left once the actor's own admission is told apart
    let others = || sources.iter().copied().filter(|s| !admissions.contains(&s.claim.id.as_str()) && s.claim.event == event.event);
    let strongest = others().map(|s| s.claim.status).min();
    if let Some(status) = strongest {
        let lead =
            others().filter(|s| s.claim.status == status).max_by_key(|s| (fullness(matter, s), std::cmp::Reverse(s.claim.id.clone())));
        out.extend(lead.and_then(|lead| statement(matter, &sources, lead, None)));
    }
    if let Some(step) = event.history.iter().find(|s| admissions.first() == Some(&s.claim.as_str()))
        && let Some(lead) = sources.iter().copied().find(|s| s.claim.id == step.claim && s.claim.event == event.event)
    {
        out.extend(statement(matter, &sources, lead, Some(step.scope.limit.as_deref())));
    }
    out
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

fn statement<'a>(matter: &Matter, sources: &[&'a Source], lead: &'a Source, admission: Option<Option<&str>>) -> Option<Statement<'a>> {
    let language = matter.language;
    let c = &lead.claim;
    let reads = language.reads(lead.language.as_deref());
    let actors = unique(c.actor.iter().map(|p| party(p, reads, lead.language.as_deref())));
    let recipients: Vec<Named> =
        unique(c.recipient.iter().map(|p| party(p, reads, lead.language.as_deref()))).into_iter().filter(|r| !actors.contains(r)).collect();
    let kind = match (admission, c.status) {
        (Some(_), _) => Kind::Admitted,
        (None, Status::Reported) => Kind::Done,
        (None, Status::Alleged) => Kind::Alleged,
        (None, Status::Planned) => Kind::Planned,
        (None, Status::Denied) => Kind::Denied,
        (None, Status::Negated) => Kind::NotDone,
    };
    let want = Want {
        event: c.event,
        mode: c.mode.as_deref(),
        trigger: &c.trigger.text,
        recipient: !recipients.is_empty(),
        mutual: actors.len() > 1,
        status: c.status,
    };
    let (item, figure) = item(lead, language, reads);
    // "Iran made an accusation" tells nobody anything
    let vague = is_speech(c.event) || c.event == Event::Aid;
    if vague && actors.len() == 1 && recipients.is_empty() && item.is_none() {
        return None;
    }
    let frame = frame(want)?;
    // "eased sanctions (sanctions)"
    let verbs = [frame.en[1], frame.id].map(str::to_lowercase);
    let item = item.filter(|i| !verbs.iter().any(|v| v.contains(&i.to_lowercase())));
    let mut cited = vec![lead];
    let same = |s: &&&'a Source| {
        let has = |mine: &[PartyMention], theirs: &[PartyMention]| mine.iter().all(|m| theirs.iter().any(|t| t.party.code == m.party.code));
        s.claim.event == c.event && s.claim.status == c.status && has(&c.actor, &s.claim.actor) && has(&c.recipient, &s.claim.recipient)
    };
    let mut day = c.when.as_ref().and_then(day);
    if day.is_none()
        && kind != Kind::Admitted
        && let Some(other) = sources.iter().filter(same).find(|s| s.claim.when.as_ref().is_some_and(|w| self::day(w).is_some()))
    {
        day = other.claim.when.as_ref().and_then(self::day);
        cite(&mut cited, other);
    }
    let day = day.or(lead.date.map(Day::Reported));
    let denying = |s: &&'a Source| !s.claim.denied_by.is_empty() || s.claim.status == Status::Denied;
    let mut denied = Vec::new();
    if matches!(kind, Kind::Done | Kind::Alleged | Kind::Planned | Kind::Denied) {
        let first = Some(lead).filter(denying).or_else(|| sources.iter().copied().filter(|s| s.claim.event == c.event).find(denying));
        if let Some(s) = first {
            let by = if s.claim.denied_by.is_empty() { &s.claim.said_by } else { &s.claim.denied_by };
            denied = unique(by.iter().filter(|a| a.outlet.is_none()).map(|a| speaker(a, s, language, &actors, &recipients)));
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
    let said: Vec<Named> = if matches!(kind, Kind::Denied) {
        Vec::new()
    } else {
        let people = c.said_by.iter().filter(|a| a.outlet.is_none()).take(1);
        unique(people.map(|a| speaker(a, lead, language, &actors, &recipients)))
    };
    let mut said = said;
    let mut via = c.said_by.iter().find(|a| a.outlet.is_some()).map(|a| inner(&a.quote.text)).filter(|_| kind != Kind::Denied);
    if said.is_empty()
        && let Some(outlet) = via.take()
    {
        said.push(Named { code: None, sector: None, person: None, role: None, words: Some(outlet), plain: false });
    }
    // who speaks for the actor in what is done by speaking is no "according to"
    let own =
        (is_speech(c.event) || kind == Kind::Planned) && said.iter().all(|s| s.code.is_some() && actors.iter().any(|a| a.code == s.code));
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
    let place = c.place.as_ref().filter(|q| plain(&q.text) && !hollow(&q.text) && !at_home(&q.text)).map(|q| {
        let bare = ["di ", "in ", "at ", "en ", "em ", "ke "].iter().find_map(|p| q.text.strip_prefix(p)).unwrap_or(&q.text);
        if reads && !verdict(bare) { inner(bare) } else { quoted(bare) }
    });
    let limit = admission.flatten().filter(|l| c.evidence.quote().text.contains(l)).map(quoted);
    Some(Statement {
        kind,
        frame,
        cited,
        actors,
        recipients,
        item,
        place,
        figure,
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

fn party(p: &PartyMention, reads: bool, lang: Option<&str>) -> Named {
    let raw = inner(&p.quote.text);
    let name = if party_name(p.party.code.as_deref().unwrap_or_default(), Language::En).is_some() {
        None
    } else if p.party.code.is_some() {
        Some(inner(&p.party.name))
    } else {
        Some(if plain(&raw) && !verdict(&raw) && (reads || proper(&raw)) { raw } else { quoted(&p.quote.text) })
    };
    let person = p.via.is_none().then(|| person(&p.quote.text, lang)).flatten();
    Named {
        code: p.party.code.clone(),
        sector: p.party.sector.clone().filter(|s| s != "GOV"),
        person,
        role: None,
        words: name,
        plain: false,
    }
}

fn speaker(a: &Attribution, source: &Source, language: Language, actors: &[Named], recipients: &[Named]) -> Named {
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
    let words = if a.code.is_some() {
        name
    } else {
        Some(if plain(&a.quote.text) && !verdict(&a.quote.text) && (reads || proper(&a.quote.text)) {
            inner(&a.quote.text)
        } else {
            quoted(&a.quote.text)
        })
    };
    let plain = actors.iter().chain(recipients).any(|p| p.code.is_some() && p.code == a.code);
    Named { code: a.code.clone(), sector: a.sector.clone().filter(|s| s != "GOV" && person.is_none()), person, role, words, plain }
}

/// The item with its number, and the number alone where it does not stand beside the item.
fn item(s: &Source, language: Language, reads: bool) -> (Option<String>, Option<String>) {
    let c = &s.claim;
    let e = c.evidence.quote();
    let count = c.count.as_ref().filter(|q| plain(&q.text));
    let Some(item) = c.item.as_ref().filter(|q| plain(&q.text) && !hollow(&q.text)) else {
        return (None, count.map(|q| quoted(&q.text)));
    };
    let (mut start, end) = (item.span.start, item.span.end);
    let mut figure = count.map(|q| quoted(&q.text));
    let within = |from: usize, to: usize| e.text.get(from.checked_sub(e.span.start)?..to.checked_sub(e.span.start)?);
    if let Some(q) = count {
        if item.span.contains(q.span) {
            figure = None;
        } else if q.span.end <= start && within(q.span.end, start).is_some_and(|gap| gap.trim().is_empty()) {
            (start, figure) = (q.span.start, None);
        }
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
    (Some(if reads && !verdict(text) { inner(text) } else { quoted(text) }), figure)
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

/// Several plain events of one kind on days of their own become one statement.
fn join(all: Vec<Statement<'_>>) -> Vec<Statement<'_>> {
    let mut out: Vec<Statement<'_>> = Vec::new();
    for s in all {
        let single = |s: &Statement<'_>| {
            s.kind == Kind::Done
                && s.item.is_none()
                && s.place.is_none()
                && s.figure.is_none()
                && s.denied.is_empty()
                && s.days.iter().all(|d| matches!(d, Day::On(_)))
                && !s.days.is_empty()
        };
        let set = |n: &[Named]| {
            let mut n: Vec<String> = n.iter().map(|n| format!("{:?}", (&n.code, &n.person, &n.words))).collect();
            n.sort();
            n
        };
        let twin = out.iter_mut().find(|t| {
            single(t)
                && single(&s)
                && std::ptr::eq(t.frame, s.frame)
                && t.days.iter().all(|d| !s.days.contains(d))
                && set(&t.said) == set(&s.said)
                && t.via == s.via
                && (set(&t.actors) == set(&s.actors) && set(&t.recipients) == set(&s.recipients))
        });
        match twin {
            Some(t) => {
                t.days.extend(s.days);
                t.days.sort();
                s.cited.into_iter().for_each(|c| cite(&mut t.cited, c));
            }
            None => out.push(s),
        }
    }
    out
}
