//! Atoms to days, the same for every language.

use super::{Atom, Order, Unit};
use sekutu_model::Date;

/// The first and the last day.
type Days = (Date, Date);

/// How far after the article a day without a year may lie before it is taken for the year before.
const AHEAD: i64 = 31;

/// The same for a bare day of the month.
const AHEAD_IN_MONTH: i64 = 7;

/// "A few" units are at most that many.
const FEW: i32 = 7;

/// The days that the atoms mean; open ends are `None`.
pub fn days(mut atoms: Vec<Atom>, written: Option<Date>, order: Order, planned: bool) -> Option<(Option<Date>, Option<Date>)> {
    let has = |atoms: &[Atom], a: Atom| atoms.contains(&a);
    if has(&atoms, Atom::Block) {
        return None;
    }
    let unknown = atoms.iter().filter(|a| **a == Atom::Unknown).count();
    clock(&mut atoms);
    let mut opener = None;
    // at the head or the end they join nothing
    while matches!(atoms.first(), Some(Atom::To | Atom::And)) {
        atoms.remove(0);
    }
    while matches!(atoms.last(), Some(Atom::To | Atom::And)) {
        atoms.pop();
    }
    // Hindi's "से" is "since" at the end and "to" in the middle
    if atoms.len() > 2
        && !has(&atoms, Atom::To)
        && let Some(at) = (1..atoms.len() - 1).find(|i| atoms[*i] == Atom::Since)
    {
        atoms[at] = Atom::To;
    }
    // "from" counts at either end; within a date it says nothing ("السابع من أكتوبر")
    let end = atoms.len().saturating_sub(1);
    let mut i = 0;
    atoms.retain(|a| {
        i += 1;
        *a != Atom::From || i == 1 || i == end + 1
    });
    atoms.retain(|a| match a {
        Atom::Since | Atom::From | Atom::Until | Atom::Before | Atom::After => {
            opener.get_or_insert(*a);
            *a == Atom::Until && opener != Some(Atom::Until)
        }
        _ => true,
    });
    if let Some(at) = atoms.iter().position(|a| *a == Atom::Until) {
        atoms[at] = Atom::To; // "from … until …"
    }
    if has(&atoms, Atom::Ago) && !counts_back(&atoms) {
        atoms.retain(|a| *a != Atom::Ago);
        opener = Some(Atom::Before); // Arabic, Chinese, German say "before" and "ago" with one word
    }
    // words that the table lacks are passed over beside a date that leaves no doubt
    if unknown > 0 && (unknown > 3 || !strong(&atoms) || matches!(opener, Some(Atom::Before | Atom::After))) {
        return None;
    }
    let split = (1..atoms.len().max(1)).find(|i| matches!(atoms[*i], Atom::To | Atom::And));
    let ahead = match opener {
        Some(Atom::From | Atom::Until | Atom::Before) => planned || split.is_none(),
        Some(_) => false,
        None => planned,
    };
    let at = Context { written, order, ahead };
    if opener == Some(Atom::Since)
        && let [Atom::Num(n, 0..=3), Atom::Unit(unit)] | [Atom::Unit(unit), Atom::Num(n, 0)] = atoms[..]
    {
        return past(*written.as_ref()?, n, unit).map(closed);
    }
    if let Some(split) = split {
        let (first, last) = range(&atoms[..split], &atoms[split + 1..], &at)?;
        return if first <= last { Some((Some(first), Some(last))) } else { None };
    }
    let (first, last) = one(&atoms, &at)?;
    match opener {
        None => Some(closed((first, last))),
        Some(Atom::Since) => Some((Some(first), written.filter(|w| *w >= first))),
        Some(Atom::Until) => Some((None, Some(last))),
        Some(Atom::Before) if has(&atoms, Atom::Late) => Some((None, Some(last))),
        Some(Atom::Before) => Some((None, Some(add(first, -1)?))),
        // "after 2014" begins with the next year, "after Monday" may still be Monday
        Some(Atom::After) if first < last => Some((Some(add(last, 1)?), None)),
        Some(_) => Some((Some(first), None)),
    }
}

fn closed((first, last): Days) -> (Option<Date>, Option<Date>) {
    (Some(first), Some(last))
}

/// What a side of a range is read with.
struct Context {
    written: Option<Date>,
    order: Order,
    /// Whether the words point to what is still to come.
    ahead: bool,
}

