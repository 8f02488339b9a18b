//! Russian case forms of names, made when the tables are built. Other languages' endings are stems (`asker*`) in the tables.

/// Case endings of one Russian word: genitive, dative, accusative, instrumental, prepositional.
fn decline(word: &str) -> Option<[String; 5]> {
    let cut = |n: usize| word.chars().take(word.chars().count() - n).collect::<String>();
    let with = |stem: String, ends: [&str; 5]| Some(ends.map(|e| format!("{stem}{e}")));
    let last = word.chars().last()?;
    if word.chars().count() < 3
        || !word.chars().all(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | '-'))
        || word.chars().all(char::is_uppercase)
    {
        return None;
    }
    if word.ends_with("ский") || word.ends_with("цкий") || word.ends_with("ый") || word.ends_with("ной") {
        return with(cut(2), ["ого", "ому", "ого", "им", "ом"]);
    }
    if word.ends_with("ая") {
        return with(cut(2), ["ой", "ой", "ую", "ой", "ой"]);
    }
    if word.ends_with("ские") || word.ends_with("ные") {
        return with(cut(1), ["х", "м", "е", "ми", "х"]);
    }
    if word.ends_with("ия") {
        return with(cut(1), ["и", "и", "ю", "ей", "и"]);
    }
    if ["ов", "ев", "ёв", "ин", "ын"].iter().any(|e| word.ends_with(e)) {
        return with(word.to_owned(), ["а", "у", "а", "ым", "е"]);
    }
    match last {
        'а' => {
            let soft = word.chars().rev().nth(1).is_some_and(|c| "гкхжшчщ".contains(c));
            with(cut(1), [if soft { "и" } else { "ы" }, "е", "у", "ой", "е"])
        }
        'я' => with(cut(1), ["и", "е", "ю", "ей", "е"]),
        'ь' => with(cut(1), ["я", "ю", "я", "ем", "е"]),
        'й' => with(cut(1), ["я", "ю", "я", "ем", "е"]),
        'о' | 'е' | 'и' | 'у' | 'э' | 'ю' | 'ы' | 'ё' => None,
        _ => with(word.to_owned(), ["а", "у", "а", "ом", "е"]),
    }
}

/// A Russian name's oblique cases; nothing where it does not decline.
pub fn russian(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() > 4 {
        return Vec::new();
    }
    let forms: Vec<Option<[String; 5]>> = words.iter().map(|w| decline(w)).collect();
    if forms.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for case in 0..5 {
        let form: Vec<&str> = words.iter().zip(&forms).map(|(w, f)| f.as_ref().map_or(*w, |f| f[case].as_str())).collect();
        out.push(form.join(" "));
    }
    out
}
