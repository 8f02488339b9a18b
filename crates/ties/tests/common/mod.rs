//! Events told in a line.
#![allow(dead_code)] // each test takes what it needs

use jiff::civil::Date;
use sekutu_codebook::Codebook;
use sekutu_merge::{EventRecord, Origin, OriginKind, Scope, Step, StepKind};
use sekutu_model::{Event, Party, Span, Status, hash};
use sekutu_ties::Act;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// `"2022-11-03 PRK AID RUS military reported usa,reuters"`: day, actors, type (with `/mode`), recipients (or `-`), contexts (or `-`), status
/// (`!` after it: contested), origins. Each origin has one claim `<id>-<origin>` in an outlet of its name; a denial is claim `<id>-no` by the
/// first recipient or actor.
pub fn event(line: &str) -> EventRecord {
    let f: Vec<&str> = line.split(' ').collect();
    let [date, actors, kind, recipients, contexts, status, origins] = f[..] else { panic!("{line}") };
    let id = hash(line)[..16].to_owned();
    let date: Date = day(date);
    let (kind, mode) = kind.split_once('/').map_or((kind, None), |(k, m)| (k, Some(m.to_owned())));
    let kind: Event = kind.parse().unwrap();
    let (status, contested) = status.strip_suffix('!').map_or((status, false), |s| (s, true));
    let status: Status = status.parse().unwrap();
    let step = |kind, speaker: &str, claim: &str| Step {
        later: false,
        kind,
        date: Some(date),
        speaker: speaker.to_owned(),
        outlet: format!("the {}", speaker.to_lowercase()),
        claim: claim.to_owned(),
        article: hash(claim),
        span: Span::new(0, 1),
        scope: Scope::default(),
        status,
    };
    let names: Vec<&str> = origins.split(',').filter(|o| *o != "-").collect();
    let mut history: Vec<Step> = names.iter().map(|o| step(StepKind::Asserted, o, &format!("{id}-{o}"))).collect();
    if contested {
        history.push(step(StepKind::Denied, "NAY", &format!("{id}-no")));
    }
    EventRecord {
        event: kind,
        quad: kind.quad(),
        mode,
        contexts: contexts.split(',').filter(|c| *c != "-").map(str::to_owned).collect(),
        actor: parties(actors),
        recipient: parties(recipients),
        from: Some(date),
        to: Some(date),
        stated: true,
        place: None,
        item: None,
        count: None,
        status,
        state: StepKind::Asserted,
        contested,
        first_report: Some(date),
        last_report: Some(date),
        claims: history.iter().map(|s| s.claim.clone()).collect(),
        articles: history.len(),
        outlets: history.iter().map(|s| s.outlet.clone()).collect(),
        origins: names
            .iter()
            .map(|o| Origin {
                key: (*o).to_owned(),
                kind: OriginKind::Speaker,
                interested: false,
                claims: vec![format!("{id}-{o}")],
                outlets: vec![format!("the {o}")],
                why: Vec::new(),
            })
            .collect(),
        history,
        flags: Vec::new(),
        links: Vec::new(),
        id,
    }
}

fn parties(codes: &str) -> Vec<Party> {
    let party = |c: &str| {
        let (code, sector) = c.split_once('.').unwrap_or((c, "GOV"));
        Party { code: Some(code.to_owned()), sector: Some(sector.to_owned()), name: c.to_owned() }
    };
    codes.split(',').filter(|c| *c != "-").map(party).collect()
}

/// The acts of many events, one a line.
pub fn acts(story: &str) -> Vec<Act> {
    story.lines().map(str::trim).filter(|l| !l.is_empty()).flat_map(|l| Act::of(&event(l), Codebook::builtin())).collect()
}
