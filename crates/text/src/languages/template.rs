//! Copy this file to add a language; the fields are explained at [`Language`]. It is compiled with the tests, so it cannot go stale.

use super::{Documents, Language};

pub(super) static TEMPLATE: Language = Language {
    code: "nl",
    name: "Dutch",
    // A full stop after these never ends a sentence: "dr. Jansen".
    titles: &["dr", "prof", "mr", "mevr", "dhr"],
    // A full stop after these ends one only before a starter: "en dgl. De minister".
    abbreviations: &["enz", "dgl", "e.d"],
    // Abbreviations only before a number: "art. 5", but "moderne art. Het".
    before_numbers: &["art", "nr", "blz"],
    // Words that begin sentences and are no names.
    starters: &["de", "het", "een", "hij", "zij", "dat", "dit", "maar", "ook"],
    // "Waarom?" Jansen zei: only where the speaker may stand before the verb.
    speech: &[],
    // Documents without a name, and how they are cited: "volgens een gelekt rapport".
    documents: Documents {
        court: &["rechtbankdocument*", "aanklacht", "dagvaarding"],
        intelligence: &["inlichtingenrapport*"],
        papers: &["document", "documenten", "gelekt rapport", "memo"],
        by: &["volgens", "op basis van"],
        tells: &["blijkt", "tonen", "toont"],
        says: &["zegt", "stelt"],
    },
    // "3. Oktober" in German, "3. kez" in Turkish.
    ordinals: false,
    months: [
        &["januari", "jan"],
        &["februari", "feb"],
        &["maart", "mrt"],
        &["april", "apr"],
        &["mei"],
        &["juni", "jun"],
        &["juli", "jul"],
        &["augustus", "aug"],
        &["september", "sep"],
        &["oktober", "okt"],
        &["november", "nov"],
        &["december", "dec"],
    ],
    // Weekdays and the words beside a printed date: "geplaatst op maandag".
    dateline: &["maandag", "dinsdag", "geplaatst", "op", "om", "uur"],
    // Words that the neighbours do not have: "het", "niet", rather than "in".
    function_words: &["het", "een", "van", "niet", "zijn", "wordt"],
    related: &["lees ook"],
    furniture: &["advertentie"],
};
