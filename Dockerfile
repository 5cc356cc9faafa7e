# The bot as an image: docker build -t accord .
#
# Plain layers, no BuildKit mounts, so that any builder makes it. To pin the bases to the byte, append their
# digests to the tags (image:tag@sha256:…).

# Debian 13 (trixie) here and below: both stages must have the same glibc.
FROM rust:1.95.0-trixie AS build
WORKDIR /build

# The dependencies: a layer of their own, built anew only when a Cargo.toml or Cargo.lock changes. Cargo wants the
# sources of all workspace members to exist, so they are empty here; tests and benchmarks declared in Cargo.toml
# are not part of the image, so they are left out of it.
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
COPY sandbox/Cargo.toml sandbox/
RUN awk '/^\[/ { skip = /^\[\[(bench|example|test)\]\]/ } !skip' Cargo.toml > lean.toml \
    && mv lean.toml Cargo.toml \
    && mkdir -p src sandbox/src \
    && echo '//! Empty.' > src/lib.rs \
    && printf '//! Empty.\nfn main() {}\n' > src/main.rs \
    && cp src/lib.rs src/main.rs sandbox/src/ \
    && cargo build --release --locked --package accord-bot --bin accord \
    && cargo clean --release --locked --package accord-bot \
    && rm -r src

# The bot. `cargo clean` above took away what was built of the empty sources: the real ones can be older than it.
# OpenSSL is built from source and linked in, in the version Cargo.lock names, though the run-time image has a
# libssl3 too: `cargo deny` then sees the very version that runs, and the binary runs on any such base.
COPY build.rs ./
COPY config/default.toml config/
COPY assets assets
COPY migrations migrations
COPY src src
RUN cargo build --release --locked --package accord-bot --bin accord

# The fact base, checked by the bot itself: an image with a broken base cannot be built. What the check learns of it is
# kept in the image, so that a container starts quickly.
FROM build AS base
COPY knowledge knowledge
RUN ACCORD_KNOWLEDGE__INDEX_CACHE=index target/release/accord check && chmod 644 index/* && mkdir data

# glibc, libgcc and CA certificates; no shell, no package manager.
FROM gcr.io/distroless/cc-debian13:nonroot

WORKDIR /app
COPY LICENSE-MIT LICENSE-APACHE assets/fonts/OFL.txt ./
COPY config/default.toml config/
COPY --from=build /build/target/release/accord ./
COPY --from=base /build/knowledge knowledge
COPY --from=base /build/index index
# The store's folder, owned by the bot's user: a new volume mounted there takes that over.
COPY --from=base --chown=10001:10001 /build/data /data

# The health file must be writable where the root file system is read-only: mount a tmpfs on /tmp.
ENV ACCORD_KNOWLEDGE__INDEX_CACHE=/app/index \
    ACCORD_STORE__URL=sqlite:///data/accord.db \
    ACCORD_TELEMETRY__FORMAT=json \
    ACCORD_TELEMETRY__HEALTH_FILE=/tmp/accord-health

# A number, so that Kubernetes can tell that it is not root.
USER 10001:10001

STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s --retries=3 CMD ["/app/accord", "health"]
ENTRYPOINT ["/app/accord"]
CMD ["serve"]

# Last, so that a new revision alone makes no new layers.
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Accord" \
      org.opencontainers.image.description="A Discord bot that answers questions from a curated, sourced fact base" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
