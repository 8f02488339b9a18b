//! POLECAT's forty columns (Harvard Dataverse, doi:10.7910/DVN/AJGVIT), tab-separated, a row a claim.

use crate::CODER;
use crate::cow::{cow, is_country};
use crate::error::ExportError;
use crate::plover::days;
use crate::row::ClaimRow;
use crate::table::decimal;
use crate::words::one_line;
use sekutu_codebook::Codebook;
use sekutu_model::{Date, PartyMention, Status};
use std::borrow::Cow;
use std::io::Write;

const HEAD: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// Writes claims as POLECAT has its events. What Sekutu does not know (titles, Wikipedia's names, coordinates, the story's names) is empty.
///
/// POLECAT has no column that says whether an event happened, and those who read it take every row for an event. So claims that are planned,
/// denied or negated are left out.
pub struct Polecat<W: Write> {
    out: csv::Writer<W>,
    book: Cow<'static, Codebook>,
    left_out: u64,
}

impl<W: Write> Polecat<W> {
    /// Writes the head. Intensities are the builtin codebook's.
    pub fn new(out: W) -> Result<Polecat<W>, ExportError> {
        let mut out = csv::WriterBuilder::new().delimiter(b'\t').from_writer(out);
        out.write_record(HEAD)?;
        Ok(Polecat { out, book: Cow::Borrowed(Codebook::builtin()), left_out: 0 })
    }

    /// The same with the intensities of a user's codebook.
    pub fn with_codebook(mut self, book: Codebook) -> Polecat<W> {
        self.book = Cow::Owned(book);
        self
    }

    /// Writes a row, if the claim is reported or alleged.
    pub fn claim(&mut self, row: &ClaimRow) -> Result<(), ExportError> {
        let c = &row.claim;
        if !matches!(c.status, Status::Reported | Status::Alleged) {
            self.left_out += 1;
            return Ok(());
        }
        let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
        let mut cells = vec![
            c.id.clone(),
            day(days(c, row.published).0),
            c.event.name().to_owned(),
            c.mode.clone().unwrap_or_default(),
            decimal(self.book.weight(c.event, c.mode.as_deref())).map(|w| w.to_string()).unwrap_or_default(),
            c.event.quad().name().to_uppercase(),
            c.contexts.join("; "),
        ];
        cells.extend(side(&c.actor));
        cells.extend(side(&c.recipient));
        cells.resize(31, String::new()); // Placename to GeoNames ID: places are not resolved
        cells.push(c.place.as_ref().map(|q| q.text.clone()).unwrap_or_default());
        cells.push(String::new());
        cells.push(row.outlet.clone());
        cells.push(day(row.published));
        cells.resize(38, String::new()); // Story People to Story Locations
        cells.push(c.language.clone().unwrap_or_default());
        cells.push(CODER.to_owned());
        debug_assert_eq!(cells.len(), HEAD.len());
        Ok(self.out.write_record(cells.iter().map(|s| one_line(s)))?)
    }

    /// How many claims were left out as planned, denied or negated.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Writes what is left and gives the writer back.
    pub fn finish(self) -> Result<W, ExportError> {
        self.out.into_inner().map_err(|e| ExportError::Io(e.into_error()))
    }
}

/// Name, country, COW, first sector, sectors, title, words, Wikipedia's name.
fn side(parties: &[PartyMention]) -> [String; 8] {
    let country = |p: &PartyMention| p.party.code.clone().filter(|c| is_country(c)).unwrap_or_default();
    let sector = |p: &PartyMention| p.party.sector.clone().unwrap_or_default();
    [
        joined(parties, |p| p.party.name.clone()),
        joined(parties, country),
        joined(parties, |p| cow(&country(p)).map(|n| n.to_string()).unwrap_or_default()),
        parties.first().map(sector).unwrap_or_default(),
        joined(parties, sector),
        String::new(),
        joined(parties, |p| p.quote.text.clone()),
        String::new(),
    ]
}

/// One value a party, so that the n-th of each column are of one party; empty where none is known.
fn joined(parties: &[PartyMention], f: impl Fn(&PartyMention) -> String) -> String {
    let all: Vec<String> = parties.iter().map(f).collect();
    if all.iter().all(String::is_empty) { String::new() } else { all.join("; ") }
}
