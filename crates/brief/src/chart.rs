//! The charts, as SVG drawn here. Nothing rests on colour: cooperation is hatched and signed +, conflict dotted and signed −, lines differ
//! by their dashes, and the page has a table beside each.

use crate::document::{Voice, figure, label};
use crate::html::escape;
use crate::names::full;
use crate::prose::capital;
use crate::{Label, Language, Standing};
use std::collections::BTreeMap;
use std::f64::consts::TAU;
use std::fmt::Write as _;

/// The sign of a label.
pub(crate) const fn sign(l: Label) -> &'static str {
    match l {
        Label::Cooperative => "+",
        Label::Conflictual => "−",
        Label::Mixed => "±",
        Label::TooLittleEvidence => "?",
    }
}

fn head(id: &str, width: f64, height: f64, title: &str, description: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\n<title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>\n",
        escape(title),
        escape(description)
    )
}

/// A tie over time: cooperation as a hatched band above the line, conflict as a dotted one below.
pub(crate) fn over_time(n: usize, s: &Standing, language: Language) -> String {
    const W: f64 = 640.0;
    const MID: f64 = 90.0;
    const TALL: f64 = 62.0;
    let name = capital(&full(&s.party, language));
    let title = match language {
        Language::En => format!("{name}: the tie over time"),
        Language::Id => format!("{name}: hubungan dari waktu ke waktu"),
    };
    let description = language.pick(
        "Cooperation is the hatched band above the line, conflict the dotted band below it; the table below has the figures.",
        "Kerja sama adalah pita bergaris di atas garis, konflik pita bertitik di bawahnya; angkanya ada pada tabel di bawah.",
    );
    let id = format!("tie{n}");
    let mut out = head(&id, W, 190.0, &title, description);
    let _ = writeln!(
        out,
        "<defs><pattern id=\"{id}-c\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0V7\" class=\"coop\" stroke-width=\"3\"/></pattern><pattern id=\"{id}-x\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><circle cx=\"3\" cy=\"3\" r=\"1.7\" class=\"confd\"/></pattern></defs>"
    );
    let most = s.series.iter().flat_map(|p| [p.1, p.2]).filter(|x| x.is_finite()).fold(1e-9, f64::max);
    let last = s.series.len().saturating_sub(1).max(1) as f64;
    let x = |i: usize| 40.0 + (W - 60.0) * i as f64 / last;
    let y = |v: f64| TALL * (if v.is_finite() { v.max(0.0) } else { 0.0 }) / most;
    for (up, fill, class) in [(true, "c", "coop"), (false, "x", "conf")] {
        let points: Vec<String> =
            s.series.iter().enumerate().map(|(i, p)| format!("{:.1} {:.1}", x(i), if up { MID - y(p.1) } else { MID + y(p.2) })).collect();
        if points.len() > 1 {
            let _ = writeln!(
                out,
                "<path d=\"M{:.1} {MID} L{} L{:.1} {MID} Z\" fill=\"url(#{id}-{fill})\" class=\"{class}\"/>",
                x(0),
                points.join(" L"),
                x(points.len() - 1)
            );
        } else if let Some(p) = s.series.first() {
            let v = if up { y(p.1) } else { y(p.2) };
            let top = if up { MID - v } else { MID };
            let _ = writeln!(
                out,
                "<rect x=\"40\" y=\"{top:.1}\" width=\"24\" height=\"{v:.1}\" fill=\"url(#{id}-{fill})\" class=\"{class}\"/>"
            );
        }
    }
    let _ = write!(
        out,
        "<path d=\"M40 {MID}H{:.0}\" class=\"axis\"/>\n<text x=\"8\" y=\"50\" class=\"sign\">+</text><text x=\"8\" y=\"140\" class=\"sign\">−</text>\n<text x=\"40\" y=\"14\">{}</text><text x=\"40\" y=\"168\">{}</text>\n",
        W - 20.0,
        language.pick("+ cooperation", "+ kerja sama"),
        language.pick("− conflict", "− konflik")
    );
    if let (Some(a), Some(b)) = (s.series.first(), s.series.last()) {
        let _ = writeln!(
            out,
            "<text x=\"40\" y=\"186\">{}</text><text x=\"{:.0}\" y=\"186\" text-anchor=\"end\">{}</text>",
            a.0,
            W - 20.0,
            b.0
        );
    }
    out.push_str("</svg>\n");
    out
}

