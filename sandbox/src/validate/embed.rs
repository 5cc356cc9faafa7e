//! Embeds.

use serde_json::Value;

use super::{Problems, join};

/// The characters all embeds of a message may have together.
const TOTAL: usize = 6000;

pub(super) fn embeds(embeds: &[Value], problems: &mut Problems) {
    let mut total = 0;
    for (index, embed) in embeds.iter().enumerate() {
        let path = format!("embeds.{index}");
        if !embed.is_object() {
            problems.add(&path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
            continue;
        }
        problems.text(embed, &path, "title", 0, 256);
        problems.text(embed, &path, "description", 0, 4096);
        total += length(&embed["title"]) + length(&embed["description"]);
        links(embed, &path, problems);
        problems.number(embed, &path, "color", 0, 0xFF_FFFF);
        for (index, field) in problems.list(embed, &path, "fields", 0, 25).iter().enumerate() {
            let path = format!("{path}.fields.{index}");
            problems.text(field, &path, "name", 1, 256);
            problems.text(field, &path, "value", 1, 1024);
            total += length(&field["name"]) + length(&field["value"]);
        }
        if embed["footer"].is_object() {
            problems.text(&embed["footer"], &join(&path, "footer"), "text", 1, 2048);
            total += length(&embed["footer"]["text"]);
        }
        if embed["author"].is_object() {
            problems.text(&embed["author"], &join(&path, "author"), "name", 1, 256);
            total += length(&embed["author"]["name"]);
        }
        if embed["timestamp"].as_str().is_some_and(|text| !text.contains('T')) {
            let path = join(&path, "timestamp");
            problems.add(&path, "DATE_TIME_TYPE_PARSE", "Could not parse. Should be ISO8601.");
        }
    }
    if total > TOTAL {
        let message = format!("Embed size exceeds maximum size of {TOTAL}");
        problems.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", message);
    }
}

/// Links must be http or https; pictures may also be attachments.
fn links(embed: &Value, path: &str, problems: &mut Problems) {
    let places = [
        ("url", &embed["url"], false),
        ("author.url", &embed["author"]["url"], false),
        ("image.url", &embed["image"]["url"], true),
        ("thumbnail.url", &embed["thumbnail"]["url"], true),
    ];
    for (key, url, picture) in places {
        let Some(url) = url.as_str() else { continue };
        let good = url.starts_with("https://")
            || url.starts_with("http://")
            || picture && url.starts_with("attachment://");
        if !good {
            let message = "Scheme must be one of ('http', 'https').";
            problems.add(&join(path, key), "URL_TYPE_INVALID_SCHEME", message);
        } else if url.chars().count() > 2048 {
            problems.bad_length(&join(path, key), 0, 2048);
        }
    }
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.trim().chars().count())
}
