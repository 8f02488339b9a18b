//! A denial answers claims: "Iran membantah tudingan itu" after "AS menuduh Iran mengirim drone" marks the deed as denied by Iran.

use crate::languages::Language;
use sekutu_model::{Attribution, Claim, Event, Span, Status};

/// Whether the words before an event say that somebody admits it: "after denying it for weeks, Tehran admitted that it had sent drones".
pub fn is_admitted(before: &str, languages: &[&Language]) -> bool {
    let words = before.to_lowercase();
    let last = |stems: fn(&Language) -> &'static [&'static str]| {
        let all = languages.iter().flat_map(|l| stems(l));
        all.filter_map(|w| words.rfind(w)).max()
    };
    last(|l| l.admit).is_some_and(|admits| last(|l| l.deny).is_none_or(|denies| denies < admits))
}

/// How many sentences back a denial reaches.
const REACH: usize = 4;

/// Adds to `denied_by` of the claims that a denial in a later sentence answers: those which name the denier as actor and rest on others' word.
pub fn link(text: &str, languages: &[&Language], sentences: &[Span], claims: &mut [Claim]) {
    let sentence = |s: Span| sentences.iter().position(|x| x.overlaps(s)).unwrap_or(usize::MAX);
    let mut marks: Vec<(usize, Attribution)> = Vec::new();
    for d in claims.iter().filter(|c| c.event == Event::Reject && c.status == Status::Reported) {
        let words = d.trigger.text.to_lowercase();
        if !languages.iter().flat_map(|l| l.deny).any(|w| words.contains(w)) {
            continue;
        }
        let here = sentence(d.trigger.span);
        for denier in d.actor.iter().filter(|a| a.party.code.is_some()) {
            for (i, c) in claims.iter().enumerate() {
                let there = sentence(c.trigger.span);
                let before = there <= here && here - there <= REACH && c.trigger.span != d.trigger.span;
                let about = c.actor.iter().any(|a| a.party.code == denier.party.code);
                let others = c.status == Status::Alleged || !c.said_by.is_empty();
                let own = c.said_by.iter().any(|s| s.code == denier.party.code);
                let same_section = !text[c.trigger.span.start.min(d.trigger.span.start)..d.trigger.span.start].contains("\n\n");
                let marked = c.denied_by.iter().any(|s| s.code == denier.party.code);
                if before && about && others && !own && same_section && !marked && is_deed(c.event) && c.status != Status::Negated {
                    let hop = Attribution {
                        code: denier.party.code.clone(),
                        sector: denier.party.sector.clone(),
                        name: Some(denier.party.name.clone()),
                        role: None,
                        outlet: None,
                        quote: denier.quote.clone(),
                        via: denier.via,
                    };
                    marks.push((i, hop));
                }
            }
        }
    }
    for (i, hop) in marks {
        if !claims[i].denied_by.iter().any(|s| s.code == hop.code) {
            claims[i].denied_by.push(hop);
        }
    }
}

/// Deeds and promises can be denied; a meeting, an accusation or a demand that others report of the denier as well.
const fn is_deed(event: Event) -> bool {
    !matches!(event, Event::Accuse | Event::Reject)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admission_is_no_denial() {
        let is_admitted = |lang: &str, before: &str| is_admitted(before, crate::languages::of(Some(lang)));
        assert!(is_admitted("id", "Setelah berkali-kali membantah, Teheran akhirnya mengaku pernah "));
        assert!(is_admitted("en", "Iran acknowledged for the first time that it had "));
        assert!(!is_admitted("en", "Iran, which admitted nothing, denied "));
        assert!(!is_admitted("en", "Iran denied "));
    }
}
