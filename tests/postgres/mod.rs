//! A PostgreSQL server for tests, started from installed binaries and ended
//! with the test process, however that ends.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The user the server runs as where the tests run as root, as which it refuses
/// to run: `nobody`.
const NOBODY: u32 = 65_534;

/// A server and where its socket is.
struct Server {
    bin: PathBuf,
    folder: PathBuf,
    databases: AtomicU32,
    /// Closed when this process ends, whereupon the server is stopped.
    _lifeline: std::process::Child,
}

/// The address of a new, empty database; none, said loudly, where no server is
/// installed.
pub(crate) fn database() -> Option<String> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(start).as_ref()?;
    let name = format!("test{}", server.databases.fetch_add(1, Ordering::Relaxed));
    let made = server.command("createdb").args(["-h", server.socket(), "-U", "postgres", &name]).output();
    let made = made.expect("createdb runs");
    assert!(made.status.success(), "createdb: {}", String::from_utf8_lossy(&made.stderr));
    Some(format!("postgres://postgres@localhost/{name}?host={}", server.socket()))
}

impl Server {
    fn socket(&self) -> &str {
        self.folder.to_str().expect("UTF-8")
    }

    fn command(&self, program: &str) -> Command {
        command(&self.bin, program)
    }
}

fn command(bin: &Path, program: &str) -> Command {
    let mut command = Command::new(bin.join(program));
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.current_dir("/").stdin(Stdio::null());
    command
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}

/// The newest installed version's programs: Debian keeps them off the path.
fn installed() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    found.sort();
    found.reverse();
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    found.extend(on_path.into_iter().flatten());
    let needed = ["initdb", "postgres", "createdb", "psql"];
    found.into_iter().find(|bin| needed.iter().all(|program| bin.join(program).is_file()))
}

fn start() -> Option<Server> {
    let Some(bin) = installed() else {
        // Past the capture of test output: a skip is to be seen.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: nothing is tested on PostgreSQL: no server is installed (Debian: apt-get install postgresql)"
        );
        return None;
    };
    // A short path: that of a socket may have 107 characters.
    let folder = tempfile::Builder::new().prefix("accord-pg-").tempdir().expect("a folder").keep();
    if is_root() {
        std::os::unix::fs::chown(&folder, Some(NOBODY), Some(NOBODY)).expect("chown");
    }
    let data = folder.join("data");
    let made = command(&bin, "initdb")
        .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N", "-D"])
        .arg(&data)
        .output()
        .expect("initdb runs");
    assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
    // No file may grow beyond 32 MiB (in blocks of 512 bytes), so that a test can fill one; those of its
    // write-ahead log have 16.
    // The shell waits for its input to end, which it does when this process is no more.
    let script = r#"ulimit -f 65536; "$0" "$@" > "$LOG" 2>&1 & server=$!; cat; kill -QUIT $server; wait $server; rm -rf "$FOLDER""#;
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).arg(bin.join("postgres")).arg("-D").arg(&data);
    shell.args(["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"]);
    shell.arg("-c").arg(format!("unix_socket_directories={}", folder.display()));
    shell.env("LOG", folder.join("log")).env("FOLDER", &folder).current_dir("/");
    if is_root() {
        shell.uid(NOBODY).gid(NOBODY);
    }
    // Not waited for: it outlives the tests by a moment, to tidy up.
    let lifeline = shell.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("sh runs");
    let end = Instant::now() + Duration::from_mins(1);
    let ready = || {
        let asked = command(&bin, "psql")
            .args(["-h", folder.to_str().expect("UTF-8"), "-U", "postgres", "-c", "SELECT 1"])
            .output();
        asked.is_ok_and(|out| out.status.success())
    };
    while !ready() {
        let log = || std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert!(Instant::now() < end, "PostgreSQL does not start:\n{}", log());
        std::thread::sleep(Duration::from_millis(50));
    }
    Some(Server { bin, folder, databases: AtomicU32::new(0), _lifeline: lifeline })
}
