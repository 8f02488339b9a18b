//! What a claim's trigger means where it stands, in a form that can be kept and compared.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;
use std::str::FromStr;

/// How many words of 64 signs.
const WORDS: usize = 8;

/// The signs of random projections of an encoder's state: of two of them about as large a share differs as their angle is of a half-turn (Charikar 2002). Sixty-four bytes keep what 1,536 held.
///
/// In JSON it is a string of hexadecimal digits: eight for the encoder, then the signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Meaning {
    /// Which encoder: states of different ones have nothing in common.
    pub encoder: u32,
    /// The signs.
    pub signs: [u64; WORDS],
}

impl Meaning {
    /// How many signs.
    pub const SIGNS: usize = WORDS * 64;

    /// The cosine of the two, as far as the signs tell; `None` where different encoders gave them.
    pub fn cosine(&self, other: &Meaning) -> Option<f32> {
        let differ: u32 = self.signs.iter().zip(&other.signs).map(|(a, b)| (a ^ b).count_ones()).sum();
        (self.encoder == other.encoder).then(|| (std::f32::consts::PI * differ as f32 / Self::SIGNS as f32).cos())
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.encoder)?;
        self.signs.iter().try_for_each(|w| write!(f, "{w:016x}"))
    }
}

/// Why a string is no [`Meaning`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a meaning is {} hexadecimal digits", 8 + 16 * WORDS)]
pub struct MeaningError;

impl FromStr for Meaning {
    type Err = MeaningError;

    fn from_str(s: &str) -> Result<Meaning, MeaningError> {
        if s.len() != 8 + 16 * WORDS || !s.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(MeaningError);
        }
        let encoder = u32::from_str_radix(&s[..8], 16).map_err(|_| MeaningError)?;
        let mut signs = [0; WORDS];
        for (i, w) in signs.iter_mut().enumerate() {
            *w = u64::from_str_radix(&s[8 + 16 * i..24 + 16 * i], 16).map_err(|_| MeaningError)?;
        }
        Ok(Meaning { encoder, signs })
    }
}

impl Serialize for Meaning {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Meaning {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Meaning, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_to_text_and_back() {
        let m = Meaning { encoder: 0x1204_a774, signs: [1, 2, 3, u64::MAX, 5, 6, 7, 0] };
        assert_eq!(m.to_string().parse(), Ok(m));
        assert_eq!("1204a774".parse::<Meaning>(), Err(MeaningError));
        assert_eq!("ü".repeat(68).parse::<Meaning>(), Err(MeaningError));
    }

    #[test]
    fn signs_tell_the_angle_and_encoders_do_not_mix() {
        let same = Meaning { encoder: 1, signs: [0; WORDS] };
        let right = Meaning { encoder: 1, signs: [u64::MAX, u64::MAX, u64::MAX, u64::MAX, 0, 0, 0, 0] };
        let other = Meaning { encoder: 2, ..same };
        assert!(same.cosine(&same).is_some_and(|c| c > 0.999));
        assert!(same.cosine(&right).is_some_and(|c| c.abs() < 1e-3));
        assert_eq!(same.cosine(&other), None);
    }
}
