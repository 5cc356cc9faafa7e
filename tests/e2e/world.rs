//! A local Discord and a bot connected to it.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use discord_sandbox::openapi::Spec;
use discord_sandbox::{Message, MessageId, Options, Sandbox};

/// Long enough for anything that will happen at all on a loaded machine.
pub(crate) const SOON: Duration = Duration::from_secs(20);

/// Long enough to believe that nothing will happen.
pub(crate) const QUIET: Duration = Duration::from_millis(700);

/// A question of the shipped base with one sure answer.
pub(crate) const QUESTION: &str = "When did Kazakhstan join GRECO?";
/// The fact that answers it.
pub(crate) const FACT: &str = "kazakhstan-greco-50th-member-1-january-2020";
/// What its gist must hold.
pub(crate) const ANSWER: &str = "1 January 2020";
/// A question nobody can answer.
pub(crate) const UNANSWERABLE: &str = "How many penguins live in the zoo of Strasbourg?";

/// The running bot process; killed when dropped.
pub(crate) struct Bot {
    child: Child,
    log: Arc<Mutex<String>>,
}

/// How a bot is started.
pub(crate) struct Setup {
    pub(crate) options: Options,
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) knowledge: PathBuf,
    /// Where the store is; empty for none.
    pub(crate) store: Place,
    /// How large a file may get, in blocks of 512 bytes.
    pub(crate) file_blocks: Option<u32>,
}

/// Where a bot's store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Nowhere.
    None,
    /// In a file.
    Sqlite,
    /// On a server.
    Postgres,
}

impl Place {
    /// The kinds there are here: SQLite, and PostgreSQL where it is installed.
    pub(crate) fn all() -> Vec<Self> {
        let postgres = crate::postgres::database().map(|_| Self::Postgres);
        [Self::Sqlite].into_iter().chain(postgres).collect()
    }
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            store: Place::None,
            file_blocks: None,
            options: Options { heartbeat_interval: Duration::from_secs(1), ..Options::default() },
            environment: Vec::new(),
            knowledge: Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge"),
        }
    }
}

impl Setup {
    /// Sets a setting through the environment.
    pub(crate) fn set(mut self, key: &str, value: &str) -> Self {
        self.environment.push((key.to_owned(), value.to_owned()));
        self
    }

    /// Gives the bot a store.
    pub(crate) fn store(mut self, place: Place) -> Self {
        self.store = place;
        self
    }

    /// Uses another base.
    pub(crate) fn knowledge(mut self, folder: &Path) -> Self {
        folder.clone_into(&mut self.knowledge);
        self
    }
}

impl Bot {
    /// Starts `accord serve` with these variables and no others of ours.
    pub(crate) fn spawn(arguments: &[&str], environment: &[(String, String)]) -> Self {
        Self::spawn_limited(arguments, environment, None)
    }

