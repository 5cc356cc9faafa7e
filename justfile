# Short names for what is typed often; `just` (https://just.systems) lists them. Nothing here is needed to build.

# Lists these.
_default:
    @just --list --unsorted

# Talk with the bot in the terminal: no account, no token, no network.
run:
    cargo run --release --locked -- chat

# Every problem of the fact base, with file and line.
check:
    cargo run --release --locked -- check

# How well the answers do on questions written by somebody who had not seen the phrasings.
eval file="tests/questions/tune/en.jsonl":
    cargo run --release --locked -- eval {{ quote(file) }}

# All tests, the bot as a real process against the local Discord among them.
test:
    cargo test --workspace --locked

# Format and lints, as CI holds them.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings

# Put the format right.
fmt:
    cargo fmt --all

# Speed, beside a peer in the same run.
bench:
    cargo bench --locked

# Speed beside tantivy, SQLite and rapidfuzz: sizes as arguments ("shipped", 1000, 10000 …).
peers *sizes:
    cargo bench --manifest-path benches/peers/Cargo.toml -- {{ sizes }}

# Coverage-guided fuzzing (cargo install cargo-fuzz --locked, nightly): normaliser, matcher or loader.
fuzz target seconds="600":
    cargo +nightly fuzz run {{ target }} -- -max_total_time={{ seconds }} -max_len=1200

# Advisories (needs the network), licences, sources of the dependencies: cargo install cargo-deny --locked
deny:
    cargo deny --locked check

# The bot on a Discord of this machine: type `@bot When did Kazakhstan join GRECO?`; Ctrl-D ends both.
[unix]
try port="8087":
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --release --locked --workspace --bins
    bin="${CARGO_TARGET_DIR:-target}/release"
    log="$(mktemp)"
    # Any token will do here. The bot's log stays out of the talk.
    token="try.it.out"
    (
        # It waits for the local Discord, which starts below.
        until (exec 3<> /dev/tcp/127.0.0.1/{{ port }}) 2> /dev/null; do sleep 0.1; done
        exec env DISCORD_TOKEN="$token" ACCORD_DISCORD__API_URL="http://127.0.0.1:{{ port }}" "$bin/accord" serve
    ) 2> "$log" &
    bot=$!
    trap 'kill "$bot" 2> /dev/null || true; wait "$bot" || true; echo "The log of the bot: $log"' EXIT
    "$bin/discord-sandbox" --port {{ port }} --token "$token"