/// Takes out times of day, what says nothing, and what is not known; "this morning" is the article's day.
fn clock(atoms: &mut Vec<Atom>) {
    let mut i = 0;
    while i < atoms.len() {
        if atoms[i] == Atom::ClockMark {
            let small = |a: Option<&Atom>| matches!(a, Some(Atom::Num(n, 0..=2)) if *n <= 24);
            atoms[i] = Atom::Clock;
            if small(atoms.get(i + 1)) && !matches!(atoms.get(i + 2), Some(Atom::Month(_))) {
                atoms.remove(i + 1);
            } else if i > 0 && small(atoms.get(i - 1)) {
                atoms.remove(i - 1);
                i -= 1;
            }
        }
        i += 1;
    }
    let day = |a: &Atom| matches!(a, Atom::Unit(_) | Atom::Weekday(_) | Atom::Month(_) | Atom::Num(_, _) | Atom::Day(_));
    if atoms.contains(&Atom::Clock) && !atoms.iter().any(day) {
        for a in atoms.iter_mut().filter(|a| **a == Atom::This) {
            *a = Atom::Day(0);
        }
    }
    atoms.retain(|a| !matches!(a, Atom::Clock | Atom::Fill | Atom::Unknown));
}

/// Whether "ago" belongs to a quantity here, not to a date.
fn counts_back(atoms: &[Atom]) -> bool {
    let year = atoms.iter().any(|a| matches!(a, Atom::Num(_, 4) | Atom::Full(..) | Atom::Figures(..) | Atom::YearMonth(..)));
    let unit = atoms.iter().any(|a| matches!(a, Atom::Unit(_)));
    let dated = atoms
        .iter()
        .any(|a| matches!(a, Atom::Weekday(_) | Atom::Early | Atom::Mid | Atom::Late | Atom::Next | Atom::This | Atom::DayMark));
    unit && !year && !dated
}

/// Whether the atoms hold a date that words around it cannot change.
fn strong(atoms: &[Atom]) -> bool {
    let any = |f: fn(&Atom) -> bool| atoms.iter().any(f);
    any(|a| matches!(a, Atom::Full(..) | Atom::Figures(..) | Atom::YearMonth(..) | Atom::Weekday(_)))
        || any(|a| matches!(a, Atom::Num(1500..=2100, 4)))
        || any(|a| matches!(a, Atom::Month(_))) && any(|a| matches!(a, Atom::Num(..) | Atom::Ord(_) | Atom::Last | Atom::Next))
}

/// The parts of one date.
#[derive(Default)]
struct Fields {
    year: Option<i32>,
    month: Option<i8>,
    day: Option<i32>,
    weekday: Option<i8>,
    full: Option<Date>,
    offset: Option<i32>,
    night: bool,
    decade: bool,
    mark: bool,
    quantity: Option<i32>,
    few: bool,
    /// Whether "last" or "next" stands before the quantity.
    leads: bool,
    unit: Option<Unit>,
    shift: Option<i32>,
    past: bool,
    ago: bool,
    part: Option<usize>,
    earlier: bool,
    later: bool,
}

/// Sets what is not set, or to the same value; a contradiction is no date.
fn set<T: PartialEq>(slot: &mut Option<T>, value: T) -> Option<()> {
    match slot {
        Some(old) if *old != value => None,
        _ => {
            *slot = Some(value);
            Some(())
        }
    }
}

