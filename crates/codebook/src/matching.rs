//! Claims to a user's own types, by what their words are like.
//!
//! Whoever can read gives each sentence a vector (`sekutu-reader`'s states over the words that name the event); here they are compared. All is as
//! plain as it can be, so that it can be explained:
//!
//! 1. Vectors are cut to length 1, the mean of all known sentences is taken off, and they are cut to length 1 again: what all news sentences have in common says nothing.
//! 2. A type's *prototype* is the mean of its examples'. Its rivals are the prototypes of the user's other types, of the type's own and the others' counter-examples, and of PLOVER's sixteen types
//!    (`data/background.tsv`).
//! 3. A sentence's *margin* for a type is its cosine with the type's prototype less that with the nearest rival (Rocchio's classifier: Rocchio 1971; Snell, Swersky & Zemel 2017, "Prototypical networks
//!    for few-shot learning").
//! 4. The *threshold* is the margin at which F1 is best over all known sentences, each judged by a model that it was left out of; never below zero, so that what is taken is always nearer to the type than to
//!    any rival.
//! 5. *How sure*: a logistic curve over the same left-out margins less the threshold (Platt 1999, "Probabilistic outputs for support vector machines").

use crate::Codebook;
use sekutu_model::Event;
use std::sync::LazyLock;

/// Sentences of PLOVER's types: type, language, words that name the event, text.
const BACKGROUND: &str = include_str!("../data/background.tsv");

/// What a known sentence is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A user's type.
    Type(usize),
    /// Near to a user's type, but not of it.
    Counter(usize),
    /// A type of PLOVER's.
    Plover(Event),
}

/// A known sentence.
#[derive(Clone, Copy)]
struct Known<'a> {
    class: Class,
    text: &'a str,
    words: Option<&'a str>,
}

/// All known sentences of a codebook: examples and counter-examples in the file's order, then the background.
fn known(book: &Codebook) -> Vec<Known<'_>> {
    static BACK: LazyLock<Vec<Known<'static>>> = LazyLock::new(|| {
        let line = |l: &'static str| {
            let mut f = l.split('\t');
            let (event, _language, words, text) = (f.next()?.parse().ok()?, f.next()?, f.next()?, f.next()?);
            Some(Known { class: Class::Plover(event), text, words: Some(words) })
        };
        BACKGROUND.lines().filter(|l| !l.starts_with('#')).filter_map(line).collect()
    });
    let own = book.types().iter().enumerate().flat_map(|(i, t)| {
        let examples = t.examples.iter().map(move |text| (Class::Type(i), text));
        examples.chain(t.counter.iter().map(move |text| (Class::Counter(i), text)))
    });
    let own = own.map(|(class, text)| Known { class, text, words: None });
    own.chain(BACK.iter().copied()).collect()
}

/// The prototypes.
struct Prototypes {
    mean: Vec<f32>,
    all: Vec<(Class, Vec<f32>)>,
}

impl Prototypes {
    /// Of all known sentences but one.
    fn of(known: &[(Class, Vec<f32>)], but: Option<usize>) -> Prototypes {
        let rest = || known.iter().enumerate().filter(|(i, _)| Some(*i) != but).map(|(_, k)| k);
        let mean = mean(rest().map(|k| k.1.as_slice()));
        let mut classes: Vec<Class> = rest().map(|k| k.0).collect();
        classes.dedup(); // a class's sentences stand together
        let centred: Vec<(Class, Vec<f32>)> = rest().map(|(c, v)| (*c, centred(v, &mean))).collect();
        let all = classes
            .into_iter()
            .map(|class| (class, unit(self::mean(centred.iter().filter(|k| k.0 == class).map(|k| k.1.as_slice())))))
            .collect();
        Prototypes { mean, all }
    }

    /// The margin for a type, and its nearest rival.
    fn margin(&self, own: usize, vector: &[f32]) -> (f32, Class) {
        let v = centred(vector, &self.mean);
        let (mut mine, mut rival) = (-1.0, (f32::NEG_INFINITY, Class::Type(own)));
        for (class, p) in &self.all {
            let cosine = dot(p, &v);
            if *class == Class::Type(own) {
                mine = cosine;
            } else if cosine > rival.0 {
                rival = (cosine, *class);
            }
        }
        (mine - rival.0, rival.1)
    }
}

