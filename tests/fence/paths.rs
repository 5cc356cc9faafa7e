//! Words and paths in blanked code.

pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every place where `word` stands as a whole word, by what follows it.
pub(crate) fn after_word<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
    text.match_indices(word).filter_map(move |(at, _)| {
        let rest = &text[at + word.len()..];
        let whole = !text[..at].ends_with(is_word) && !rest.starts_with(is_word);
        whole.then_some((at, rest))
    })
}

/// The names a path leads to first: `::a::b` to a, `::{a, b::{c, d}}` to a, b.
pub(crate) fn first_names(rest: &str) -> Vec<String> {
    let Some(rest) = rest.trim_start().strip_prefix("::") else { return Vec::new() };
    let rest = rest.trim_start();
    let Some(group) = rest.strip_prefix('{') else {
        return vec![rest.chars().take_while(|c| is_word(*c)).collect()];
    };
    let (mut depth, mut names, mut name) = (0, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(std::mem::take(&mut name)),
            _ if depth == 0 => name.push(c),
            _ => {}
        }
    }
    names.push(name);
    let first = |n: &String| n.trim().chars().take_while(|c| is_word(*c)).collect::<String>();
    names.iter().map(first).filter(|n| !n.is_empty()).collect()
}