fn fields(atoms: &[Atom], order: Order) -> Option<Fields> {
    let mut f = Fields::default();
    let moved = atoms.iter().any(|a| matches!(a, Atom::Past | Atom::Last | Atom::Next));
    let decade = atoms.contains(&Atom::Decade);
    let monthly = atoms.iter().any(|a| matches!(a, Atom::Month(_)));
    for (i, a) in atoms.iter().enumerate() {
        let (before, after) = (i.checked_sub(1).map(|b| atoms[b]), atoms.get(i + 1).copied());
        match *a {
            Atom::Num(n, digits) => match (before, after) {
                _ if decade && n % 10 == 0 && (n < 100 || digits == 4) => {
                    set(
                        &mut f.year,
                        if n >= 100 {
                            n
                        } else if n <= 20 {
                            2000 + n
                        } else {
                            1900 + n
                        },
                    )?;
                }
                _ if digits == 4 && (1500..=2100).contains(&n) => set(&mut f.year, n)?,
                (_, Some(Atom::Unit(_) | Atom::Past)) => set(&mut f.quantity, n)?,
                (_, Some(Atom::Last | Atom::Next)) if matches!(atoms.get(i + 2), Some(Atom::Unit(_))) => {
                    f.leads = true;
                    set(&mut f.quantity, n)?;
                }
                (Some(Atom::Unit(_)), _) if moved && !monthly && digits == 0 => {
                    f.leads = true;
                    set(&mut f.quantity, n)?;
                }
                (Some(Atom::Unit(Unit::Day)), _) if digits == 0 => return None, // "one day", "the second day"
                (Some(Atom::Unit(Unit::Day)), _) => {
                    f.mark = true;
                    set(&mut f.day, n)?;
                }
                _ if f.day.is_some() && f.month.is_some() && digits == 2 && f.year.is_none() => {
                    f.year = Some(if n < 60 { 2000 + n } else { 1900 + n })
                }
                _ => set(&mut f.day, n)?,
            },
            Atom::Ord(n) => set(&mut f.day, n)?,
            Atom::Few => f.few = true,
            Atom::Month(m) => set(&mut f.month, m)?,
            Atom::Weekday(d) => set(&mut f.weekday, d)?,
            Atom::Unit(Unit::Day) if before == Some(Atom::DayMark) => return None, // "26th day"
            Atom::Unit(u) => match f.unit {
                // "the day" beside a real unit says nothing: "hari Senin pekan lalu"
                Some(Unit::Day) => f.unit = Some(u),
                Some(_) if u == Unit::Day => {}
                _ => set(&mut f.unit, u)?,
            },
            Atom::Decade => f.decade = true,
            Atom::DayMark => f.mark = true,
            Atom::Day(n) => set(&mut f.offset, n)?,
            Atom::Night => f.night = true,
            Atom::Last | Atom::Next | Atom::This => {
                let shift = match a {
                    Atom::Last => -1,
                    Atom::Next => 1,
                    _ => 0,
                };
                f.leads |= f.quantity.is_none() && f.unit.is_none() && !f.few;
                if shift != 0 || f.shift.is_none() {
                    f.shift = Some(shift);
                }
            }
            Atom::Past => f.past = true,
            Atom::Ago => f.ago = true,
            Atom::Early => f.part = Some(0),
            Atom::Mid => f.part = Some(1),
            Atom::Late => f.part = Some(2),
            Atom::Earlier => f.earlier = true,
            Atom::Later => f.later = true,
            Atom::Full(y, m, d) => set(&mut f.full, date(y, m, d)?)?,
            Atom::Figures(a, b, y) => {
                let (d, m) = if order == Order::MonthFirst && (1..=12).contains(&a) || b > 12 { (b, a) } else { (a, b) };
                set(&mut f.day, d)?;
                set(&mut f.month, i8::try_from(m).ok().filter(|m| (1..=12).contains(m))?)?;
                if let Some(y) = y {
                    set(&mut f.year, y)?;
                }
            }
            Atom::YearMonth(y, m) => {
                set(&mut f.year, y)?;
                set(&mut f.month, i8::try_from(m).ok()?)?;
            }
            _ => return None,
        }
    }
    Some(f)
}

