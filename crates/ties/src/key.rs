//! Short forms of ids and names, exact points, and the generator of chance.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// One step of SplitMix64: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA; constants of Vigna's C version.
pub(crate) const fn mix(state: u64) -> u64 {
    let z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A seeded stream of SplitMix64.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) const fn new(seed: u64) -> Rng {
        Rng(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        let out = mix(self.0);
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        out
    }

    /// Below `n`; 0 for 0.
    pub(crate) const fn below(&mut self, n: usize) -> usize {
        ((self.next() as u128 * n as u128) >> 64) as usize
    }

    /// In [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn shuffle<T>(&mut self, all: &mut [T]) {
        for i in (1..all.len()).rev() {
            all.swap(i, self.below(i + 1));
        }
    }
}

/// A 64-bit hash of a name: FNV-1a (Fowler, Noll & Vo), stirred by SplitMix64's last step. The same on every machine.
pub fn hash(name: &str) -> u64 {
    mix(name.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)))
}

/// Passes on a key that is a hash already, and takes the hash of names.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0 ^ 0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
        self.0 ^= self.0 >> 29; // the table looks at both ends
    }
    fn write_u8(&mut self, _: u8) {} // what ends a string
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

pub(crate) type Hashed<V> = std::collections::HashMap<u64, V, BuildHasherDefault<Same>>;
/// A map with a quick hash, by codes or numbers.
pub(crate) type Quick<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Same>>;

/// An event's id. The ledger's ids (16 hexadecimal figures) are kept as they are and written as they were; any other is hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct EventId(pub(crate) u64);

impl EventId {
    /// The id as the ledger writes it.
    pub fn of(id: &str) -> EventId {
        let own = id.len() == 16 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        EventId(if own { u64::from_str_radix(id, 16).unwrap_or_else(|_| hash(id)) } else { hash(id) })
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:016x}", self.0))
    }
}

impl From<String> for EventId {
    fn from(id: String) -> EventId {
        EventId::of(&id)
    }
}

impl From<EventId> for String {
    fn from(id: EventId) -> String {
        id.to_string()
    }
}

/// A claim's id in short: a hash of the extractor's part and the ledger's 8 hexadecimal figures, where it has them (`<id>.<8 hex>`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimKey {
    pub(crate) base: u64,
    pub(crate) copy: Option<u32>,
}

impl ClaimKey {
    /// The short form of an id, to compare with those of a receipt.
    pub fn of(id: &str) -> ClaimKey {
        let copy = id.rsplit_once('.').filter(|(_, c)| c.len() == 8 && c.bytes().all(|b| b.is_ascii_hexdigit()));
        let parts = copy.and_then(|(base, c)| u32::from_str_radix(c, 16).ok().map(|c| (base, c)));
        match parts {
            Some((base, c)) => ClaimKey { base: hash(base), copy: Some(c) },
            None => ClaimKey { base: hash(id), copy: None },
        }
    }

    /// Whether a user who names `self` means `other`: the same id, or the extractor's part alone for every copy of it.
    pub fn means(&self, other: &ClaimKey) -> bool {
        self.base == other.base && (self.copy.is_none() || self.copy == other.copy)
    }
}

/// Points of a score, kept in whole millionths, so that sums are exact in any order and differences come out even.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    /// None.
    pub const ZERO: Points = Points(0);

    /// The nearest millionth; zero for what is not a number.
    pub fn of(value: f64) -> Points {
        Points((value * 1e6).round() as i64)
    }

    /// As a number of points.
    pub fn value(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// In millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }
}

impl Add for Points {
    type Output = Points;
    fn add(self, other: Points) -> Points {
        Points(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Points;
    fn sub(self, other: Points) -> Points {
        Points(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Points {
    fn add_assign(&mut self, other: Points) {
        *self = *self + other;
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Points>>(all: I) -> Points {
        all.fold(Points::ZERO, Add::add)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.value(), f)
    }
}

impl Serialize for Points {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_f64(self.value())
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Points, D::Error> {
        f64::deserialize(d).map(Points::of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_as_they_were() {
        assert_eq!(EventId::of("00ab12cd34ef5678").to_string(), "00ab12cd34ef5678");
        assert_eq!(EventId::of("an event"), EventId::of("an event"));
        let (short, long) = (ClaimKey::of("0123abcd"), ClaimKey::of("0123abcd.00ff00ff"));
        assert!(short.means(&long) && !long.means(&short) && long.means(&long));
        assert!(!ClaimKey::of("0123abcd.00ff00fe").means(&long));
    }

    #[test]
    fn splitmix_is_splitmix() {
        // the first outputs for seed 1234567 of Vigna's splitmix64.c
        let mut r = Rng::new(1_234_567);
        assert_eq!([r.next(), r.next(), r.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }
}
