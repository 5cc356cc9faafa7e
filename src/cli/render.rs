//! A reply as terminal text.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::reply::{Reply, Row};

/// Columns of text; narrower terminals get their own width.
const WIDTH: usize = 100;

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const HEADING: Style = AnsiColor::Cyan.on_default();

/// A reply as text with styles, which the output drops where it is no
/// terminal. Menus become numbered lines.
pub(super) fn render(reply: &Reply) -> String {
    let mut text = String::new();
    if !reply.content.is_empty() {
        for line in wrapped(&reply.content) {
            let _ = writeln!(text, "{STRONG}{line}{STRONG:#}");
        }
    }
    if let Some(embed) = &reply.embed {
        if let Some(title) = &embed.title {
            let _ = writeln!(text, "{HEADING}{}{HEADING:#}", plain(title));
        }
        for line in embed.description.iter().flat_map(|d| wrapped(d)) {
            let _ = writeln!(text, "{line}");
        }
        for field in &embed.fields {
            let name = field.name.trim_matches('\u{200B}');
            if !name.is_empty() {
                let _ = writeln!(text, "{HEADING}{}{HEADING:#}", plain(name));
            }
            for line in wrapped(&field.value) {
                let _ = writeln!(text, "  {line}");
            }
        }
        if let Some(footer) = &embed.footer {
            let _ = writeln!(text, "{FAINT}{footer}{FAINT:#}");
        }
    }
    for (number, label) in options(reply).iter().map(|(label, _)| label).enumerate() {
        let _ = writeln!(text, "  {STRONG}{}{STRONG:#} {}", number + 1, plain(label));
    }
    text
}

/// The texts of a reply for programs: no styles, no wrapping, no menus.
pub(super) fn unstyled(reply: &Reply) -> String {
    let embed = reply.embed.iter();
    let texts = embed.flat_map(|embed| {
        let fields = embed.fields.iter().flat_map(|field| [&field.name, &field.value]);
        embed.title.iter().chain(&embed.description).chain(fields).chain(&embed.footer)
    });
    let texts: Vec<String> = std::iter::once(&reply.content).chain(texts).map(|text| plain(text)).collect();
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The options of a reply's menus: label and value.
pub(super) fn options(reply: &Reply) -> Vec<(String, String)> {
    reply
        .rows
        .iter()
        .filter_map(|row| match row {
            Row::Select(select) => Some(&select.options),
            Row::Buttons(_) => None,
        })
        .flatten()
        .map(|option| (option.label.clone(), option.value.clone()))
        .collect()
}

fn wrapped(text: &str) -> Vec<String> {
    let width = textwrap::termwidth().clamp(20, WIDTH) - 2;
    // Addresses stay whole, so that a terminal can open them.
    let options = textwrap::Options::new(width)
        .break_words(false)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    plain(text)
        .lines()
        .flat_map(|line| {
            textwrap::wrap(line, &options).into_iter().map(std::borrow::Cow::into_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// Discord's markdown as plain text: links with their address, no backslashes,
/// no stars, and no control characters a terminal would obey.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '['
            && let Some((title, url, tail)) = link(rest)
        {
            let _ = write!(out, "{title} <{url}>");
            rest = tail;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let Some(next) = rest.chars().next() else { break };
                if next.is_ascii_punctuation() {
                    out.push(next);
                    rest = &rest[next.len_utf8()..];
                } else {
                    out.push(c);
                }
            }
            '*' if rest.starts_with('*') => rest = &rest[1..],
            '\u{200B}' => {}
            '\n' => out.push(c),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out.replace("```", "")
}

/// A masked link at the beginning of `text`: title, address, what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (title, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (url, rest) = rest.split_once(')')?;
    (!title.contains('\n') && url.starts_with("https://")).then_some((title, url, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_plain() {
        for (given, shown) in [
            ("[A title](https://a.b/c) – x", "A title <https://a.b/c> – x"),
            ("**bold** text", "bold text"),
            ("\\*not bold\\*", "*not bold*"),
            ("[no link] at all", "[no link] at all"),
            ("\u{1b}[31mred", "[31mred"),
            ("ends in \\", "ends in "),
        ] {
            assert_eq!(plain(given), shown, "{given:?}");
        }
    }
}