    /// The same; `blocks`: no file may grow beyond so many blocks of 512 bytes.
    fn spawn_limited(arguments: &[&str], environment: &[(String, String)], blocks: Option<u32>) -> Self {
        let program = env!("CARGO_BIN_EXE_accord");
        let mut command = Command::new(if blocks.is_some() { "sh" } else { program });
        if let Some(blocks) = blocks {
            // Writing beyond it is then an error, as on a full disk, and not the end.
            let script = "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"";
            command.args(["-c", script, &blocks.to_string(), program]);
        }
        command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
        for (name, _) in
            std::env::vars().filter(|(n, _)| n.starts_with("ACCORD_") || n.starts_with("DISCORD_"))
        {
            command.env_remove(name);
        }
        command.env("ACCORD_STORE__URL", "");
        // The base is learnt by the first of all these bots; the others take it over.
        command.env("ACCORD_KNOWLEDGE__INDEX_CACHE", concat!(env!("CARGO_TARGET_TMPDIR"), "/index"));
        command.env_remove("RUST_BACKTRACE").envs(environment.iter().map(|(k, v)| (k, v)));
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the bot starts");
        let log = Arc::new(Mutex::new(String::new()));
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().expect("piped")), Box::new(child.stderr.take().expect("piped"))];
        for stream in streams {
            let log = Arc::clone(&log);
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let mut log = log.lock().expect("log");
                    log.push_str(&line);
                    log.push('\n');
                }
            });
        }
        Self { child, log }
    }

    /// Everything the process has printed so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().expect("log").clone()
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal by name (`TERM`, `INT`, `HUP`).
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.pid().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "kill -{name}");
    }

    /// Waits for the process to end.
    pub(crate) async fn ended(&mut self, within: Duration) -> ExitStatus {
        let end = Instant::now() + within;
        loop {
            if let Some(status) = self.child.try_wait().expect("wait") {
                // Give the readers of its output a moment to finish.
                tokio::time::sleep(Duration::from_millis(100)).await;
                return status;
            }
            assert!(Instant::now() < end, "the bot did not end within {within:?}; its log:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the log holds a text.
    pub(crate) async fn logged(&self, text: &str) {
        let end = Instant::now() + SOON;
        while !self.log().contains(text) {
            assert!(Instant::now() < end, "“{text}” was not logged; the log:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- the bot's log ---\n{}", self.log());
        }
    }
}

/// A local Discord and the bot connected to it.
pub(crate) struct World {
    pub(crate) discord: Sandbox,
    pub(crate) bot: Bot,
    environment: Vec<(String, String)>,
    knowledge: PathBuf,
    file_blocks: Option<u32>,
    /// Where the store's file is, if it is one.
    _folder: tempfile::TempDir,
}

impl World {
    /// Both, ready, with the commands registered.
    pub(crate) async fn new() -> Self {
        Self::with(Setup::default()).await
    }

    pub(crate) async fn with(setup: Setup) -> Self {
        let discord = Sandbox::start(setup.options.clone()).await.expect("the local Discord starts");
        Self::on(discord, setup).await
    }

    /// A bot connected to a local Discord that has been prepared.
    pub(crate) async fn on(discord: Sandbox, setup: Setup) -> Self {
        let mut environment = vec![
            ("DISCORD_TOKEN".to_owned(), discord.token().to_owned()),
            ("ACCORD_DISCORD__API_URL".to_owned(), discord.url()),
            ("NO_COLOR".to_owned(), "1".to_owned()),
        ];
        let folder = tempfile::tempdir().expect("a folder");
        let store = match setup.store {
            Place::None => String::new(),
            Place::Sqlite => format!("sqlite://{}", folder.path().join("store.db").display()),
            Place::Postgres => crate::postgres::database().expect("a server is installed"),
        };
        environment.push(("ACCORD_STORE__URL".to_owned(), store));
        environment.extend(setup.environment);
        let bot = Self::serve(&setup.knowledge, &environment, setup.file_blocks);
        let file_blocks = setup.file_blocks;
        let world =
            Self { discord, bot, environment, file_blocks, knowledge: setup.knowledge, _folder: folder };
        world.ready().await;
        world
    }

    fn serve(knowledge: &Path, environment: &[(String, String)], blocks: Option<u32>) -> Bot {
        let folder = knowledge.to_str().expect("UTF-8");
        Bot::spawn_limited(&["--knowledge", folder, "serve"], environment, blocks)
    }

    /// From the next start on files may grow again.
    pub(crate) fn unlimit(&mut self) {
        self.file_blocks = None;
    }

    async fn ready(&self) {
        self.discord.gateway().wait_ready(SOON).await.expect("the bot connects");
        self.discord.wait_command("help", SOON).await.expect("the bot registers its commands");
    }

    /// Ends the bot and starts it anew.
    pub(crate) async fn restart(&mut self) {
        self.bot.signal("TERM");
        assert!(self.bot.ended(SOON).await.success());
        self.bot = Self::serve(&self.knowledge, &self.environment, self.file_blocks);
        self.discord.gateway().wait_ready(SOON).await.expect("the bot connects again");
    }

    /// The address of the store.
    pub(crate) fn store(&self) -> &str {
        let set = self.environment.iter().rev().find(|(name, _)| name == "ACCORD_STORE__URL");
        set.map_or("", |(_, url)| url)
    }

    /// Kills the bot as a power cut would, and starts it anew.
    pub(crate) async fn crash(&mut self) {
        self.bot.signal("KILL");
        self.bot.ended(SOON).await;
        self.revive().await;
    }

    /// Starts the bot anew, where it is dead.
    pub(crate) async fn revive(&mut self) {
        self.discord.gateway().wait_disconnected(SOON).await.expect("its connection is gone");
        self.bot = Self::serve(&self.knowledge, &self.environment, self.file_blocks);
        self.discord.gateway().wait_ready(SOON).await.expect("the bot connects again");
    }

    /// A text that mentions the bot.
    pub(crate) fn mention(&self, text: &str) -> String {
        format!("<@{}> {text}", self.discord.bot_user_id())
    }

    /// A member asks in #general by mention; gives the question's id.
    pub(crate) fn asks(&self, text: &str) -> MessageId {
        let said = self.discord.say(self.discord.member(), self.discord.general(), &self.mention(text));
        said.expect("said").id
    }

    /// The bot's reply to a message.
    pub(crate) async fn reply(&self, to: MessageId) -> Message {
        self.discord
            .wait_reply_to(to, SOON)
            .await
            .unwrap_or_else(|error| panic!("{error}\n{}", self.bot.log()))
    }

    /// The id of the button with this label.
    pub(crate) fn button(message: &Message, label: &str) -> String {
        let buttons = message.buttons();
        let found = buttons.iter().find(|button| button.label == label);
        found
            .and_then(|button| button.custom_id.clone())
            .unwrap_or_else(|| panic!("no button {label}: {buttons:?}"))
    }

    /// How many messages the bot has posted in answer to this one.
    pub(crate) fn replies_to(&self, to: MessageId) -> usize {
        self.discord.bot_messages().iter().filter(|message| message.reply_to == Some(to)).count()
    }
}

impl Drop for World {
    /// Holds every request of the bot against Discord's own specification.
    fn drop(&mut self) {
        let requests = self.discord.requests();
        if std::thread::panicking() {
            return;
        }
        let Some(spec) = specification() else { return };
        let violations: Vec<String> = spec.violations(&requests).iter().map(ToString::to_string).collect();
        assert!(
            violations.is_empty(),
            "requests Discord's specification refuses:\n{}",
            violations.join("\n")
        );
    }
}

fn specification() -> Option<&'static Spec> {
    static SPEC: OnceLock<Option<Spec>> = OnceLock::new();
    SPEC.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/discord-openapi.json");
        if !path.is_file() {
            // Past the capture of test output: a skip is to be seen.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: requests are not held against Discord's specification: {} is missing",
                path.display()
            );
            return None;
        }
        Some(Spec::load(&path).expect("the specification loads"))
    })
    .as_ref()
}

