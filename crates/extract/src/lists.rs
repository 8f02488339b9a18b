//! Names that stand in one list ("Korsel, China, dan Jepang") play one part: what the reader says of its members is made the same for all.

use crate::languages::Language;
use sekutu_model::Span;
use sekutu_reader::{Frame, Kind, Reading, Role, RoleFill};

/// Mean probability at which a list plays a part.
const PLAYS: f32 = 0.35;
/// Least probability of each member of a list of two: "Iran and Israel" may also end one clause and begin the next.
const OF_TWO: f32 = 0.12;

/// Whether the words between two names make them members of one list.
pub fn is_between(gap: &str, languages: &[&Language]) -> bool {
    let gap = gap.trim().to_lowercase();
    gap == "," || languages.iter().any(|l| l.between.contains(&gap.as_str()))
}

/// Runs of two or more mentions with nothing but list words between them, as indices.
pub fn runs(text: &str, window: Span, reading: &Reading, languages: &[&Language]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    let mut last: Option<usize> = None;
    for (i, m) in reading.mentions.iter().enumerate().filter(|(_, m)| matches!(m.kind, Kind::Party | Kind::Place)) {
        let joined = last.is_some_and(|l| {
            let (from, to) = (reading.mentions[l].span.end + window.start, m.span.start + window.start);
            from < to && Span::new(from, to).cut(text).is_some_and(|gap| is_between(gap, languages))
        });
        match out.last_mut() {
            Some(run) if joined => run.push(i),
            _ => out.push(vec![i]),
        }
        last = Some(i);
    }
    out.retain(|r| r.len() > 1);
    out
}

/// The frame's role fills with each list's members made alike, and what is still weak.
pub fn alike(frame: &Frame, runs: &[Vec<usize>]) -> (Vec<RoleFill>, Vec<RoleFill>) {
    let (mut strong, mut weak) = (frame.roles.clone(), frame.weak.clone());
    for run in runs {
        let p = |role: Role, m: usize| {
            let of = frame.roles.iter().chain(&frame.weak).filter(|f| f.role == role && f.mention == m);
            of.map(|f| f.score).fold(0.0, f32::max)
        };
        let mean = |role: Role| run.iter().map(|&m| p(role, m)).sum::<f32>() / run.len() as f32;
        let role = if mean(Role::Recipient) > mean(Role::Actor) { Role::Recipient } else { Role::Actor };
        let chosen = run.iter().any(|m| frame.roles.iter().any(|f| f.mention == *m && f.role == role));
        if !chosen || mean(role) < PLAYS || run.len() == 2 && run.iter().any(|&m| p(role, m) < OF_TWO) {
            continue;
        }
        let sides = |f: &RoleFill| matches!(f.role, Role::Actor | Role::Recipient | Role::Place) && run.contains(&f.mention);
        strong.retain(|f| !sides(f));
        weak.retain(|f| !sides(f));
        strong.extend(run.iter().map(|&mention| RoleFill { role, mention, score: p(role, mention).max(mean(role)) }));
    }
    (strong, weak)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sekutu_model::{Event, Meaning, Status};
    use sekutu_reader::Mention;

    fn reading(text: &str, names: &[&str]) -> Reading {
        let span = |n: &&str| text.find(n).map(|at| Span::new(at, at + n.len()));
        let mentions = names.iter().filter_map(span).map(|span| Mention { span, kind: Kind::Party, score: 1.0 }).collect();
        Reading { mentions, ..Reading::default() }
    }

    fn frame(roles: Vec<RoleFill>, weak: Vec<RoleFill>) -> Frame {
        let (trigger, event, status) = (Span::new(0, 1), Event::Consult, Status::Reported);
        let (mode, contexts, meaning) = (None, Vec::new(), Meaning { encoder: 0, signs: [0; 8] });
        Frame { trigger, score: 1.0, event, event_score: 1.0, status, status_score: 1.0, mode, contexts, meaning, roles, weak }
    }

    #[test]
    fn lists_are_found_in_the_text() {
        let check = |text: &str, names: &[&str], want: &[&[usize]]| {
            let found = runs(text, Span::new(0, text.len()), &reading(text, names), crate::languages::of(None));
            assert_eq!(found, want, "{text}");
        };
        check("kunjungan Tillerson ke Korsel, China, dan Jepang", &["Tillerson", "Korsel", "China", "Jepang"], &[&[1, 2, 3]]);
        check("Iran attacked Israel and Syria", &["Iran", "Israel", "Syria"], &[&[1, 2]]);
        check("Iran attacked Israel", &["Iran", "Israel"], &[]);
    }

    #[test]
    fn members_of_a_list_play_one_part() {
        let fill = |role, mention, score| RoleFill { role, mention, score };
        let f = frame(
            vec![fill(Role::Recipient, 1, 0.7), fill(Role::Actor, 2, 0.5)],
            vec![fill(Role::Recipient, 0, 0.4), fill(Role::Recipient, 2, 0.4)],
        );
        let (strong, weak) = alike(&f, &[vec![0, 1, 2]]);
        assert!(strong.len() == 3 && strong.iter().all(|s| s.role == Role::Recipient) && weak.is_empty(), "{strong:?}");
        // two clauses that meet: the second name is hardly likely in the first one's part
        let f = frame(vec![fill(Role::Recipient, 0, 0.9)], vec![]);
        assert_eq!(alike(&f, &[vec![0, 1]]).0, f.roles);
    }
}
