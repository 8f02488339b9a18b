//! GraphML: parties as nodes, a directed edge a dyad, sign and month.

use crate::error::ExportError;
use crate::network::{EDGE, edges, nodes, xml};
use crate::tally::Tallies;
use sekutu_codebook::Codebook;
use sekutu_merge::EventRecord;
use std::borrow::Cow;
use std::io::Write;

/// Writes the network of events' parties as GraphML. Everything is written by `finish`: edges add up many events.
pub struct GraphMl<W: Write> {
    out: W,
    tallies: Tallies,
    book: Cow<'static, Codebook>,
}

impl<W: Write> GraphMl<W> {
    /// An empty network. Intensities are the builtin codebook's.
    pub fn new(out: W) -> Result<GraphMl<W>, ExportError> {
        Ok(GraphMl { out, tallies: Tallies::default(), book: Cow::Borrowed(Codebook::builtin()) })
    }

    /// The same with the intensities of a user's codebook; before the first event.
    pub fn with_codebook(mut self, book: Codebook) -> GraphMl<W> {
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
        writeln!(out, r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#)?;
        for name in ["name", "code", "sector"] {
            writeln!(out, r#"  <key id="n_{name}" for="node" attr.name="{name}" attr.type="string"/>"#)?;
        }
        writeln!(out, r#"  <key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>"#)?;
        for (name, kind, _) in EDGE {
            writeln!(out, r#"  <key id="e_{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>"#)?;
        }
        writeln!(out, r#"  <graph id="sekutu" edgedefault="directed">"#)?;
        for n in nodes(&self.tallies) {
            writeln!(out, r#"    <node id="{}">"#, xml(n.label))?;
            writeln!(out, r#"      <data key="n_name">{}</data>"#, xml(&n.party.name))?;
            writeln!(out, r#"      <data key="n_code">{}</data>"#, xml(&n.party.code))?;
            if let Some(sector) = &n.party.sector {
                writeln!(out, r#"      <data key="n_sector">{}</data>"#, xml(sector))?;
            }
            writeln!(out, "    </node>")?;
        }
        for e in edges(&self.tallies) {
            writeln!(out, r#"    <edge id="{}" source="{}" target="{}">"#, xml(&e.id()), xml(e.actor), xml(e.recipient))?;
            writeln!(out, r#"      <data key="e_weight">{}</data>"#, e.weight())?;
            for ((name, ..), value) in EDGE.iter().zip(e.values()) {
                writeln!(out, r#"      <data key="e_{name}">{}</data>"#, xml(&value))?;
            }
            writeln!(out, "    </edge>")?;
        }
        writeln!(out, "  </graph>\n</graphml>")?;
        out.flush()?;
        Ok(self.out)
    }
}
