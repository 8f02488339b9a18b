//! Events in the compact form that ties are counted from.

use crate::key::{ClaimKey, EventId, hash};
use jiff::civil::Date;
use sekutu_codebook::{Codebook, CustomType};
use sekutu_merge::{EventRecord, StepKind};
use sekutu_model::{Event, Party, Quad, Status};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of item in `sekutu-merge`'s table that are arms. A test holds them against the table.
const ARMS: [&str; 22] = [
    "air-defence",
    "aircraft",
    "ammunition",
    "armoured-vehicle",
    "arms",
    "artillery",
    "bomb",
    "chemical-weapon",
    "cluster-munition",
    "drone",
    "explosive",
    "helicopter",
    "mine",
    "missile",
    "nuclear-weapon",
    "rocket",
    "shell",
    "ship",
    "small-arms",
    "submarine",
    "tank",
    "weapon",
];

/// The codes that are states' and territories': ISO 3166 alpha-3 and XKX, as in `sekutu-parties`' table, against which a test holds them. Groups
/// may have three letters too (PKK, RSF).
#[rustfmt::skip]
const STATES: [&str; 250] = [
    "ABW", "AFG", "AGO", "AIA", "ALA", "ALB", "AND", "ARE", "ARG", "ARM", "ASM", "ATA", "ATF", "ATG", "AUS", "AUT", "AZE", "BDI",
    "BEL", "BEN", "BES", "BFA", "BGD", "BGR", "BHR", "BHS", "BIH", "BLM", "BLR", "BLZ", "BMU", "BOL", "BRA", "BRB", "BRN", "BTN",
    "BVT", "BWA", "CAF", "CAN", "CCK", "CHE", "CHL", "CHN", "CIV", "CMR", "COD", "COG", "COK", "COL", "COM", "CPV", "CRI", "CUB",
    "CUW", "CXR", "CYM", "CYP", "CZE", "DEU", "DJI", "DMA", "DNK", "DOM", "DZA", "ECU", "EGY", "ERI", "ESH", "ESP", "EST", "ETH",
    "FIN", "FJI", "FLK", "FRA", "FRO", "FSM", "GAB", "GBR", "GEO", "GGY", "GHA", "GIB", "GIN", "GLP", "GMB", "GNB", "GNQ", "GRC",
    "GRD", "GRL", "GTM", "GUF", "GUM", "GUY", "HKG", "HMD", "HND", "HRV", "HTI", "HUN", "IDN", "IMN", "IND", "IOT", "IRL", "IRN",
    "IRQ", "ISL", "ISR", "ITA", "JAM", "JEY", "JOR", "JPN", "KAZ", "KEN", "KGZ", "KHM", "KIR", "KNA", "KOR", "KWT", "LAO", "LBN",
    "LBR", "LBY", "LCA", "LIE", "LKA", "LSO", "LTU", "LUX", "LVA", "MAC", "MAF", "MAR", "MCO", "MDA", "MDG", "MDV", "MEX", "MHL",
    "MKD", "MLI", "MLT", "MMR", "MNE", "MNG", "MNP", "MOZ", "MRT", "MSR", "MTQ", "MUS", "MWI", "MYS", "MYT", "NAM", "NCL", "NER",
    "NFK", "NGA", "NIC", "NIU", "NLD", "NOR", "NPL", "NRU", "NZL", "OMN", "PAK", "PAN", "PCN", "PER", "PHL", "PLW", "PNG", "POL",
    "PRI", "PRK", "PRT", "PRY", "PSE", "PYF", "QAT", "REU", "ROU", "RUS", "RWA", "SAU", "SDN", "SEN", "SGP", "SGS", "SHN", "SJM",
    "SLB", "SLE", "SLV", "SMR", "SOM", "SPM", "SRB", "SSD", "STP", "SUR", "SVK", "SVN", "SWE", "SWZ", "SXM", "SYC", "SYR", "TCA",
    "TCD", "TGO", "THA", "TJK", "TKL", "TKM", "TLS", "TON", "TTO", "TUN", "TUR", "TUV", "TWN", "TZA", "UGA", "UKR", "UMI", "URY",
    "USA", "UZB", "VAT", "VCT", "VEN", "VGB", "VIR", "VNM", "VUT", "WLF", "WSM", "XKX", "YEM", "ZAF", "ZMB", "ZWE",
];