/// The days of one date or stretch.
fn one(atoms: &[Atom], at: &Context) -> Option<Days> {
    let mut f = fields(atoms, at.order)?;
    if let Some(day) = f.full {
        return Some((day, day));
    }
    // "November last year", "le 10 du mois dernier", "两年前的11月"
    let dated = f.month.is_some() || f.mark && f.day.is_some();
    if dated && f.year.is_none() && f.unit == Some(Unit::Year) {
        let back = if f.ago { Some(-f.quantity.unwrap_or(1)) } else { f.shift };
        f.year = Some(i32::from(at.written?.year()) + back.unwrap_or(0));
        f.shift = None;
    }
    if let Some(month) = f.month {
        return match (f.year, f.day) {
            (Some(y), Some(d)) => date(y, month.into(), d).map(|d| (d, d)),
            (Some(y), None) => part(month_of(y, month.into())?, f.part, Unit::Month),
            (None, Some(d)) => near_day(month.into(), d, f.shift, at).map(|d| (d, d)),
            (None, None) => part(near_month(month.into(), f.shift, at)?, f.part, Unit::Month),
        };
    }
    if let Some(year) = f.year {
        let lone = f.day.is_none() && f.weekday.is_none() && f.quantity.is_none();
        return match f.decade {
            _ if !lone => None,
            true => decade(year, f.part),
            false => part((date(year, 1, 1)?, date(year, 12, 31)?), f.part, Unit::Year),
        };
    }
    let written = at.written?;
    if let (Some(weekday), Some(n)) = (f.weekday, f.day) {
        // "quinta-feira (3)" is the 3rd where that was a Thursday; "ten on Saturday morning" is an hour
        match day_of_month(n, &f, written, at.ahead) {
            Some(d) if d.weekday().to_monday_zero_offset() == weekday => return Some((d, d)),
            _ => f.day = None,
        }
    }
    if f.mark && f.day.is_some() {
        return day_of_month(f.day?, &f, written, at.ahead).map(|d| (d, d));
    }
    if f.day.is_some() || f.decade {
        return None;
    }
    if let Some(n) = f.offset {
        return add(written, n.into()).map(|d| (d, d));
    }
    if f.night {
        return Some((add(written, -1)?, written));
    }
    if let Some(day) = f.weekday {
        return weekday(day, &f, written, at.ahead).map(|d| (d, d));
    }
    let unit = f.unit?;
    let n = f.quantity;
    if f.ago || n.is_some() && f.shift == Some(-1) && !f.leads || f.few && f.shift == Some(-1) && !f.leads {
        return if f.few { few_ago(written, unit) } else { ago(written, n.unwrap_or(1), unit) };
    }
    match (n, f.few, f.shift) {
        (Some(n), _, Some(-1)) => past(written, n, unit),
        (Some(n), _, _) if f.past => past(written, n, unit),
        (_, true, Some(-1)) => past(written, FEW, unit),
        (_, true, _) if f.past => past(written, FEW, unit),
        (Some(n), _, Some(1)) => ahead(written, n, unit),
        (_, true, Some(1)) => ahead(written, FEW, unit),
        (None, false, _) if f.past => past(written, 1, unit),
        (None, false, shift) => stretch(&f, shift, written, unit),
        _ => None,
    }
}

/// "this week", "last month", "akhir tahun", "earlier this year".
fn stretch(f: &Fields, shift: Option<i32>, written: Date, unit: Unit) -> Option<Days> {
    if shift.is_none() && (f.part.is_none() || matches!(unit, Unit::Day | Unit::Hour | Unit::Week)) && unit != Unit::Weekend {
        return None;
    }
    let whole = match (unit, shift) {
        (Unit::Weekend, None) => {
            // the weekend that the article's readers have just had, or are in
            let monday = monday(written, 0)?;
            let back = if written.weekday().to_monday_zero_offset() >= 5 { 0 } else { -7 };
            (add(monday, 5 + back)?, add(monday, 6 + back)?)
        }
        _ => whole(unit, shift.unwrap_or(0), written)?,
    };
    let (first, last) = part(whole, f.part, unit)?;
    match (f.earlier, f.later) {
        (true, _) if first <= written && shift == Some(0) => Some((first, last.min(written))),
        (_, true) if last >= written && shift == Some(0) => Some((first.max(written), last)),
        (false, false) => Some((first, last)),
        _ => None,
    }
}

/// The calendar unit that many before or after the article's.
fn whole(unit: Unit, shift: i32, written: Date) -> Option<Days> {
    let year = i32::from(written.year());
    match unit {
        Unit::Hour => None,
        Unit::Day if shift == 0 => Some((written, written)),
        Unit::Day => None,
        Unit::Week => {
            let monday = monday(written, shift)?;
            Some((monday, add(monday, 6)?))
        }
        Unit::Weekend => {
            let monday = monday(written, shift)?;
            Some((add(monday, 5)?, add(monday, 6)?))
        }
        Unit::Month => {
            let months = year.checked_mul(12)?.checked_add(i32::from(written.month()) - 1)?.checked_add(shift)?;
            month_of(months.div_euclid(12), months.rem_euclid(12) + 1)
        }
        Unit::Year => {
            let year = year.checked_add(shift)?;
            Some((date(year, 1, 1)?, date(year, 12, 31)?))
        }
    }
}

