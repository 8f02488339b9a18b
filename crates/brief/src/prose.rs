//! From a statement to a sentence. Wording follows status; what varies varies by the sentence's place, never by chance.

use crate::dates::month;
use crate::names::{Named, Names};
use crate::plan::{Day, Statement};
use crate::{Kind, Language};
use sekutu_model::Date;
use std::collections::BTreeMap;

/// What a sentence's wording depends on beside the statement.
pub(crate) struct Turn<'a> {
    pub language: Language,
    pub names: &'a mut Names,
    /// Its place in the section, from 0.
    pub at: usize,
    /// The same actors as in the sentence before, and the same kind.
    pub also: bool,
    /// The year that dates need not repeat.
    pub year: Option<i16>,
    /// The month of whose reports the sentences before told, where they tell of no day.
    pub reports: &'a mut Option<(i16, i8)>,
}

/// "A, B and C", "A, B, dan C".
pub(crate) fn list(names: &[String], language: Language) -> String {
    let and = language.pick(" and ", " dan ");
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [a, b] => format!("{a}{and}{b}"),
        [rest @ .., last] => format!("{}{}{and}{last}", rest.join(", "), language.pick("", ",")),
    }
}

/// A number up to twelve as a word.
pub(crate) fn number(n: usize, language: Language) -> String {
    const EN: [&str; 13] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    const ID: [&str; 13] =
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "dua belas"];
    language.pick(&EN, &ID).get(n).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// The first letter made a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The sentence, with its full stop.
pub(crate) fn sentence(s: &Statement<'_>, mut turn: Turn<'_>) -> String {
    let lead = turn.lead(s);
    let text = match turn.language {
        Language::En => english(s, &mut turn, &lead),
        Language::Id => indonesian(s, &mut turn, &lead),
    };
    let text = format!("{lead}{text}");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",").replace(" ;", ";");
    format!("{}.", capital(&text))
}

impl Turn<'_> {
    fn names(&mut self, all: &[Named]) -> String {
        let names: Vec<String> = all.iter().map(|n| self.names.of(n, self.language)).collect();
        list(&names, self.language)
    }

    /// By whose mouth the actor speaks, where that is a person.
    fn through(&mut self, s: &Statement<'_>) -> String {
        match s.said.first().filter(|n| n.person.is_some() && s.actors.iter().all(|a| a.person != n.person)) {
            Some(n) => format!(", {} {},", self.language.pick("through", "melalui"), self.names(std::slice::from_ref(n))),
            None => String::new(),
        }
    }

    fn date(&self, d: Date) -> String {
        let year = if self.year == Some(d.year()) { String::new() } else { format!(" {}", d.year()) };
        format!("{} {}{year}", d.day(), month(d.month(), self.language))
    }

    /// What has no day of its own stands under the month of its report, which is named where it changes.
    fn lead(&mut self, s: &Statement<'_>) -> String {
        let [Day::Reported(d)] = s.days[..] else { return String::new() };
        let month = (d.year(), d.month());
        if self.reports.replace(month) == Some(month) {
            return String::new();
        }
        format!("{} {} {}, ", self.language.pick("in reports from", "dalam laporan"), self::month(d.month(), self.language), d.year())
    }

    /// The phrase for when, with its preposition.
    fn when(&self, days: &[Day]) -> String {
        let l = self.language;
        let on = l.pick("on", "pada");
        match days {
            [] | [Day::Reported(_)] => String::new(),
            [Day::On(d)] => format!("{on} {}", self.date(*d)),
            [Day::Between(a, b)] if (a.year(), a.month()) == (b.year(), b.month()) => {
                format!("{} {} {} {}", l.pick("between", "antara"), a.day(), l.pick("and", "dan"), self.date(*b))
            }
            [Day::Between(a, b)] => format!("{} {} {} {}", l.pick("between", "antara"), self.date(*a), l.pick("and", "dan"), self.date(*b)),
            [Day::Month(y, m)] => format!("{} {} {y}", l.pick("in", "pada"), month(*m, l)),
            [Day::Year(y)] => format!("{} {y}", l.pick("in", "pada")),
            [Day::Since(d)] if (d.month(), d.day()) == (1, 1) => format!("{} {}", l.pick("since", "sejak"), d.year()),
            [Day::Since(d)] => format!("{} {}", l.pick("since", "sejak"), self.date(*d)),
            several => {
                let mut months: BTreeMap<(i16, i8), Vec<i8>> = BTreeMap::new();
                for d in several {
                    if let Day::On(d) = d {
                        months.entry((d.year(), d.month())).or_default().push(d.day());
                    }
                }
                let groups: Vec<String> = months
                    .into_iter()
                    .map(|((y, m), days)| {
                        let days: Vec<String> = days.iter().map(i8::to_string).collect();
                        let year = if self.year == Some(y) { String::new() } else { format!(" {y}") };
                        format!("{on} {} {}{year}", list(&days, l), month(m, l))
                    })
                    .collect();
                let times = match (several.len(), l) {
                    (2, Language::En) => "twice".to_owned(),
                    (n, _) => format!("{} {}", number(n, l), l.pick("times", "kali")),
                };
                format!("{times}, {}{}", l.pick("", "yakni "), list(&groups, l))
            }
        }
    }
}

