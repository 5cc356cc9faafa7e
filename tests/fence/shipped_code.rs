//! Source text with everything blanked that does not ship as code.

/// A source with comments blanked, and texts in quotes too unless they are to
/// be `kept`. Line breaks stay, so lines keep their numbers.
pub(crate) fn code(source: &str, kept: bool) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    let starts = |at: usize, text: &str| text.chars().enumerate().all(|(n, c)| chars.get(at + n) == Some(&c));
    while at < chars.len() {
        let before = at.checked_sub(1).map(|b| chars[b]);
        let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let end = if starts(at, "//") {
            Some((at..chars.len()).find(|n| chars[*n] == '\n').unwrap_or(chars.len()))
        } else if starts(at, "/*") {
            let mut depth = 0;
            let mut n = at;
            loop {
                if starts(n, "/*") {
                    (depth, n) = (depth + 1, n + 2);
                } else if starts(n, "*/") {
                    (depth, n) = (depth - 1, n + 2);
                } else {
                    n += 1;
                }
                if depth == 0 || n >= chars.len() {
                    break Some(n.min(chars.len()));
                }
            }
        } else {
            None
        };
        if let Some(end) = end {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
            continue;
        }
        if let Some(end) = quoted(&chars, at, in_word) {
            out.extend(chars[at..end].iter().map(|c| if kept || *c == '\n' { *c } else { ' ' }));
            at = end;
            continue;
        }
        out.push(chars[at]);
        at += 1;
    }
    out
}

/// The end of the text or character in quotes that begins at `at`, if one does.
fn quoted(chars: &[char], at: usize, in_word: bool) -> Option<usize> {
    let mut start = at;
    if !in_word && matches!(chars.get(start), Some('b' | 'c')) {
        start += 1;
    }
    if !in_word && chars.get(start) == Some(&'r') {
        let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
        if chars.get(start + 1 + hashes) == Some(&'"') {
            let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let from = start + 2 + hashes;
            return Some(
                (from..chars.len())
                    .find(|n| chars[*n..].starts_with(&close))
                    .map_or(chars.len(), |n| n + close.len()),
            );
        }
    }
    let open = *chars.get(start)?;
    if open == '\'' {
        // 'a' and '\n' are characters; 'a without the second quote is a lifetime.
        let is_char = chars.get(start + 1) == Some(&'\\') || chars.get(start + 2) == Some(&'\'');
        if !is_char {
            return None;
        }
    } else if open != '"' {
        return None;
    }
    let mut n = start + 1;
    while n < chars.len() && chars[n] != open {
        n += if chars[n] == '\\' { 2 } else { 1 };
    }
    Some((n + 1).min(chars.len()))
}

/// Blanks what is compiled for tests only: an item behind `#[cfg(test)]`. Takes
/// code without comments and texts to find its end, and blanks `shown` alike.
fn without_tests(bare: &str, shown: &str) -> String {
    let bare: Vec<char> = bare.chars().collect();
    let mut shown: Vec<char> = shown.chars().collect();
    assert_eq!(bare.len(), shown.len());
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut at = 0;
    while at < bare.len() {
        if !bare[at..].starts_with(&mark) {
            at += 1;
            continue;
        }
        let (mut depth, mut end) = (0_usize, at + mark.len());
        while end < bare.len() {
            match bare[end] {
                '{' => depth += 1,
                '}' if depth == 1 => break,
                '}' => depth -= 1,
                ';' if depth == 0 => break,
                _ => {}
            }
            end += 1;
        }
        for c in shown.iter_mut().take(end + 1).skip(at).filter(|c| **c != '\n') {
            *c = ' ';
        }
        at = end;
    }
    shown.into_iter().collect()
}

/// Code that ships, without comments and texts, and without tests.
pub(crate) fn shipped_code(source: &str) -> String {
    let bare = code(source, false);
    without_tests(&bare, &bare)
}

/// Code that ships with its texts, without comments and tests.
pub(crate) fn shipped_text(source: &str) -> String {
    without_tests(&code(source, false), &code(source, true))
}
