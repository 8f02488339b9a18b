//! How well claims are grouped and origins counted, on the test set of happenings (`tests/happenings/`, written for this project; `training/happenings.py` makes the JSON Lines of it).
//! Measured on claims as a careful reader marks them, so that grouping is judged apart from reading; what their triggers mean (`meanings.tsv`) is the encoder's (`cargo run --release -p sekutu-extract --example meanings -- model crates/merge/tests/happenings.jsonl`).

use sekutu_merge::{Carrier, EventRecord, Features, Grouped, Member, Sweep, describe};
use sekutu_model::{Article, Claim};
use sekutu_parties::Parties;
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[derive(serde::Deserialize)]
struct Line {
    article: Article,
    claims: Vec<Marked>,
}

#[derive(serde::Deserialize)]
struct Marked {
    #[serde(flatten)]
    claim: Claim,
    happening: String,
    origin: String,
}

struct Set {
    claims: BTreeMap<String, (Claim, String, String)>,
    carriers: HashMap<String, Carrier>,
}

/// The set as a ledger would hold it: versions of one address succeed each other.
fn set() -> Set {
    let text = include_str!("happenings.jsonl");
    let meanings: HashMap<&str, &str> = include_str!("meanings.tsv").lines().filter_map(|l| l.split_once('\t')).collect();
    let (mut claims, mut carriers, mut keys) = (BTreeMap::new(), HashMap::new(), BTreeMap::<String, Vec<String>>::new());
    for line in text.lines() {
        let line: Line = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        let carrier = Carrier::of(&line.article, Parties::builtin());
        keys.entry(carrier.key.clone()).or_default().push(carrier.sha256.clone());
        carriers.insert(carrier.sha256.clone(), carrier);
        for mut m in line.claims {
            m.claim.meaning = meanings.get(m.claim.id.as_str()).map(|s| s.parse().unwrap());
            m.claim.verify(&line.article.text).unwrap();
            claims.insert(m.claim.id.clone(), (m.claim, m.happening, m.origin));
        }
    }
    for mut shas in keys.into_values().filter(|s| s.len() > 1) {
        shas.sort_by_key(|s| (carriers[s].published, s.clone()));
        for (n, pair) in shas.windows(2).enumerate() {
            let next = sekutu_merge::Successor { sha256: pair[1].clone(), published: carriers[&pair[1]].published };
            carriers.get_mut(&pair[0]).unwrap().successor = Some(next);
            carriers.get_mut(&pair[1]).unwrap().version = n as u32 + 2;
        }
    }
    Set { claims, carriers }
}

fn grouped(set: &Set) -> Vec<Grouped> {
    let mut features: Vec<Features> = set.claims.values().map(|(c, _, _)| Features::of(c, &set.carriers[&c.article])).collect();
    features.sort_by(|a, b| a.order().cmp(&b.order()));
    let mut sweep = Sweep::new([]);
    let mut out: Vec<Grouped> = features.into_iter().flat_map(|f| sweep.push(f)).collect();
    out.extend(sweep.finish());
    out
}

/// Precision, recall and F1.
fn prf(p: f64, r: f64) -> String {
    format!("P {p:.3} R {r:.3} F1 {:.3}", 2.0 * p * r / (p + r).max(f64::MIN_POSITIVE))
}

fn f1(p: f64, r: f64) -> f64 {
    2.0 * p * r / (p + r).max(f64::MIN_POSITIVE)
}

/// B³ (Bagga and Baldwin 1998): for each claim, how much of its group and of its happening the two share.
fn b_cubed(found: &[BTreeSet<&str>], gold: &BTreeMap<&str, BTreeSet<&str>>, of: &dyn Fn(&str) -> String) -> (f64, f64) {
    let (mut p, mut r, mut n) = (0.0, 0.0, 0.0);
    for group in found {
        for claim in group {
            let want = &gold[of(claim).as_str()];
            let same = group.intersection(want).count() as f64;
            p += same / group.len() as f64;
            r += same / want.len() as f64;
            n += 1.0;
        }
    }
    (p / n, r / n)
}

/// MUC (Vilain et al. 1995): links kept of the least that hold a set together.
fn muc(found: &[BTreeSet<&str>], gold: &[BTreeSet<&str>]) -> (f64, f64) {
    let side = |a: &[BTreeSet<&str>], b: &[BTreeSet<&str>]| {
        let (mut kept, mut all) = (0.0, 0.0);
        for set in a {
            let parts = b.iter().filter(|o| !o.is_disjoint(set)).count();
            kept += (set.len() - parts) as f64;
            all += (set.len() - 1) as f64;
        }
        kept / f64::max(all, 1.0)
    };
    (side(found, gold), side(gold, found))
}