fn many(all: &[Named]) -> bool {
    all.len() > 1 || all.iter().any(Named::many)
}

/// Verb's tail, place, number and time.
fn rest(s: &Statement<'_>, t: &mut Turn<'_>, actors_first: &str, dated: bool) -> String {
    let l = t.language;
    let recipients = t.names(&s.recipients);
    let tail = s.frame.tail(l, s.item.is_some(), !recipients.is_empty());
    // an item in a place that the verb leaves no room for is left out, as is a recipient
    let tail = tail.replace("{i}", s.item.as_deref().unwrap_or_default()).replace("{r}", &recipients);
    let place = s.place.as_ref().filter(|p| !tail.contains(p.as_str()) && !actors_first.contains(p.as_str()));
    let place = place.map(|p| format!(" {} {p}", l.pick("in", "di"))).unwrap_or_default();
    let when = if dated { format!(" {}", t.when(&s.days)) } else { String::new() };
    format!(" {tail}{place}{when}")
}

/// Whether those who deny it are those who are said to do it, all of them.
fn own_denial(s: &Statement<'_>) -> bool {
    let in_both = |a: &[Named], b: &[Named]| a.iter().all(|x| b.iter().any(|y| x.code.is_some() && x.code == y.code));
    !s.denied.is_empty() && in_both(&s.denied, &s.actors) && in_both(&s.actors, &s.denied)
}

fn english(s: &Statement<'_>, t: &mut Turn<'_>, lead: &str) -> String {
    let [base, past, participle, gerund] = s.frame.en;
    // after a phrase of time the speaker comes last
    let odd = t.at % 2 == 1 || !lead.is_empty();
    let also = if t.also { "also " } else { "" };
    let via = |s: &Statement<'_>| s.via.as_ref().map(|v| format!(", as quoted by {v}")).unwrap_or_default();
    let plural = many(&s.actors);
    let own_denial = own_denial(s);
    let main = match s.kind {
        Kind::Done | Kind::NotDone => {
            // what goes on since a day is told in the perfect
            let has = if plural { "have" } else { "has" };
            let since = matches!(s.days[..], [Day::Since(_)]);
            let verb = match (s.kind, since) {
                (Kind::Done, false) => format!("{also}{past}"),
                (Kind::Done, true) => format!("{has} {also}{participle}"),
                (_, false) => format!("{also}did not {base}"),
                (_, true) => format!("{has} {also}not {participle}"),
            };
            if s.own || s.said.is_empty() {
                let front = odd && s.kind == Kind::Done && matches!(s.days[..], [Day::On(_)]);
                let lead = if front { format!("{}, ", t.when(&s.days)) } else { String::new() };
                let a = t.names(&s.actors);
                let through = t.through(s);
                format!("{lead}{a}{through} {verb}{}", rest(s, t, &a, !front))
            } else if odd {
                let a = t.names(&s.actors);
                let core = format!("{a} {verb}{}", rest(s, t, &a, true));
                format!("{core}, {} said{}", t.names(&s.said), via(s))
            } else {
                let who = format!("according to {}{}, ", t.names(&s.said), via(s));
                let a = t.names(&s.actors);
                format!("{who}{a} {verb}{}", rest(s, t, &a, true))
            }
        }
        Kind::Planned => {
            let verb = match (odd, plural) {
                (false, false) => "plans to",
                (false, true) => "plan to",
                (true, false) => "intends to",
                (true, true) => "intend to",
            };
            let a = t.names(&s.actors);
            let through = if s.own { t.through(s) } else { String::new() };
            let core = format!("{a}{through} {also}{verb} {base}{}", rest(s, t, &a, true));
            if s.own || s.said.is_empty() { core } else { format!("{core}, {} said{}", t.names(&s.said), via(s)) }
        }
        Kind::Alleged if s.said.is_empty() || odd => {
            let a = t.names(&s.actors);
            let by = if s.said.is_empty() { String::new() } else { format!(" by {}", t.names(&s.said)) };
            let is = if plural { "are" } else { "is" };
            let via = if s.via.is_some() { format!("{},", via(s)) } else { String::new() };
            format!("{a} {is} {also}alleged{by}{via} to have {participle}{}", rest(s, t, &a, true))
        }
        Kind::Alleged => {
            let who = t.names(&s.said);
            let verb = if many(&s.said) { "allege" } else { "alleges" };
            let a = t.names(&s.actors);
            let via = if s.via.is_some() { format!("{},", via(s)) } else { String::new() };
            format!("{who}{via} {verb} that {a} {past}{}", rest(s, t, &a, true))
        }
        Kind::Denied if own_denial => {
            let a = t.names(&s.actors);
            let verb = if plural { "deny" } else { "denies" };
            format!("{a} {also}{verb} having {participle}{}", rest(s, t, &a, true))
        }
        Kind::Denied => {
            let who = t.names(&s.denied);
            let verb = if many(&s.denied) { "deny" } else { "denies" };
            let a = t.names(&s.actors);
            format!("{who} {also}{verb} that {a} {past}{}", rest(s, t, &a, true))
        }
        Kind::Admitted => {
            let a = t.names(&s.actors);
            let through = t.through(s);
            let limit = s.limit.as_ref().map(|l| format!(", with the qualification {l}")).unwrap_or_default();
            let has = if plural { "have" } else { "has" };
            format!("{a}{through} {has} acknowledged {gerund}{}{limit}", rest(s, t, &a, true))
        }
    };
    if s.denied.is_empty() || s.kind == Kind::Denied {
        return main;
    }
    let verb = if many(&s.denied) { "deny" } else { "denies" };
    format!("{main}; {} {verb} it", t.names(&s.denied))
}

