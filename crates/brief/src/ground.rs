//! What a claim's own words bear out.
//!
//! A claim is what a model read. Before a sentence rests on it, its words are looked at once more, by tables and without the model: whether each
//! party is named in them, whether somebody says it there, whether it is told as done, planned, denied or only possible, and what act they name.

use crate::frames::Words;
use crate::names::party_name;
use crate::{Language, Source, Why};
use sekutu_merge::Wording;
use sekutu_model::{Attribution, PartyMention, Quote, Span, Status};
use sekutu_parties::{Kind, Parties, Query};

/// A claim beside its quotation.
#[derive(Debug, Clone)]
pub(crate) struct Ground<'a> {
    source: &'a Source,
    lang: Option<&'a str>,
    /// The sentence of the evidence in which the trigger stands, in the article's bytes, and its words.
    span: Span,
    sentence: &'a str,
}

/// How many words before the trigger, within its clause, may bear on it.
const REACH: usize = 9;
/// How many words may lie between a speaker and the word that says that somebody speaks.
const NEAR: usize = 8;

impl<'a> Ground<'a> {
    pub(crate) fn of(source: &'a Source) -> Ground<'a> {
        let e = source.claim.evidence.quote();
        let lang = source.language.as_deref();
        let trigger = source.claim.trigger.span;
        let at = sekutu_text::sentences(&e.text, lang)
            .into_iter()
            .map(|s| (s, s.shift(e.span.start)))
            .find(|(_, s)| s.overlaps(trigger))
            .unwrap_or((Span::new(0, e.text.len()), e.span));
        Ground { source, lang, span: at.1, sentence: at.0.cut(&e.text).unwrap_or(&e.text) }
    }

    /// What the words let the claim be told as, or why they do not let it be told.
    pub(crate) fn status(&self) -> Result<Status, Why> {
        let c = &self.source.claim;
        if self.is_heading() {
            return Err(Why::Heading);
        }
        if !self.in_order() {
            return Err(Why::Name);
        }
        let (before, trigger, after) = self.clause();
        let has = |w: Wording, text: &str| !w.find(text, self.lang).is_empty();
        let leads = |w: Wording| w.find(before, self.lang).iter().any(|(_, end)| before[*end..].trim().is_empty());
        let not = has(Wording::Not, before);
        // "may have sent" alleges, "may send" does not
        let hedges = Wording::Hedge.find(before, self.lang);
        let free = |m: &(usize, usize)| !hedges.iter().any(|h| h.0 <= m.0 && m.1 <= h.1);
        let maybe = Wording::Maybe.find(before, self.lang).iter().any(free) || leads(Wording::Next);
        let plan = has(Wording::Plan, before);
        let after = after.split([',', ';', ':', '(', '—', '–', '，', '،']).next().unwrap_or_default();
        let void = has(Wording::Void, first_words(after, 4));
        // "sanctions would", "kunjungan akan"
        let soon = Some(first_words(after, 1)).filter(|w| w.starts_with(char::is_lowercase)).unwrap_or_default();
        let (maybe, plan) = (maybe || has(Wording::Maybe, soon), plan || has(Wording::Plan, soon));
        match c.status {
            Status::Reported | Status::Alleged | Status::Planned if not || void => Err(Why::Negation),
            Status::Planned if plan || has(Wording::Plan, trigger) => Ok(Status::Planned),
            Status::Planned if !maybe && has(Wording::Plan, self.sentence) => Ok(Status::Planned),
            Status::Planned => Err(if maybe { Why::Maybe } else { Why::Plan }),
            Status::Reported if plan => Ok(Status::Planned),
            Status::Reported | Status::Alleged if maybe => Err(Why::Maybe),
            Status::Alleged if plan => Err(Why::Plan),
            Status::Reported if !hedges.is_empty() => Ok(Status::Alleged),
            Status::Reported => Ok(Status::Reported),
            Status::Alleged => {
                let told = [Wording::Hedge, Wording::Say].into_iter().any(|w| has(w, self.sentence)) || !c.said_by.is_empty();
                if told { Ok(Status::Alleged) } else { Err(Why::Hedge) }
            }
            Status::Denied => Ok(Status::Denied),
            Status::Negated if plan => Err(Why::Plan),
            Status::Negated if not || has(Wording::Not, trigger) => Ok(Status::Negated),
            Status::Negated => Err(Why::Negation),
        }
    }

    /// The words of the trigger's clause before it, its own, and those of the sentence after it.
    fn clause(&self) -> (&'a str, &'a str, &'a str) {
        let t = self.source.claim.trigger.span;
        let from = t.start.saturating_sub(self.span.start).min(self.sentence.len());
        let to = t.end.saturating_sub(self.span.start).min(self.sentence.len());
        let (Some(before), Some(trigger), Some(after)) = (self.sentence.get(..from), self.sentence.get(from..to), self.sentence.get(to..))
        else {
            return (self.sentence, "", "");
        };
        let start = before
            .rfind([',', ';', ':', '(', '—', '–', '。', '，', '،', '；'])
            .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        let clause = &before[start..];
        let start = TURNS.iter().filter_map(|w| clause.rfind(w).map(|i| i + w.len())).max().unwrap_or(0);
        (last_words(&clause[start..], REACH), trigger, after)
    }

    /// Whether the evidence is a heading, a caption or a list of topics: a line that no mark ends, and no verb that the language's verbs hold.
    fn is_heading(&self) -> bool {
        let text = self.source.claim.evidence.quote().text.trim_end();
        let ended = text.ends_with(['.', '!', '?', '"', '”', '’', '\'', '»', ')', '。', '！', '？', '।', '؟', '」', '…', ':', ';', ',']);
        let trigger = self.source.claim.trigger.text.to_lowercase();
        !ended && (text.contains(" > ") || !crate::frames::is_verb(&trigger, self.lang))
    }

    /// Whether who does it and who has it done to them stand on the sides of the verb where its voice has them.
    fn in_order(&self) -> bool {
        let c = &self.source.claim;
        let [actor] = &c.actor[..] else { return true };
        let (trigger, actor) = (c.trigger.span, actor.quote.span);
        let between = |a: Span, b: Span| {
            let (from, to) = (a.end.min(b.end), a.start.max(b.start));
            let cut = |x: usize| x.checked_sub(self.span.start);
            cut(from).zip(cut(to)).and_then(|(from, to)| self.sentence.get(from..to)).unwrap_or_default().to_lowercase()
        };
        let agent = |gap: &str| gap.split(|c: char| !c.is_alphabetic()).any(|w| AGENT.contains(&w));
        let recipient = c.recipient.first().map(|p| p.quote.span);
        let passive = self.is_passive();
        let active = crate::frames::is_active(&c.trigger.text.to_lowercase(), self.lang);
        match recipient {
            _ if passive && actor.end <= trigger.start => {
                recipient.is_none_or(|r| r.start < trigger.start) && agent(&between(actor, trigger))
            }
            Some(r) if active && !passive => !(actor.start >= trigger.end && r.end <= trigger.start && !agent(&between(trigger, actor))),
            _ => true,
        }
    }

    /// Whether the trigger is a verb in the passive.
    fn is_passive(&self) -> bool {
        let (before, trigger, _) = self.clause();
        let word = trigger.split_whitespace().next().unwrap_or_default().to_lowercase();
        match self.lang {
            Some("id" | "ms") => {
                crate::frames::is_verb(&word, self.lang)
                    && word.starts_with("di")
                    && !["dialog", "diskusi", "diplomasi"].contains(&word.as_str())
            }
            Some("en") => {
                let mut back = before.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).rev();
                let be = |w: Option<&str>| w.is_some_and(|w| BE.contains(&w.to_lowercase().as_str()));
                let first = back.next();
                let participle = word.ends_with("ed") || crate::frames::is_participle(&word);
                participle && (be(first) || (first.is_some_and(|w| w.ends_with("ly") || w == "also") && be(back.next())))
            }
            _ => false,
        }
    }

