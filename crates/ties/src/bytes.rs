//! Acts as bytes, for a ledger to store and stream.
//!
//! A version byte, then fields in the order of [`Act`]; numbers as LEB128, hashes as 8 bytes, strings with their length before them.

use crate::act::{Act, CERTAIN, Denial, Manner, OriginKey, Side, Vouch, itself};
use crate::key::{ClaimKey, EventId};
use jiff::civil::Date;
use sekutu_model::{Event, Status};
use thiserror::Error;

const CONTESTED: u64 = 1;
const STATED: u64 = 2;
const DEED: u64 = 4;
const COOPERATION: u64 = 8;
const ARMS: u64 = 16;
const DATED: u64 = 32;
const MODE: u64 = 64;

/// Bytes that are no act, or one of a later version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("byte {at} of a stored act cannot be read; count the acts again from the events")]
pub struct BytesError {
    /// Where reading stopped, from 0.
    pub at: usize,
}

impl Act {
    /// The version of the form, the first byte. Acts in another are counted again from the events.
    pub const FORM: u8 = 2;

    /// The act in bytes, some 80 of them with one origin and one claim.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(96));
        let flags = [
            (self.contested, CONTESTED),
            (self.stated, STATED),
            (self.manner == Manner::Deed, DEED),
            (self.side == Side::Cooperation, COOPERATION),
            (self.arms, ARMS),
            (self.day.is_some(), DATED),
            (self.mode.is_some(), MODE),
        ];
        out.0.push(Act::FORM);
        out.hash(self.event.0);
        out.text(&self.a);
        out.text(&self.b);
        out.all(&self.a_sectors, |o, s| o.text(s));
        out.all(&self.b_sectors, |o, s| o.text(s));
        out.number(flags.iter().filter(|f| f.0).map(|f| f.1).sum());
        if let Some(day) = self.day {
            out.number((day.year() as i64 + 9999) as u64 * 372 + (day.month() as u64 - 1) * 31 + day.day() as u64 - 1);
        }
        out.number(self.kind as u64);
        if let Some(mode) = &self.mode {
            out.text(mode);
        }
        out.number(self.status as u64);
        out.number((self.intensity * 1e4).round() as u64);
        out.all(&self.origins, |o, k| o.text(&k.key));
        out.all(&self.outlets, |o, h| o.hash(*h));
        out.all(&self.vouches, |o, v| {
            o.claim(v.claim);
            o.number(v.origin as u64);
            let at = v.outlet.map(|h| self.outlets.iter().position(|x| *x == h).map_or(self.outlets.len() + 1, |i| i + 1));
            o.number(at.unwrap_or(0) as u64);
            if let (Some(h), Some(true)) = (v.outlet, at.map(|i| i > self.outlets.len())) {
                o.hash(h);
            }
            o.number(v.status as u64);
            o.0.push(v.confidence);
        });
        out.all(&self.denials, |o, d| {
            o.claim(d.claim);
            o.hash(d.speaker);
            o.hash(d.outlet);
        });
        out.0
    }

    /// The act of [`Act::to_bytes`].
    ///
    /// # Errors
    /// The first byte that is missing, too much, or does not fit.
    pub fn from_bytes(bytes: &[u8]) -> Result<Act, BytesError> {
        let mut r = Reader { bytes, at: 0 };
        r.act().filter(|_| r.at == bytes.len()).ok_or(BytesError { at: r.at })
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    fn hash(&mut self, n: u64) {
        self.0.extend(n.to_le_bytes());
    }

    fn text(&mut self, s: &str) {
        self.number(s.len() as u64);
        self.0.extend(s.as_bytes());
    }

    fn claim(&mut self, c: ClaimKey) {
        self.hash(c.base);
        self.number(c.copy.map_or(0, |n| u64::from(n) + 1));
    }

    fn all<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Writer, &T)) {
        self.number(items.len() as u64);
        items.iter().for_each(|i| each(self, i));
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn take(&mut self, n: usize) -> Option<&[u8]> {
        let piece = self.bytes.get(self.at..self.at.checked_add(n)?)?;
        self.at += n;
        Some(piece)
    }

    fn number(&mut self) -> Option<u64> {
        let mut n = 0u64;
        for shift in (0..64).step_by(7) {
            let b = *self.take(1)?.first()?;
            n |= u64::from(b & 0x7f).checked_shl(shift)?;
            if b < 0x80 {
                return Some(n);
            }
        }
        None
    }

    fn hash(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    fn text(&mut self) -> Option<String> {
        let n = usize::try_from(self.number()?).ok()?;
        String::from_utf8(self.take(n)?.to_vec()).ok()
    }

    fn claim(&mut self) -> Option<ClaimKey> {
        let base = self.hash()?;
        let copy = match self.number()? {
            0 => None,
            n => Some(u32::try_from(n - 1).ok()?),
        };
        Some(ClaimKey { base, copy })
    }

    fn all<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let n = self.number()?;
        (0..n).map(|_| each(self)).collect() // stops at the first that is missing, whatever the number says
    }

    fn status(&mut self) -> Option<Status> {
        Status::ALL.get(usize::try_from(self.number()?).ok()?).copied()
    }

    fn day(&mut self) -> Option<Date> {
        let n = i64::try_from(self.number()?).ok()?;
        Date::new(i16::try_from(n / 372 - 9999).ok()?, (n % 372 / 31 + 1) as i8, (n % 31 + 1) as i8).ok()
    }

    fn act(&mut self) -> Option<Act> {
        if *self.take(1)?.first()? != Act::FORM {
            return None;
        }
        let event = EventId(self.hash()?);
        let (a, b) = (self.text()?, self.text()?);
        let (a_sectors, b_sectors) = (self.all(Self::text)?, self.all(Self::text)?);
        let flags = self.number()?;
        let has = |f: u64| flags & f != 0;
        let day = if has(DATED) { Some(self.day()?) } else { None };
        let kind = *Event::ALL.get(usize::try_from(self.number()?).ok()?)?;
        let mode = if has(MODE) { Some(self.text()?) } else { None };
        let status = self.status()?;
        let intensity = self.number()? as f64 / 1e4;
        let origins: Vec<OriginKey> = self.all(|r| r.text().map(OriginKey::from))?;
        let outlets = self.all(Self::hash)?;
        let vouches = self.all(|r| {
            let claim = r.claim()?;
            let origin = usize::try_from(r.number()?).ok().filter(|o| *o < origins.len())?;
            let outlet = match usize::try_from(r.number()?).ok()? {
                0 => None,
                i if i <= outlets.len() => Some(outlets[i - 1]),
                _ => Some(r.hash()?),
            };
            let status = r.status()?;
            let confidence = *r.take(1)?.first().filter(|c| **c <= CERTAIN)?;
            Some(Vouch { claim, origin, outlet, status, confidence })
        })?;
        let denials = self.all(|r| Some(Denial { claim: r.claim()?, speaker: r.hash()?, outlet: r.hash()? }))?;
        Some(Act {
            states: itself(&a, &a_sectors) && itself(&b, &b_sectors),
            event,
            a,
            b,
            a_sectors,
            b_sectors,
            day,
            kind,
            mode,
            own: None,
            status,
            contested: has(CONTESTED),
            stated: has(STATED),
            intensity,
            manner: if has(DEED) { Manner::Deed } else { Manner::Word },
            side: if has(COOPERATION) { Side::Cooperation } else { Side::Conflict },
            arms: has(ARMS),
            origins,
            outlets,
            vouches,
            denials,
        })
    }
}