/// A claim's own type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matched {
    /// Its place in [`Codebook::types`].
    pub own: usize,
    /// By how much nearer it is to the type than to the nearest rival, in cosine.
    pub margin: f32,
    /// How sure that is, 0 to 1, by the known sentences that were left out.
    pub sure: f32,
}

/// How a type does on the known sentences, each left out of the model that judges it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The least margin that is taken.
    pub threshold: f32,
    /// Examples that are recognised.
    pub right: usize,
    /// Examples that are not.
    pub missed: usize,
    /// Other sentences that are taken for it.
    pub wrong: usize,
    /// All other sentences.
    pub others: usize,
    /// The examples and counter-examples, in the file's order, and sentences of other kinds that are taken for it.
    pub outcomes: Vec<Outcome>,
}

impl Figures {
    /// Of what is taken, the share that is of the type; 1 where nothing is.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Of the examples, the share that is recognised.
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, 2 * self.right + self.missed + self.wrong)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// What became of a known sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The sentence.
    pub text: String,
    /// Whether it is an example of the type.
    pub example: bool,
    /// Whether it is one of its counter-examples.
    pub counter: bool,
    /// Whether it is taken for the type by a model that it was left out of.
    pub taken: bool,
    /// Whether it is taken by the model that knows it: an example that is not, or a counter-example that is, fails.
    pub known: bool,
    /// Its margin, left out.
    pub margin: f32,
    /// What is nearest to it of all that is not the type: a type's name, `not NAME` for a type's counter-examples.
    pub rival: String,
}

impl Outcome {
    /// Whether the model that knows the sentence has it right.
    pub fn holds(&self) -> bool {
        self.known == self.example
    }
}

/// Finds the claims that belong to a codebook's own types.
pub struct Matcher {
    prototypes: Prototypes,
    refines: Vec<Option<Event>>,
    figures: Vec<Figures>,
    /// Slope and height of the logistic curve.
    curve: (f64, f64),
}

impl Matcher {
    /// Learns from a codebook's examples. `vector` gives a sentence's vector, of the given words of it or, without any, of whatever in it names an event; all of one length.
    ///
    /// # Errors
    /// The first of `vector`'s.
    pub fn fit<E>(book: &Codebook, mut vector: impl FnMut(&str, Option<&str>) -> Result<Vec<f32>, E>) -> Result<Matcher, E> {
        let sentences = known(book);
        let known = sentences.iter().map(|k| Ok((k.class, unit(vector(k.text, k.words)?)))).collect::<Result<Vec<_>, E>>()?;
        let prototypes = Prototypes::of(&known, None);
        let types = book.types().len();
        // margins of every sentence for every type, by a model without it
        let left_out: Vec<Vec<(f32, Class)>> = (0..known.len())
            .map(|i| {
                let without = Prototypes::of(&known, Some(i));
                (0..types).map(|t| without.margin(t, &known[i].1)).collect()
            })
            .collect();
        let mut figures = Vec::with_capacity(types);
        let mut points = Vec::with_capacity(types * known.len());
        for (t, own) in book.types().iter().enumerate() {
            // a sentence of a type of PLOVER's that this one does not narrow will never be asked about
            let asked = |c: Class| !matches!(c, Class::Plover(event) if !own.may_be(event));
            let judged: Vec<(f32, bool)> =
                known.iter().zip(&left_out).filter(|(k, _)| asked(k.0)).map(|(k, m)| (m[t].0, k.0 == Class::Type(t))).collect();
            let threshold = threshold(&judged);
            points.extend(judged.iter().map(|(m, is)| (f64::from(m - threshold), *is)));
            let name = |c: Class| match c {
                Class::Type(i) => book.types()[i].name.clone(),
                Class::Counter(i) => format!("not {}", book.types()[i].name),
                Class::Plover(event) => event.name().to_owned(),
            };
            let count = |taken: bool, is: bool| judged.iter().filter(|j| (j.0 >= threshold) == taken && j.1 == is).count();
            let (right, missed, wrong) = (count(true, true), count(false, true), count(true, false));
            let others = judged.len() - right - missed;
            let outcomes = sentences.iter().zip(&known).zip(&left_out).filter(|((_, k), _)| asked(k.0)).filter_map(|((s, k), m)| {
                let (margin, rival) = m[t];
                let (example, counter, taken) = (k.0 == Class::Type(t), k.0 == Class::Counter(t), margin >= threshold);
                (example || counter || taken).then(|| Outcome {
                    text: s.text.to_owned(),
                    example,
                    counter,
                    taken,
                    known: prototypes.margin(t, &k.1).0 >= threshold,
                    margin,
                    rival: name(rival),
                })
            });
            let outcomes = outcomes.collect();
            figures.push(Figures { threshold, right, missed, wrong, others, outcomes });
        }
        Ok(Matcher { prototypes, refines: book.types().iter().map(|t| t.refines).collect(), figures, curve: curve(&points) })
    }