    /// Whether the party is named in the evidence: by a name that the tables know for it, or by a word whose antecedent is quoted.
    pub(crate) fn party(&self, p: &PartyMention) -> bool {
        if !self.holds(&p.quote) {
            return false;
        }
        let Some(code) = p.party.code.as_deref() else { return true };
        let named = match p.via {
            Some(via) => self.quoted(via).is_some_and(|words| self.names(words, code)),
            None => self.names(&p.quote.text, code),
        };
        named && !self.is_somebody_else(p, code)
    }

    /// Whether the words name the party, on the article's date.
    fn names(&self, words: &str, code: &str) -> bool {
        let parties = Parties::builtin();
        let resolved = || {
            let e = &self.source.claim.evidence.quote().text;
            let r = parties.resolve(&Query { text: words, context: e, date: self.source.date, lang: self.lang });
            r.party.and_then(|p| p.code).as_deref() == Some(code)
        };
        // a party of a user's own table, or one that is called by its letters, is who the claim says
        party_name(code, Language::En).is_none()
            || words == code
            || parties.find(words, self.lang).iter().any(|m| m.codes.iter().any(|c| c == code))
            || resolved()
    }

    /// Whether the word beside the name makes another of it: "perusahaan Inggris", "Chinese company" are not the state.
    fn is_somebody_else(&self, p: &PartyMention, code: &str) -> bool {
        if p.via.is_some() || p.quote.text.split_whitespace().count() > 2 {
            return false;
        }
        let q = p.quote.span;
        let cut = |x: usize| x.checked_sub(self.span.start);
        let (Some(before), Some(after)) =
            (cut(q.start).and_then(|i| self.sentence.get(..i)), cut(q.end).and_then(|i| self.sentence.get(i..)))
        else {
            return false;
        };
        // "Jakarta, CNN Indonesia - …"
        let parties = Parties::builtin();
        let outlet = before.strip_suffix(' ').map(|b| format!("{} {}", last_words(b, 1), p.quote.text));
        if outlet.is_some_and(|o| parties.outlet(&o).is_some()) {
            return true;
        }
        let wider = match self.lang {
            Some("en" | "de" | "ru" | "tr" | "hi" | "zh") => {
                let next = after.strip_prefix(' ').map(|a| first_words(a, 1)).filter(|w| w.starts_with(char::is_lowercase));
                next.map(|w| format!("{} {w}", p.quote.text))
            }
            _ => {
                let last = before.strip_suffix(' ').map(|b| last_words(b, 1)).filter(|w| w.starts_with(char::is_lowercase));
                last.map(|w| format!("{w} {}", p.quote.text))
            }
        };
        let Some(wider) = wider else { return false };
        let r = parties.resolve(&Query { text: &wider, context: "", date: self.source.date, lang: self.lang });
        let (Kind::Agents | Kind::Institution, Some(other)) = (r.kind, r.party) else { return false };
        let mine = p.party.sector.as_deref().unwrap_or("GOV");
        other.code.as_deref() == Some(code) && other.sector.is_some_and(|s| s != "GOV" && s != mine)
    }