/// Sectors whose acts are the state's own: its officials, parliament, courts, forces and services, as in `sekutu-merge`'s origins.
const STATE: [&str; 6] = ["GOV", "MIL", "SPY", "COP", "LEG", "JUD"];

/// What one party of an event did to one other: an event has an act for each of its pairs, and all of them carry the event's facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// The event that it is of.
    pub event: EventId,
    /// Who did it: a code without sector.
    pub a: String,
    /// To whom: a code without sector, never `a`.
    pub b: String,
    /// The sectors in which `a` has a part in it, in order; "" where the event tells none.
    pub a_sectors: Vec<String>,
    /// The sectors of `b`.
    pub b_sectors: Vec<String>,
    /// Whether both take part as a state, its officials, parliament, courts, forces or services, or as a group or organisation with a code of its
    /// own: not as a state's rebels, opposition, companies or people.
    pub states: bool,
    /// The day that it counts from (see [`Act::of`]); `None` where nothing tells it: then it adds nothing.
    pub day: Option<Date>,
    /// What was done.
    pub kind: Event,
    /// How.
    pub mode: Option<String>,
    /// A user's own type, where most of its claims are of it ([`Act::narrowed`]); no ledger keeps it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub own: Option<String>,
    /// The strongest status that a current claim gives it.
    pub status: Status,
    /// Whether a named party denies what others assert.
    pub contested: bool,
    /// Whether a text says the day.
    pub stated: bool,
    /// How strong such an act is by the codebook, 0 to 10: the weight without its sign, to four places.
    pub intensity: f64,
    /// Deed or word, by the type's quad class.
    pub manner: Manner,
    /// Cooperation or conflict: the sign of the codebook's weight, and the quad class where the weight is zero.
    pub side: Side,
    /// Whether it gives arms: an AID in the context `military` or of an item that is a kind of arms.
    pub arms: bool,
    /// Who vouches for it independently.
    pub origins: Vec<OriginKey>,
    /// Hashes of the outlets that carry it, in order.
    pub outlets: Vec<u64>,
    /// The claims that vouch for it: its origins', in their order.
    pub vouches: Vec<Vouch>,
    /// The denials that make it contested; none where it is not.
    pub denials: Vec<Denial>,
}

/// Deed or word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// PLOVER's material classes.
    Deed,
    /// PLOVER's verbal classes.
    Word,
}

/// Which of the two sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Good for the tie.
    Cooperation,
    /// Bad for it.
    Conflict,
}

/// An origin, by name and by hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct OriginKey {
    /// [`hash`](fn@crate::hash) of the key.
    pub hash: u64,
    /// `usa`, `irn.opp`, `reuters`: as in the event's record.
    pub key: String,
}

impl From<String> for OriginKey {
    fn from(key: String) -> OriginKey {
        OriginKey { hash: hash(&key), key }
    }
}

impl From<OriginKey> for String {
    fn from(origin: OriginKey) -> String {
        origin.key
    }
}

/// A claim that vouches for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouch {
    /// The claim.
    pub claim: ClaimKey,
    /// Its origin's place in [`Act::origins`].
    pub origin: usize,
    /// Hash of the outlet that carries it; `None` where the record does not tell which of several does.
    pub outlet: Option<u64>,
    /// The status that it gives the event.
    pub status: Status,
    /// How sure the reader is of it, in hundredths; [`CERTAIN`] where nobody tells, as in a record by itself ([`Act::sure`]).
    pub confidence: u8,
}

/// [`Vouch::confidence`] of a claim that is not doubted.
pub const CERTAIN: u8 = 100;

/// A claim that denies an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denial {
    /// The claim.
    pub claim: ClaimKey,
    /// Hash of who denies, in the form of an origin's key.
    pub speaker: u64,
    /// Hash of the outlet that carries it.
    pub outlet: u64,
}