fn indonesian(s: &Statement<'_>, t: &mut Turn<'_>, lead: &str) -> String {
    let verb = s.frame.id;
    let odd = t.at % 2 == 1 || !lead.is_empty();
    let also = if t.also { "juga " } else { "" };
    let via = |s: &Statement<'_>| s.via.as_ref().map(|v| format!(", seperti dikutip {v}")).unwrap_or_default();
    let own_denial = own_denial(s);
    let main = match s.kind {
        Kind::Done | Kind::NotDone | Kind::Planned => {
            let mood = match (s.kind, odd) {
                (Kind::NotDone, _) => "tidak ",
                (Kind::Planned, false) => "berencana ",
                (Kind::Planned, true) => "akan ",
                _ => "",
            };
            if s.own || s.said.is_empty() {
                let front = odd && s.kind == Kind::Done && matches!(s.days[..], [Day::On(_)]);
                let lead = if front { format!("{}, ", t.when(&s.days)) } else { String::new() };
                let a = t.names(&s.actors);
                let through = t.through(s);
                format!("{lead}{a}{through} {also}{mood}{verb}{}", rest(s, t, &a, !front))
            } else if odd {
                let a = t.names(&s.actors);
                let core = format!("{a} {also}{mood}{verb}{}", rest(s, t, &a, true));
                format!("{core}, kata {}{}", t.names(&s.said), via(s))
            } else {
                let who = format!("menurut {}{}, ", t.names(&s.said), via(s));
                let a = t.names(&s.actors);
                format!("{who}{a} {also}{mood}{verb}{}", rest(s, t, &a, true))
            }
        }
        Kind::Alleged if s.said.is_empty() || !odd || !lead.is_empty() => {
            let a = t.names(&s.actors);
            let core = format!("{a} {also}disebut {verb}{}", rest(s, t, &a, true));
            if s.said.is_empty() { core } else { format!("{core}, menurut {}{}", t.names(&s.said), via(s)) }
        }
        Kind::Alleged => {
            let who = format!("menurut {}{}, ", t.names(&s.said), via(s));
            let a = t.names(&s.actors);
            format!("{who}{a} {also}diduga {verb}{}", rest(s, t, &a, true))
        }
        Kind::Denied if own_denial => {
            let a = t.names(&s.actors);
            format!("{a} {also}membantah telah {verb}{}", rest(s, t, &a, true))
        }
        Kind::Denied => {
            let who = t.names(&s.denied);
            let a = t.names(&s.actors);
            format!("{who} {also}membantah bahwa {a} {verb}{}", rest(s, t, &a, true))
        }
        Kind::Admitted => {
            let a = t.names(&s.actors);
            let through = t.through(s);
            let limit = s.limit.as_ref().map(|l| format!(", dengan batasan {l}")).unwrap_or_default();
            format!("{a}{through} mengakui telah {verb}{}{limit}", rest(s, t, &a, true))
        }
    };
    if s.denied.is_empty() || s.kind == Kind::Denied {
        return main;
    }
    format!("{main}; {} membantahnya", t.names(&s.denied))
}