/// A small base in a folder of its own, for tests that change it.
pub(crate) fn small_base() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "base.toml",
        "name = \"Small\"\nversion = \"1\"\nlanguages = [\"en\"]\n[subject]\nen = \"teapots\"\n",
    );
    write(
        folder.path(),
        "sources.toml",
        "[[source]]\nid = \"s\"\ntitle = \"On teapots\"\npublisher = \"Tea House\"\nurl = \"https://example.org/teapots\"\n",
    );
    write(
        folder.path(),
        "facts/pots/volume.toml",
        &small_fact("A teapot holds one litre.", "How much tea does a teapot hold?"),
    );
    write(
        folder.path(),
        "facts/pots/milk.toml",
        &small_fact("A teapot holds no milk.", "How much milk does a teapot hold?"),
    );
    write(
        folder.path(),
        "facts/pots/colour.toml",
        &small_fact("The teapot is blue.", "What colour is the teapot?"),
    );
    folder
}

pub(crate) fn small_fact(answer: &str, question: &str) -> String {
    format!("[answer]\nen = \"{answer}\"\n[questions]\nen = [\"{question}\"]\n[[citation]]\nsource = \"s\"\n")
}

pub(crate) fn write(folder: &Path, inside: &str, text: &str) {
    let path = folder.join(inside);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
    std::fs::write(path, text).expect("written");
}
