//! GEXF 1.3 in dynamic mode: the same network as GraphML's, nodes and edges with the days they span.

use crate::error::ExportError;
use crate::network::{EDGE, edges, nodes, xml};
use crate::tally::Tallies;
use sekutu_codebook::Codebook;
use sekutu_merge::EventRecord;
use std::borrow::Cow;
use std::io::Write;

/// Writes the network of events' parties as GEXF. Everything is written by `finish`: edges add up many events.
pub struct Gexf<W: Write> {
    out: W,
    tallies: Tallies,
    book: Cow<'static, Codebook>,
}

impl<W: Write> Gexf<W> {
    /// An empty network. Intensities are the builtin codebook's.
    pub fn new(out: W) -> Result<Gexf<W>, ExportError> {
        Ok(Gexf { out, tallies: Tallies::default(), book: Cow::Borrowed(Codebook::builtin()) })
    }

    /// The same with the intensities of a user's codebook; before the first event.
    pub fn with_codebook(mut self, book: Codebook) -> Gexf<W> {
        self.book = Cow::Owned(book);
        self
    }

    /// Adds an event to the edges of its dyads.
    pub fn event(&mut self, event: &EventRecord) -> Result<(), ExportError> {
        self.tallies.add(event, &self.book);
        Ok(())
    }

    /// Writes the network and gives the writer back.
    pub fn finish(mut self) -> Result<W, ExportError> {
        let out = &mut self.out;
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        writeln!(out, r#"<gexf xmlns="http://gexf.net/1.3" version="1.3">"#)?;
        writeln!(out, r#"  <meta><creator>sekutu</creator></meta>"#)?;
        writeln!(out, r#"  <graph mode="dynamic" defaultedgetype="directed" timeformat="date">"#)?;
        writeln!(out, r#"    <attributes class="node" mode="static">"#)?;
        for name in ["code", "sector"] {
            writeln!(out, r#"      <attribute id="{name}" title="{name}" type="string"/>"#)?;
        }
        writeln!(out, "    </attributes>")?;
        writeln!(out, r#"    <attributes class="edge" mode="static">"#)?;
        for (name, _, kind) in EDGE {
            writeln!(out, r#"      <attribute id="{name}" title="{name}" type="{kind}"/>"#)?;
        }
        writeln!(out, "    </attributes>\n    <nodes>")?;
        for n in nodes(&self.tallies) {
            let (label, name) = (xml(n.label), xml(&n.party.name));
            writeln!(out, r#"      <node id="{label}" label="{name}" start="{}" end="{}">"#, n.first, n.last)?;
            writeln!(out, "        <attvalues>")?;
            writeln!(out, r#"          <attvalue for="code" value="{}"/>"#, xml(&n.party.code))?;
            if let Some(sector) = &n.party.sector {
                writeln!(out, r#"          <attvalue for="sector" value="{}"/>"#, xml(sector))?;
            }
            writeln!(out, "        </attvalues>\n      </node>")?;
        }
        writeln!(out, "    </nodes>\n    <edges>")?;
        for e in edges(&self.tallies) {
            let (id, actor, recipient) = (xml(&e.id()), xml(e.actor), xml(e.recipient));
            write!(out, r#"      <edge id="{id}" source="{actor}" target="{recipient}""#)?;
            writeln!(out, r#" weight="{}" start="{}" end="{}">"#, e.weight(), e.first, e.last)?;
            writeln!(out, "        <attvalues>")?;
            for ((name, ..), value) in EDGE.iter().zip(e.values()) {
                writeln!(out, r#"          <attvalue for="{name}" value="{}"/>"#, xml(&value))?;
            }
            writeln!(out, "        </attvalues>\n      </edge>")?;
        }
        writeln!(out, "    </edges>\n  </graph>\n</gexf>")?;
        out.flush()?;
        Ok(self.out)
    }
}