/// That many units back, as exact as the unit.
fn ago(written: Date, n: i32, unit: Unit) -> Option<Days> {
    match unit {
        Unit::Hour => Some((add(written, -i64::from(n) / 24 - i64::from(n % 24 >= 12))?, add(written, -i64::from(n) / 24)?)),
        Unit::Day => add(written, -i64::from(n)).map(|d| (d, d)),
        _ => whole(unit, n.checked_neg()?, written),
    }
}

fn few_ago(written: Date, unit: Unit) -> Option<Days> {
    match unit {
        Unit::Hour => Some((add(written, -1)?, written)),
        _ => Some((ago(written, FEW, unit)?.0, ago(written, 1, unit)?.1)),
    }
}

/// The time up to the article that the quantity spans.
fn past(written: Date, n: i32, unit: Unit) -> Option<Days> {
    Some((moved(written, n.checked_neg()?, unit)?, written))
}

/// The time from the article on that the quantity spans.
fn ahead(written: Date, n: i32, unit: Unit) -> Option<Days> {
    Some((written, moved(written, n, unit)?)).filter(|(a, b)| a <= b)
}

/// The day that many units away; the last of its month where the month is too short.
fn moved(day: Date, n: i32, unit: Unit) -> Option<Date> {
    let months = |n: i32| {
        let (first, last) = whole(Unit::Month, n, day)?;
        Some(add(first, i64::from(day.day()) - 1)?.min(last))
    };
    match unit {
        Unit::Hour => add(day, if n < 0 { -((-i64::from(n) + 23) / 24) } else { (i64::from(n) + 23) / 24 }),
        Unit::Day => add(day, n.into()),
        Unit::Week | Unit::Weekend => add(day, 7 * i64::from(n)),
        Unit::Month => months(n),
        Unit::Year => months(n.checked_mul(12)?),
    }
}

/// "1-3 June", "from 1990 to 1994", "Nov. 28 - Dec. 3", "Sabtu dan Minggu": what a side leaves out it takes from the other.
fn range(left: &[Atom], right: &[Atom], at: &Context) -> Option<Days> {
    let figure = |side: &[Atom]| match side {
        [Atom::Num(n, _)] | [Atom::Ord(n)] | [Atom::DayMark, Atom::Num(n, _)] | [Atom::Num(n, _), Atom::DayMark] if *n <= 31 => Some(*n),
        _ => None,
    };
    let in_month = |n: i32, of: Date| date(of.year().into(), of.month().into(), n);
    match (left, right) {
        // "1990–94"
        ([.., Atom::Num(y @ 1500..=2100, 4)], [Atom::Num(n @ 0..=99, 2)]) if left.len() == 1 => {
            let to = y / 100 * 100 + n;
            return Some((date(*y, 1, 1)?, date(to, 12, 31)?)).filter(|(a, b)| a <= b);
        }
        // "Nov. 3-5, 2022": the year stands after both
        ([.., Atom::Month(_), Atom::Num(_, 0..=2)], [Atom::Num(n, 0..=2), year @ Atom::Num(_, 4)]) => {
            let (first, _) = one(&[left, &[*year]].concat(), at)?;
            return Some((first, in_month(*n, first)?));
        }
        _ => {}
    }
    if let Some(n) = figure(right) {
        let (first, _) = one(left, at)?;
        return Some((first, in_month(n, first)?));
    }
    let (from, last) = one(right, at)?;
    if let Some(n) = figure(left) {
        return Some((in_month(n, last)?, last));
    }
    // "in March and April 2022", "from June to August"
    let yeared = |side: &[Atom]| {
        side.iter().any(|a| matches!(a, Atom::Num(_, 4) | Atom::Full(..) | Atom::YearMonth(..) | Atom::Figures(_, _, Some(_))))
    };
    if yeared(left) && !yeared(right) {
        let (first, end) = one(left, at)?;
        let (_, last) = one(right, &Context { written: add(end, 366), order: at.order, ahead: false })?;
        return Some((first, last));
    }
    let (first, _) =
        one(left, &Context { written: Some(from).filter(|_| yeared(right) || at.written.is_some()), order: at.order, ahead: false })
            .filter(|(first, _)| *first <= last)
            .or_else(|| one(left, at))?;
    Some((first, last))
}

