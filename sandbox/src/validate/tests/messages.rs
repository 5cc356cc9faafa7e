//! What a message may hold.

use serde_json::{Value, json};

use super::{button, embed, many, menu, option, row, rows, table, x};
use crate::validate::{IsEmpty, Problems, message};

#[test]
fn messages() {
    let field = |name: &str, value: &str| embed(json!({"fields": [{"name": name, "value": value}]}));
    let fields = |count| embed(json!({"fields": many(count, |_| json!({"name": "n", "value": "v"}))}));
    let emb = |count| json!({"embeds": many(count, |_| json!({"title": "t"}))});
    let total = |last| json!({"embeds": [{"description": x(4096)}, {"description": x(1000), "footer": {"text": x(last)}}]});
    let select = |count| menu(json!({"options": many(count, option)}));
    let labelled =
        |label: &str, id: &str| rows(json!([{"type": 2, "style": 1, "label": label, "custom_id": id}]));
    let mentions = |rules: Value| json!({"content": "c", "allowed_mentions": rules});
    let link = json!({"type": 2, "style": 5, "label": "l", "url": "https://example.org"});
    table(
        vec![
            (json!({"content": x(2000)}), json!({"content": x(2001)}), "content BASE_TYPE_MAX"),
            (json!({"content": format!(" {} ", x(2000))}), json!({"content": 5}), "content STRING"),
            (emb(10), emb(11), "embeds "),
            (embed(json!({"title": x(256)})), embed(json!({"title": x(257)})), "embeds.0.title"),
            (
                embed(json!({"description": x(4096)})),
                embed(json!({"description": x(4097)})),
                "embeds.0.description",
            ),
            (
                embed(json!({"footer": {"text": x(2048)}})),
                embed(json!({"footer": {"text": x(2049)}})),
                "embeds.0.footer.text",
            ),
            (
                embed(json!({"author": {"name": x(256)}})),
                embed(json!({"author": {"name": x(257)}})),
                "embeds.0.author.name",
            ),
            (field(&x(256), &x(1024)), field(&x(257), "v"), "embeds.0.fields.0.name"),
            (field("n", "v"), field("n", &x(1025)), "embeds.0.fields.0.value"),
            (field("n", "v"), field("n", ""), "embeds.0.fields.0.value BASE_TYPE_REQUIRED"),
            (fields(25), fields(26), "embeds.0.fields "),
            (total(904), total(905), "embeds MAX_EMBED_SIZE_EXCEEDED"),
            (
                embed(json!({"title": "t", "url": "https://e.org"})),
                embed(json!({"title": "t", "url": "e.org"})),
                "embeds.0.url",
            ),
            (
                embed(json!({"title": "t", "color": 0xFF_FFFF})),
                embed(json!({"title": "t", "color": 0x100_0000})),
                "embeds.0.color",
            ),
            (
                json!({"components": many(5, |n| row(json!([button(n)])))}),
                json!({"components": many(6, |n| row(json!([button(n)])))}),
                "components ",
            ),
            (rows(many(5, button)), rows(many(6, button)), "components.0.components "),
            (rows(many(1, button)), rows(json!([])), "components.0.components "),
            (
                rows(json!([button(1), button(2)])),
                rows(json!([button(1), button(1)])),
                "components COMPONENT_CUSTOM_ID_DUPLICATED",
            ),
            (labelled(&x(80), "i"), labelled(&x(81), "i"), "components.0.components.0.label"),
            (labelled("l", &x(100)), labelled("l", &x(101)), "components.0.components.0.custom_id"),
            (labelled("l", "i"), labelled("l", ""), "components.0.components.0.custom_id"),
            (labelled("l", "i"), labelled("", "i"), "components.0.components.0 BUTTON"),
            (
                rows(json!([link])),
                rows(json!([{"type": 2, "style": 5, "label": "l"}])),
                "components.0.components.0.url",
            ),
            (
                rows(json!([link])),
                rows(
                    json!([{"type": 2, "style": 5, "label": "l", "url": "https://e.org", "custom_id": "i"}]),
                ),
                "components.0.components.0 BUTTON",
            ),
            (select(25), select(26), "components.0.components.0.options "),
            (
                menu(json!({"max_values": 2})),
                menu(json!({"max_values": 3})),
                "components.0.components.0.max_values",
            ),
            (
                menu(json!({"placeholder": x(150)})),
                menu(json!({"placeholder": x(151)})),
                "components.0.components.0.placeholder",
            ),
            (
                menu(json!({"options": [{"label": x(100), "value": x(100), "description": x(100)}]})),
                menu(json!({"options": [{"label": x(101), "value": "v"}]})),
                "components.0.components.0.options.0.label",
            ),
            (
                menu(json!({})),
                menu(json!({"options": [{"label": "l", "value": x(101)}]})),
                "components.0.components.0.options.0.value",
            ),
            (
                menu(json!({})),
                menu(json!({"options": [{"label": "l", "value": "v", "description": x(101)}]})),
                "components.0.components.0.options.0.description",
            ),
            (
                menu(json!({})),
                menu(json!({"options": [option(1), option(1)]})),
                "components.0.components.0.options.1.value",
            ),
            (
                menu(json!({})),
                rows(json!([button(1), {"type": 3, "custom_id": "m", "options": [option(1)]}])),
                "components.0.components COMPONENT_LAYOUT",
            ),
            (rows(json!([button(1)])), json!({"components": [button(1)]}), "components.0.type"),
            (
                mentions(json!({"parse": ["users"]})),
                mentions(json!({"parse": ["user"]})),
                "allowed_mentions.parse.0",
            ),
            (
                mentions(json!({"parse": ["roles"], "users": ["1"]})),
                mentions(json!({"parse": ["users"], "users": ["1"]})),
                "allowed_mentions MESSAGE",
            ),
            (
                mentions(json!({"users": many(100, |n| json!(n.to_string()))})),
                mentions(json!({"users": many(101, |n| json!(n.to_string()))})),
                "allowed_mentions.users",
            ),
            (json!({"content": "c", "nonce": x(25)}), json!({"content": "c", "nonce": x(26)}), "nonce"),
            (
                json!({"flags": 32768, "components": [{"type": 10, "content": "t"}]}),
                json!({"flags": 32768, "content": "c", "components": [{"type": 10, "content": "t"}]}),
                "content MESSAGE_CANNOT",
            ),
        ],
        |body, problems| assert_eq!(message(body, problems), IsEmpty::No),
    );
    for empty in [json!({}), json!({"content": " \n"}), json!({"embeds": [], "components": []})] {
        assert_eq!(message(&empty, &mut Problems::default()), IsEmpty::Yes, "{empty}");
    }
}