    /// The type to which a claim of PLOVER's type belongs, by its vector: of those whose threshold it passes, the one that it passes by most.
    pub fn of(&self, event: Event, vector: &[f32]) -> Option<Matched> {
        let vector = unit(vector.to_vec());
        let mut best: Option<(f32, Matched)> = None;
        for (own, (refines, f)) in self.refines.iter().zip(&self.figures).enumerate() {
            if refines.is_some_and(|r| r != event) {
                continue;
            }
            let (margin, _) = self.prototypes.margin(own, &vector);
            let over = margin - f.threshold;
            if over >= 0.0 && best.is_none_or(|(most, _)| over > most) {
                best = Some((over, Matched { own, margin, sure: logistic(f64::from(over), self.curve) as f32 }));
            }
        }
        best.map(|(_, m)| m)
    }

    /// How each type does, in the order of [`Codebook::types`].
    pub fn figures(&self) -> &[Figures] {
        &self.figures
    }
}

/// Halfway between the margin from which F1 is best and the next below it; of several, the highest. Never below zero.
fn threshold(judged: &[(f32, bool)]) -> f32 {
    let mut sorted: Vec<(f32, bool)> = judged.to_vec();
    sorted.sort_by(|x, y| y.0.total_cmp(&x.0));
    let all = sorted.iter().filter(|j| j.1).count();
    let (mut right, mut best) = (0usize, (0.0, 0.0f32));
    for (i, (margin, is)) in sorted.iter().enumerate() {
        right += usize::from(*is);
        let next = sorted.get(i + 1).map_or(*margin, |n| n.0);
        let f1 = 2.0 * right as f64 / (i + 1 + all) as f64;
        if f1 > best.0 && (next < *margin || i + 1 == sorted.len()) {
            best = (f1, (margin + next) / 2.0);
        }
    }
    best.1.max(0.0)
}

fn logistic(x: f64, (slope, height): (f64, f64)) -> f64 {
    1.0 / (1.0 + (-(slope * x + height)).exp())
}

/// Platt's curve by Newton's method; his targets keep it from running away where the sentences part cleanly.
fn curve(points: &[(f64, bool)]) -> (f64, f64) {
    let positive = points.iter().filter(|p| p.1).count() as f64;
    let targets = ((positive + 1.0) / (positive + 2.0), 1.0 / (points.len() as f64 - positive + 2.0));
    let (mut slope, mut height) = (1.0, 0.0);
    for _ in 0..50 {
        // gradient and Hessian of the log loss, the latter a little lifted so that it can be inverted
        let (mut g, mut h) = ([0.0; 2], [1e-9, 0.0, 1e-9]);
        for (x, is) in points {
            let p = logistic(*x, (slope, height));
            let (d, w) = (p - if *is { targets.0 } else { targets.1 }, p * (1.0 - p));
            (g[0], g[1]) = (g[0] + d * x, g[1] + d);
            (h[0], h[1], h[2]) = (h[0] + w * x * x, h[1] + w * x, h[2] + w);
        }
        let det = h[0] * h[2] - h[1] * h[1];
        let step = ((h[2] * g[0] - h[1] * g[1]) / det, (h[0] * g[1] - h[1] * g[0]) / det);
        // a full step may overshoot: no parameter moves by more than 5 at a time
        let (a, b) = (step.0.clamp(-5.0, 5.0), step.1.clamp(-5.0, 5.0));
        (slope, height) = (slope - a, height - b);
        if a.abs() < 1e-9 && b.abs() < 1e-9 {
            break;
        }
    }
    (slope.max(0.0), height)
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn mean<'a>(all: impl Iterator<Item = &'a [f32]>) -> Vec<f32> {
    let mut sum: Vec<f32> = Vec::new();
    let mut n = 0usize;
    for v in all {
        sum.resize(v.len(), 0.0);
        sum.iter_mut().zip(v).for_each(|(s, x)| *s += x);
        n += 1;
    }
    sum.iter_mut().for_each(|s| *s /= n.max(1) as f32);
    sum
}