/// CEAF-e (Luo 2005) by greedy alignment, which is at most the best one.
fn ceaf(found: &[BTreeSet<&str>], gold: &[BTreeSet<&str>]) -> (f64, f64) {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in found.iter().enumerate() {
        for (j, b) in gold.iter().enumerate() {
            let same = a.intersection(b).count();
            if same > 0 {
                pairs.push((2.0 * same as f64 / (a.len() + b.len()) as f64, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut taken, mut sum) = (BTreeSet::new(), BTreeSet::new(), 0.0);
    for (s, i, j) in pairs {
        if !used.contains(&i) && !taken.contains(&j) {
            used.insert(i);
            taken.insert(j);
            sum += s;
        }
    }
    (sum / found.len() as f64, sum / gold.len() as f64)
}

struct Score {
    b_cubed: f64,
    conll: f64,
    origins: f64,
}

/// `half`: the file numbers that count, for a look at what was tuned on and what was not.
fn score(name: &str, half: &dyn Fn(u32) -> bool) -> Score {
    let mut set = set();
    let number = |h: &str| h[..2].parse::<u32>().unwrap();
    set.claims.retain(|_, (_, h, _)| half(number(h)));
    let groups = grouped(&set);
    let found: Vec<BTreeSet<&str>> = groups.iter().map(|g| g.claims.iter().map(String::as_str).collect()).collect();
    let mut gold: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (id, (_, h, _)) in &set.claims {
        gold.entry(h).or_default().insert(id);
    }
    let of = |c: &str| set.claims[c].1.clone();
    let b = b_cubed(&found, &gold, &of);
    let flat: Vec<BTreeSet<&str>> = gold.values().cloned().collect();
    let (m, e) = (muc(&found, &flat), ceaf(&found, &flat));
    let conll = (f1(b.0, b.1) + f1(m.0, m.1) + f1(e.0, e.1)) / 3.0;
    // origins are judged on the true groups, so that a wrong group is not counted twice
    let (mut right, mut all) = (0, 0);
    let mut wrong = Vec::new();
    for (happening, ids) in &gold {
        let members: Vec<Member<'_>> =
            ids.iter().map(|id| &set.claims[*id].0).map(|c| Member { claim: c, carrier: &set.carriers[&c.article] }).collect();
        let record: EventRecord = describe(&members, &Grouped { claims: Vec::new(), links: Vec::new() }).unwrap();
        let counted: BTreeSet<&str> = record.origins.iter().flat_map(|o| o.claims.iter().map(String::as_str)).collect();
        let want: BTreeSet<&str> = ids.iter().filter(|i| counted.contains(**i)).map(|i| set.claims[*i].2.as_str()).collect();
        if members.len() > 1 && !counted.is_empty() {
            all += 1;
            right += usize::from(want.len() == record.origins.len());
            if want.len() != record.origins.len() {
                wrong.push(format!(
                    "{happening}: want {want:?}, found {:?}",
                    record.origins.iter().map(|o| (o.key.as_str(), o.kind)).collect::<Vec<_>>()
                ));
            }
        }
    }
    let origins = f64::from(right as u32) / f64::from(all as u32);
    println!(
        "{name}: {} claims, {} happenings, {} groups; B³ {}; MUC {}; CEAF-e {}; CoNLL {conll:.3}; origins right {right} of {all} ({origins:.3})",
        set.claims.len(),
        gold.len(),
        found.len(),
        prf(b.0, b.1),
        prf(m.0, m.1),
        prf(e.0, e.1)
    );
    if std::env::var_os("SHOW").is_some() {
        wrong.iter().for_each(|w| println!("  {w}"));
        for g in &groups {
            let labels: BTreeMap<&str, usize> = g.claims.iter().map(|c| set.claims[c].1.as_str()).fold(BTreeMap::new(), |mut n, h| {
                *n.entry(h).or_default() += 1;
                n
            });
            if labels.len() > 1 {
                println!("  joined {labels:?}");
            }
        }
        for (h, ids) in &gold {
            let parts: Vec<Vec<&str>> =
                found.iter().map(|f| f.intersection(ids).copied().collect::<Vec<_>>()).filter(|p| !p.is_empty()).collect();
            if parts.len() > 1 {
                println!("  parted {h}");
                for p in parts {
                    for id in p {
                        let (c, _, _) = &set.claims[id];
                        let f = Features::of(c, &set.carriers[&c.article]);
                        println!(
                            "      {} {} {:?} {:?}>{:?} {:?}..{:?} {} pub {:?} {:?} n{:?} @{:?} {}",
                            &id[..4],
                            f.event,
                            f.status,
                            f.actor,
                            f.recipient,
                            f.from,
                            f.to,
                            f.stated,
                            f.published,
                            f.items,
                            f.count,
                            f.place,
                            f.trigger
                        );
                    }
                    println!("      --");
                }
            }
        }
    }
    Score { b_cubed: f1(b.0, b.1), conll, origins }
}

/// The probability that the first of two numbers is the greater, one drawn from each list (the area under the ROC curve).
fn area(more: &[f32], less: &[f32]) -> f64 {
    let wins = |m: &f32| less.iter().map(|l| if m > l { 1.0 } else { f64::from(m == l) / 2.0 }).sum::<f64>();
    more.iter().map(wins).sum::<f64>() / (more.len() * less.len()) as f64
}

/// Of claims in different articles that type, parties and month do not tell apart, those about one happening mean more alike.
#[test]
fn meanings_tell_happenings_apart() {
    let set = set();
    let all: Vec<(&Claim, Features, &str)> =
        set.claims.values().map(|(c, h, _)| (c, Features::of(c, &set.carriers[&c.article]), h.as_str())).collect();
    let meet = |x: &[String], y: &[String]| x.is_empty() || y.is_empty() || x.iter().any(|p| y.contains(p));
    let (mut near, mut far) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for (i, (a, x, h)) in all.iter().enumerate() {
        for (b, y, g) in &all[i + 1..] {
            let days = x.published.zip(y.published).map_or(i32::MAX, |(p, q)| (p - q).abs());
            let like = x.event == y.event && meet(&x.actor, &y.actor) && meet(&x.recipient, &y.recipient);
            let named = !x.actor.is_empty() && !y.actor.is_empty() || !x.recipient.is_empty() && !y.recipient.is_empty();
            if !like || !named || days > 30 || a.article == b.article || h[..2] != g[..2] {
                continue;
            }
            let Some(c) = a.meaning.as_ref().zip(b.meaning.as_ref()).and_then(|(m, n)| m.cosine(n)) else { continue };
            let to = if h == g { &mut near } else { &mut far };
            to[usize::from(a.language != b.language)].push(c);
        }
    }
    for (name, near, far) in [("one language", &near[0], &far[0]), ("two languages", &near[1], &far[1])] {
        let area = area(near, far);
        println!(
            "{name}: {} pairs about one happening, {} not; the cosine of the first is greater with probability {area:.3}",
            near.len(),
            far.len()
        );
        assert!(area > 0.6, "{name}: {area:.3}");
    }
}

#[test]
fn texts_taken_for_translations_have_one_origin() {
    let set = set();
    let mut told: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (claim, happening, origin) in set.claims.values() {
        told.entry(&claim.article).or_default().push((happening, origin));
    }
    let mut found = 0;
    let told: Vec<_> = told.into_iter().collect();
    for (i, (a, ours)) in told.iter().enumerate() {
        for (b, theirs) in &told[i + 1..] {
            let (x, y) = (&set.carriers[*a], &set.carriers[*b]);
            let shared: Vec<bool> = ours.iter().flat_map(|o| theirs.iter().filter(|t| t.0 == o.0).map(|t| t.1 == o.1)).collect();
            let days = x.published.unwrap().since(y.published.unwrap()).unwrap().get_days().abs();
            if days <= 4 && x.translates(y).is_some() {
                let same = shared.iter().filter(|s| **s).count();
                assert!(
                    same * 2 > shared.len(),
                    "{} and {}: {same} of {} claims in common have one origin",
                    x.outlet,
                    y.outlet,
                    shared.len()
                );
                found += 1;
            }
        }
    }
    println!("{found} pairs of texts are taken for translations");
    assert!(found >= 3);
}

#[test]
fn claims_are_grouped_and_origins_counted() {
    score("tuned on (odd files)", &|n| n % 2 == 1);
    let unseen = score("not tuned on (even files)", &|n| n % 2 == 0);
    let all = score("all", &|_| true);
    for s in [unseen, all] {
        assert!(s.b_cubed >= 0.8, "B³ F1 {:.3}", s.b_cubed);
        assert!(s.conll >= 0.7, "CoNLL F1 {:.3}", s.conll);
        assert!(s.origins >= 0.8, "origins {:.3}", s.origins);
    }
}