impl Act {
    /// The acts of an event: one for each actor and recipient; of an event without recipient that several parties share, one for each two of
    /// them in both directions. Parties without a code and pairs of one code have none.
    ///
    /// The day is the first report's for what is planned (the announcement is the act), the last report's for what goes on ("since 2012"), the
    /// last of the stated days otherwise, but none after the last report.
    pub fn of(record: &EventRecord, book: &Codebook) -> Vec<Act> {
        let (actors, recipients) = (sides(&record.actor), sides(&record.recipient));
        let mutual = record.recipient.is_empty();
        let others = if mutual { &actors } else { &recipients };
        let pairs = actors.iter().flat_map(|a| others.iter().map(move |b| (a, b))).filter(|(a, b)| a.0 != b.0);
        let mut whole: Option<Act> = None;
        pairs
            .map(|(a, b)| {
                let shared = whole.get_or_insert_with(|| shared(record, book));
                let sectors = |side: (&&str, &BTreeSet<&str>)| side.1.iter().map(|s| (*s).to_owned()).collect::<Vec<String>>();
                let (a_sectors, b_sectors) = (sectors(a), sectors(b));
                let states = itself(a.0, &a_sectors) && itself(b.0, &b_sectors);
                Act { a: a.0.to_string(), b: b.0.to_string(), a_sectors, b_sectors, states, ..shared.clone() }
            })
            .collect()
    }
}

impl Act {
    /// The act with its claims' confidences, 0 to 1; claims for which `of` has none stay certain.
    pub fn sure(mut self, of: impl Fn(&ClaimKey) -> Option<f32>) -> Act {
        for v in &mut self.vouches {
            v.confidence = of(&v.claim).map_or(CERTAIN, |c| (c.clamp(0.0, 1.0) * f32::from(CERTAIN)).round() as u8);
        }
        self
    }

    /// The act as another codebook weighs it.
    pub fn reweighed(self, book: &Codebook) -> Act {
        let (intensity, side) = weighed(book.weight(self.kind, self.mode.as_deref()), self.kind.quad());
        Act { intensity, side, ..self }
    }

    /// The act as one of a user's own types: by its weight and quad class, if more than half of the claims that vouch for it are of it; `of` says of which type a claim is. Else the act as it is.
    pub fn narrowed<'t>(self, of: impl Fn(&ClaimKey) -> Option<&'t CustomType>) -> Act {
        let claims: BTreeMap<ClaimKey, Option<&CustomType>> = self.vouches.iter().map(|v| (v.claim, of(&v.claim))).collect();
        let count = |t: &CustomType| claims.values().filter(|c| c.is_some_and(|c| c.name == t.name)).count();
        let Some(own) = claims.values().flatten().find(|t| 2 * count(t) > claims.len()) else { return self };
        let (intensity, side) = weighed(own.weight, own.quad);
        Act { intensity, side, manner: manner(own.quad), own: Some(own.name.clone()), ..self }
    }
}

/// Whether a party acts as the state or group that the code names, in one of its sectors at least.
pub(crate) fn itself(code: &str, sectors: &[String]) -> bool {
    STATES.binary_search(&code).is_err() || sectors.is_empty() || sectors.iter().any(|s| s.is_empty() || STATE.contains(&s.as_str()))
}

type Sides<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

fn sides(parties: &[Party]) -> Sides<'_> {
    let mut out = Sides::new();
    for p in parties {
        if let Some(code) = p.code.as_deref().filter(|c| !c.is_empty()) {
            out.entry(code).or_default().insert(p.sector.as_deref().unwrap_or_default());
        }
    }
    out
}

/// Deed or word, by the quad class.
const fn manner(quad: Quad) -> Manner {
    if matches!(quad, Quad::MaterialCooperation | Quad::MaterialConflict) { Manner::Deed } else { Manner::Word }
}

/// Intensity and side by a codebook's weight.
fn weighed(weight: f32, quad: Quad) -> (f64, Side) {
    let weight = f64::from(weight);
    let side = match (weight > 0.0, weight < 0.0) {
        (true, _) => Side::Cooperation,
        (_, true) => Side::Conflict,
        _ if matches!(quad, Quad::VerbalCooperation | Quad::MaterialCooperation) => Side::Cooperation,
        _ => Side::Conflict,
    };
    ((weight.abs() * 1e4).round() / 1e4, side)
}