/// Cut to length 1; a vector of nothing stays.
fn unit(mut v: Vec<f32>) -> Vec<f32> {
    let length = dot(&v, &v).sqrt();
    if length > 0.0 {
        v.iter_mut().for_each(|x| *x /= length);
    }
    v
}

fn centred(v: &[f32], mean: &[f32]) -> Vec<f32> {
    unit(v.iter().zip(mean).map(|(x, m)| x - m).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r#"
version = "mine"
source = "a test"
licence = "none"
[[type]]
name = "EAST"
refines = "AID"
weight = 8.0
en = "East."
id = "Timur."
examples = ["east one", "east two", "east three", "east four"]
counter = ["south east", "west east"]
"#;

    /// A world of few words: each has a direction, and PLOVER's types lie apart from them.
    fn vector(text: &str, words: Option<&str>) -> Result<Vec<f32>, ()> {
        let mut v = vec![0.1; 24];
        match words {
            Some(_) => v[3 + BACKGROUND.lines().position(|l| l.ends_with(text)).unwrap_or(0) % 20] = 1.0,
            None => {
                for w in text.split(' ') {
                    match w {
                        "east" => v[0] += 1.0,
                        "south" => v[1] += 2.0,
                        "west" => v[2] += 2.0,
                        other => v[23] += other.len() as f32 / 100.0,
                    }
                }
            }
        }
        Ok(v)
    }

    #[test]
    fn the_background_reads_back() {
        let lines = BACKGROUND.lines().filter(|l| !l.starts_with('#')).count();
        let book = Codebook::parse(BOOK).unwrap();
        let all = known(&book);
        assert_eq!(all.len(), lines + 6);
        for event in Event::ALL {
            let of: Vec<_> = all.iter().filter(|k| k.class == Class::Plover(*event)).collect();
            assert!(of.len() >= 4, "{event}: {}", of.len());
            assert!(of.iter().all(|k| k.text.contains(k.words.unwrap())), "{event}");
        }
    }

    #[test]
    fn what_is_alike_is_taken_and_the_rest_is_not() {
        let m = Matcher::fit(&Codebook::parse(BOOK).unwrap(), vector).unwrap();
        let of = |event, text| m.of(event, &vector(text, None).unwrap());
        let found = of(Event::Aid, "east five").unwrap();
        assert!(found.own == 0 && found.sure > 0.5 && found.margin >= m.figures()[0].threshold, "{found:?}");
        assert!(of(Event::Aid, "south east").is_none() && of(Event::Aid, "west").is_none());
        assert!(of(Event::Coerce, "east five").is_none(), "it narrows AID");
        let f = &m.figures()[0];
        assert_eq!((f.right, f.missed, f.wrong), (4, 0, 0));
        assert!(f.threshold >= 0.0 && f.precision() == 1.0 && f.recall() == 1.0 && f.f1() == 1.0);
        assert!(f.outcomes.len() == 6 && f.outcomes.iter().all(Outcome::holds), "{:?}", f.outcomes);
    }

    #[test]
    fn thresholds_lie_where_f1_is_best() {
        let check =
            |judged: &[(f32, bool)], expect: f32| assert!((threshold(judged) - expect).abs() < 1e-6, "{judged:?} {}", threshold(judged));
        check(&[(0.9, true), (0.7, true), (0.3, false), (0.1, false)], 0.5);
        check(&[(0.9, true), (0.5, false), (0.4, true), (0.2, false)], 0.3);
        check(&[(0.2, true), (-0.4, true), (-0.6, false)], 0.0);
        check(&[(0.5, false)], 0.0);
        check(&[(0.5, true), (0.5, false), (0.1, false)], 0.3);
    }

    #[test]
    fn how_sure_rises_with_the_margin_and_keeps_its_share() {
        let points: Vec<(f64, bool)> = (0..200).map(|i| (f64::from(i - 100) / 100.0, (i * 7 % 200) < i)).collect();
        let c = curve(&points);
        assert!(c.0 > 0.0);
        let told: f64 = points.iter().map(|p| logistic(p.0, c)).sum();
        let is = points.iter().filter(|p| p.1).count() as f64;
        assert!((told - is).abs() < 1.5, "{told} {is}");
        let clean = curve(&[(-1.0, false), (-0.5, false), (0.5, true), (1.0, true)]);
        assert!(clean.0.is_finite() && logistic(1.0, clean) < 1.0);
    }
}