/// The day of a month in the year that the article's date suggests.
fn near_day(month: i32, day: i32, shift: Option<i32>, at: &Context) -> Option<Date> {
    let written = at.written?;
    let year = i32::from(written.year());
    let mut all = (year - 8..=year + 8).filter_map(|y| date(y, month, day));
    match shift {
        Some(-1) => all.rfind(|d| *d < written),
        Some(1) => all.find(|d| *d > written),
        Some(_) => date(year, month, day),
        None if at.ahead => all.find(|d| add(*d, AHEAD).is_some_and(|d| d >= written)),
        None => all.rfind(|d| add(written, AHEAD).is_some_and(|w| *d <= w)),
    }
}

/// The month in the year that the article's date suggests.
fn near_month(month: i32, shift: Option<i32>, at: &Context) -> Option<Days> {
    let written = at.written?;
    let (year, now) = (i32::from(written.year()), i32::from(written.month()));
    let year = match shift {
        Some(-1) if month >= now => year - 1,
        Some(1) if month <= now => year + 1,
        None if at.ahead && month < now => year + 1,
        None if !at.ahead && month > now => year - 1,
        _ => year,
    };
    month_of(year, month)
}

/// A bare day of the month.
fn day_of_month(day: i32, f: &Fields, written: Date, ahead: bool) -> Option<Date> {
    let of = |shift: i32| whole(Unit::Month, shift, written).and_then(|(m, _)| date(m.year().into(), m.month().into(), day));
    if let (Some(Unit::Month), Some(shift)) = (f.unit, f.shift) {
        return of(shift);
    }
    if !(1..=31).contains(&day) {
        return None;
    }
    let mut all = (-12..=12).filter_map(of);
    if ahead {
        all.find(|d| add(*d, AHEAD_IN_MONTH).is_some_and(|d| d >= written))
    } else {
        all.rfind(|d| add(written, AHEAD_IN_MONTH).is_some_and(|w| *d <= w))
    }
}

fn weekday(day: i8, f: &Fields, written: Date, ahead: bool) -> Option<Date> {
    if let (Some(Unit::Week), Some(shift)) = (f.unit, f.shift) {
        return add(monday(written, shift)?, day.into());
    }
    if f.quantity.is_some() || f.unit.is_some_and(|u| u != Unit::Day) {
        return None;
    }
    let now = written.weekday().to_monday_zero_offset();
    let back = i64::from((now - day).rem_euclid(7));
    add(
        written,
        match f.shift {
            Some(-1) if back == 0 => -7,
            Some(1) => 7 - back,
            Some(0) if back > 3 => 7 - back,
            None if (ahead || f.later) && back > 0 => 7 - back,
            _ => -back,
        },
    )
}

/// A third of a stretch.
fn part((first, last): Days, part: Option<usize>, unit: Unit) -> Option<Days> {
    let Some(part) = part else { return Some((first, last)) };
    let year = i32::from(first.year());
    let month = i32::from(first.month());
    let nth = |starts: [i64; 3]| Some((add(first, starts[part])?, if part == 2 { last } else { add(first, starts[part + 1] - 1)? }));
    match unit {
        Unit::Year => Some((month_of(year, 1 + 4 * part as i32)?.0, month_of(year, 4 + 4 * part as i32)?.1)),
        Unit::Month => {
            Some((date(year, month, 1 + 10 * part as i32)?, if part == 2 { last } else { date(year, month, 10 + 10 * part as i32)? }))
        }
        Unit::Week => nth([0, 2, 4]),
        _ => Some((first, last)),
    }
}

fn decade(year: i32, part: Option<usize>) -> Option<Days> {
    if year % 10 != 0 {
        return None;
    }
    let (a, b) = match part {
        None => (0, 9),
        Some(0) => (0, 3),
        Some(1) => (4, 6),
        Some(_) => (7, 9),
    };
    Some((date(year + a, 1, 1)?, date(year + b, 12, 31)?))
}

fn month_of(year: i32, month: i32) -> Option<Days> {
    let first = date(year, month, 1)?;
    Some((first, first.last_of_month()))
}

fn monday(written: Date, weeks: i32) -> Option<Date> {
    add(written, 7 * i64::from(weeks) - i64::from(written.weekday().to_monday_zero_offset()))
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|d| d.year() > 0)
}

fn add(day: Date, days: i64) -> Option<Date> {
    let hours = days.checked_mul(24)?;
    if hours.abs() > 24 * 4_000_000 {
        return None;
    }
    day.checked_add(jiff::SignedDuration::from_hours(hours)).ok().filter(|d| d.year() > 0)
}