/// What all acts of an event have in common.
fn shared(r: &EventRecord, book: &Codebook) -> Act {
    let (intensity, side) = weighed(book.weight(r.event, r.mode.as_deref()), r.event.quad());
    let kind_of_arms = || r.history.iter().flat_map(|s| &s.scope.items).any(|i| ARMS.contains(&i.as_str()));
    let origins: Vec<OriginKey> = r.origins.iter().map(|o| OriginKey::from(o.key.clone())).collect();
    let mut vouches = Vec::new();
    for (n, origin) in r.origins.iter().enumerate() {
        for claim in &origin.claims {
            let step = r.history.iter().find(|s| s.claim == *claim && !matches!(s.kind, StepKind::Denied | StepKind::Negated));
            let outlet = r.history.iter().find(|s| s.claim == *claim).map(|s| s.outlet.as_str());
            let outlet = outlet.or_else(|| origin.outlets.first().filter(|_| origin.outlets.len() == 1).map(String::as_str));
            let status = step.map_or(r.status, |s| s.status);
            vouches.push(Vouch { claim: ClaimKey::of(claim), origin: n, outlet: outlet.map(hash), status, confidence: CERTAIN });
        }
    }
    let denied = r.history.iter().filter(|s| r.contested && s.kind == StepKind::Denied);
    let denials = denied.map(|s| Denial { claim: ClaimKey::of(&s.claim), speaker: hash(&speaker(&s.speaker)), outlet: hash(&s.outlet) });
    let outlets: BTreeSet<u64> = r.outlets.iter().chain(r.origins.iter().flat_map(|o| &o.outlets)).map(|o| hash(o)).collect();
    Act {
        event: EventId::of(&r.id),
        a: String::new(),
        b: String::new(),
        a_sectors: Vec::new(),
        b_sectors: Vec::new(),
        states: true,
        day: day(r),
        kind: r.event,
        mode: r.mode.clone(),
        own: None,
        status: r.status,
        contested: r.contested,
        stated: r.stated,
        intensity,
        manner: manner(r.event.quad()),
        side,
        arms: r.event == Event::Aid && (r.contexts.iter().any(|c| c == "military") || kind_of_arms()),
        origins,
        outlets: outlets.into_iter().collect(),
        vouches,
        denials: denials.collect(),
    }
}

fn day(r: &EventRecord) -> Option<Date> {
    if r.status == Status::Planned && r.first_report.is_some() {
        return r.first_report;
    }
    match (r.from, r.to) {
        (_, Some(to)) => Some(r.last_report.map_or(to, |last| to.min(last.max(r.from.unwrap_or(last))))),
        (from, None) => r.last_report.or(r.first_report).or(from),
    }
}

/// A step's speaker (`IRN.MIL`, `IRN.OPP`, an outlet) in the form of an origin's key.
pub(crate) fn speaker(label: &str) -> String {
    let low = label.to_lowercase();
    match label.split_once('.') {
        Some((code, sector)) if code.len() == 3 && STATE.contains(&sector) => code.to_lowercase(),
        _ => low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arms_are_those_of_the_table() {
        let table = include_str!("../../merge/data/items.tsv");
        let parent: BTreeMap<&str, &str> = table
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split_once('\t'))
            .map(|(c, r)| (c, r.split('\t').next().unwrap()))
            .collect();
        let is_arms = |concept: &str| {
            let mut c = concept;
            while let Some(p) = parent.get(c).copied().filter(|p| *p != "-") {
                c = p;
            }
            c == "arms"
        };
        let arms: Vec<&str> = parent.keys().copied().filter(|c| is_arms(c)).collect();
        assert_eq!(arms, ARMS);
    }

    #[test]
    fn states_are_those_of_the_table() {
        let table = include_str!("../../parties/data/states.tsv");
        let rows = table.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let codes: BTreeSet<&str> = rows.filter_map(|l| l.split('\t').nth(1)).collect();
        assert!(codes.iter().eq(STATES.iter()), "{codes:?}");
    }

    #[test]
    fn speakers_take_the_form_of_origins() {
        for (label, key) in [("IRN", "irn"), ("IRN.MIL", "irn"), ("IRN.OPP", "irn.opp"), ("News Week", "news week")] {
            assert_eq!(speaker(label), key);
        }
    }
}