/// The signed network around the country: a line's dashes and sign tell the tie.
pub(crate) fn network(about: &str, standings: &[Standing], language: Language) -> String {
    const W: f64 = 640.0;
    const H: f64 = 400.0;
    let name = capital(&full(about, language));
    let title = match language {
        Language::En => format!("The ties of {name}"),
        Language::Id => format!("Hubungan {name}"),
    };
    let ties: Vec<String> =
        standings.iter().map(|s| format!("{} {} {}", full(&s.party, language), sign(s.label), label(s.label, language))).collect();
    let mut out = head("net", W, H, &title, &ties.join("; "));
    let most = standings.iter().flat_map(|s| [s.cooperation.value, s.conflict.value]).filter(|x| x.is_finite()).fold(1e-9, f64::max);
    let centre = (W / 2.0, H / 2.0);
    let mut nodes = String::new();
    for (i, s) in standings.iter().enumerate() {
        let angle = TAU * i as f64 / standings.len() as f64 - TAU / 4.0;
        let (x, y) = (centre.0 + 230.0 * angle.cos(), centre.1 + 150.0 * angle.sin());
        let (class, value) = match s.label {
            Label::Cooperative => ("edge coop", s.cooperation.value),
            Label::Conflictual => ("edge conf", s.conflict.value),
            Label::Mixed => ("edge mixed", s.cooperation.value.max(s.conflict.value)),
            Label::TooLittleEvidence => ("edge thin", 0.0),
        };
        let width = 1.5 + 5.0 * if value.is_finite() { (value / most).clamp(0.0, 1.0) } else { 0.0 };
        let _ = writeln!(out, "<path d=\"M{:.1} {:.1}L{x:.1} {y:.1}\" class=\"{class}\" stroke-width=\"{width:.1}\"/>", centre.0, centre.1);
        let (mx, my) = (centre.0 + (x - centre.0) * 0.55, centre.1 + (y - centre.1) * 0.55);
        let _ = write!(
            nodes,
            "<circle cx=\"{mx:.1}\" cy=\"{my:.1}\" r=\"12\" class=\"node\"/><text x=\"{mx:.1}\" y=\"{:.1}\" text-anchor=\"middle\" class=\"sign\">{}</text>\n<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\" class=\"dot\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n",
            my + 7.0,
            sign(s.label),
            if y < centre.1 { y - 14.0 } else { y + 24.0 },
            escape(&capital(&full(&s.party, language)))
        );
    }
    let _ = write!(
        out,
        "{nodes}<circle cx=\"{0:.1}\" cy=\"{1:.1}\" r=\"30\" class=\"node\"/><text x=\"{0:.1}\" y=\"{2:.1}\" text-anchor=\"middle\" class=\"hub\">{3}</text>\n</svg>\n",
        centre.0,
        centre.1,
        centre.1 + 5.0,
        escape(about)
    );
    out
}

/// Who said it, left, and who carried it, right.
pub(crate) fn voices(all: &[Voice], language: Language) -> String {
    const MOST: usize = 24;
    let all = &all[..all.len().min(MOST)];
    let mut rows: [BTreeMap<&str, usize>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for v in all {
        for (side, name) in [(0, v.speaker.as_str()), (1, v.outlet.as_str())] {
            let next = rows[side].len();
            rows[side].entry(name).or_insert(next);
        }
    }
    let height = 40.0 + 28.0 * rows[0].len().max(rows[1].len()) as f64;
    let title = language.pick("Who said it, and who carried it", "Siapa yang mengatakan, dan siapa yang memuat");
    let lines: Vec<String> = all.iter().map(|v| format!("{} → {}: {}", v.speaker, v.outlet, v.claims)).collect();
    let mut out = head("voices", 640.0, height, title, &lines.join("; "));
    let y = |i: usize| 48.0 + 28.0 * i as f64;
    for v in all {
        let (a, b) = (y(rows[0][v.speaker.as_str()]), y(rows[1][v.outlet.as_str()]));
        let _ = writeln!(
            out,
            "<path d=\"M250 {:.1}C320 {:.1} 320 {:.1} 390 {:.1}\" class=\"edge thread\" stroke-width=\"{:.1}\"/>",
            a - 5.0,
            a - 5.0,
            b - 5.0,
            b - 5.0,
            1.0 + (v.claims as f64).min(8.0)
        );
    }
    let _ = writeln!(
        out,
        "<text x=\"240\" y=\"20\" text-anchor=\"end\" class=\"hub\">{}</text><text x=\"400\" y=\"20\" class=\"hub\">{}</text>",
        language.pick("said by", "dikatakan oleh"),
        language.pick("carried by", "dimuat oleh")
    );
    for (side, anchor, x) in [(0, "end", 240), (1, "start", 400)] {
        for (name, i) in &rows[side] {
            let short: String = if name.chars().count() > 30 { name.chars().take(29).chain(['…']).collect() } else { (*name).to_owned() };
            let _ = writeln!(out, "<text x=\"{x}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{}</text>", y(*i), escape(&short));
        }
    }
    out.push_str("</svg>\n");
    out
}

/// A tie's figures over time as table rows.
pub(crate) fn rows(s: &Standing, language: Language) -> String {
    let mut out = String::new();
    for (d, a, b) in &s.series {
        let _ = writeln!(out, "<tr><th scope=\"row\">{d}</th><td>+{}</td><td>−{}</td></tr>", figure(*a, language), figure(*b, language));
    }
    out
}