    /// Whether the speaker is named where the words say that somebody speaks.
    pub(crate) fn voice(&self, a: &Attribution) -> bool {
        self.speaks(a, &[Wording::Say, Wording::Hedge, Wording::Deny])
    }

    /// Whether the denier is named where the words deny.
    pub(crate) fn denier(&self, a: &Attribution) -> bool {
        // whoever "says that it is not so" denies as well
        self.speaks(a, &[Wording::Deny]) || (self.source.claim.status == Status::Denied && self.speaks(a, &[Wording::Say]))
    }

    fn speaks(&self, a: &Attribution, wordings: &[Wording]) -> bool {
        let named = match (a.via, a.code.as_deref()) {
            (Some(via), Some(code)) => self.quoted(via).is_some_and(|words| self.names(words, code)),
            _ => true,
        };
        let Some(q) = self.holder(a.quote.span).filter(|_| named) else { return false };
        let (from, to) = (a.quote.span.start - q.span.start, a.quote.span.end - q.span.start);
        wordings.iter().flat_map(|w| w.find(&q.text, self.lang)).any(|(x, y)| {
            let gap = if y <= from { q.text.get(y..from) } else { q.text.get(to..x) };
            // within the speaker's own words ("a spokesman") it counts too
            gap.is_none_or(|g| g.split_whitespace().count() <= NEAR)
        })
    }

    /// The quotation that holds the span: the evidence, or another of the claim's article.
    fn holder(&self, span: Span) -> Option<&'a Quote> {
        [self.source.claim.evidence.quote()].into_iter().chain(&self.source.also).find(|q| q.span.contains(span))
    }

    /// The words at a span, where one of the quotations holds it.
    fn quoted(&self, span: Span) -> Option<&'a str> {
        let q = self.holder(span)?;
        q.text.get(span.start - q.span.start..span.end - q.span.start)
    }

    /// Whether a field's words stand in the evidence.
    pub(crate) fn holds(&self, q: &Quote) -> bool {
        holds(self.source, q)
    }

    /// What the act may be told as: the trigger, and its sentence.
    pub(crate) fn words(&self) -> Words {
        Words { trigger: self.source.claim.trigger.text.to_lowercase(), sentence: self.sentence.to_lowercase() }
    }

    /// Whether the sentence tells it as somebody's word, though the claim names nobody who says it.
    pub(crate) fn is_said(&self) -> bool {
        self.source.claim.said_by.is_empty() && !Wording::Quote.find(self.sentence, self.lang).is_empty()
    }

    /// Whether the sentence says that its actor admits it.
    pub(crate) fn admits(&self) -> bool {
        !Wording::Admit.find(self.sentence, self.lang).is_empty()
    }
}

/// Words that begin a clause of their own.
const TURNS: [&str; 12] = [
    " but ",
    " while ",
    " although ",
    " after ",
    " tetapi ",
    " namun ",
    " sedangkan ",
    " sementara ",
    " setelah ",
    " pero ",
    " mais ",
    " aber ",
];
/// Words by which a passive names who does it, or a noun who it comes from.
const AGENT: [&str; 12] = ["by", "from", "oleh", "dari", "por", "par", "von", "pelo", "pela", "durch", "do", "da"];
const BE: [&str; 9] = ["was", "were", "is", "are", "been", "be", "being", "got", "gets"];

/// Whether a field's words stand in the evidence of a source's claim.
pub(crate) fn holds(source: &Source, q: &Quote) -> bool {
    source.claim.evidence.quote().span.contains(q.span)
}

fn last_words(text: &str, n: usize) -> &str {
    let at = text.split_whitespace().rev().take(n).last().map_or(text.len(), |w| w.as_ptr() as usize - text.as_ptr() as usize);
    &text[at..]
}

fn first_words(text: &str, n: usize) -> &str {
    let end = text.split_whitespace().take(n).last().map_or(0, |w| w.as_ptr() as usize - text.as_ptr() as usize + w.len());
    text[..end].trim_start()
}
