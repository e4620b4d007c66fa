//! Database servers for tests. Each test starts an instance of its own, on a free port of the loopback
//! interface and in a temporary folder, and ends it by its process id. A test whose server is not installed
//! is skipped with a message; in CI it fails.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "suites take their own part of it"
)]

use std::{
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// Returns a port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn folder(name: &str) -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("webhook-{name}-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    folder
}

fn skipped<T>(what: &str) -> Option<T> {
    println!("SKIPPED: {what} is not installed");
    assert!(std::env::var_os("CI").is_none(), "{what} is not installed");
    None
}

fn is_installed(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

fn answers(port: u16, child: &mut Child) {
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(child.try_wait().unwrap().is_none(), "the server ended");
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "no server came up"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Sends a signal to a process that a test started.
pub fn signal(pid: u32, signal: &str) {
    let status = Command::new("kill")
        .arg(signal)
        .arg(pid.to_string())
        .status();
    assert!(status.unwrap().success() || signal == "-KILL");
}

/// A Redis server with an append-only file.
pub struct RedisServer {
    pub port: u16,
    program: &'static str,
    folder: PathBuf,
    child: Child,
    settings: Vec<String>,
}

impl RedisServer {
    /// Starts a server with these additional settings.
    pub fn start(settings: &[&str]) -> Option<Self> {
        if !is_installed("redis-server") {
            return skipped("redis-server");
        }
        Some(Self::start_program("redis-server", settings))
    }

    /// Starts Valkey. Not every release of Debian has it: the test is skipped there.
    pub fn start_valkey(settings: &[&str]) -> Option<Self> {
        if !is_installed("valkey-server") {
            println!("SKIPPED: valkey-server is not installed");
            return None;
        }
        Some(Self::start_program("valkey-server", settings))
    }

    fn start_program(program: &'static str, settings: &[&str]) -> Self {
        let folder = folder("redis");
        let port = free_port();
        let settings: Vec<String> = settings.iter().map(|&text| text.to_owned()).collect();
        let child = Self::spawn(program, port, &folder, &settings);
        let mut server = Self {
            port,
            program,
            folder,
            child,
            settings,
        };
        answers(port, &mut server.child);
        server
    }

    fn spawn(program: &str, port: u16, folder: &Path, settings: &[String]) -> Child {
        Command::new(program)
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
            .args(["--dir", folder.to_str().unwrap(), "--save", ""])
            .args(["--appendonly", "yes", "--appendfsync", "everysec"])
            .args(settings)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    /// Kills the server with `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Runs a command by `redis-cli`, and returns its output.
    pub fn run(&self, command: &[&str]) -> String {
        let output = Command::new("redis-cli")
            .args(["-p", &self.port.to_string()])
            .args(command)
            .output()
            .unwrap();
        assert!(output.status.success(), "{command:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Kills the server with `kill -9`, and starts it with the same files.
    pub fn crash(&mut self) {
        self.kill();
        self.child = Self::spawn(self.program, self.port, &self.folder, &self.settings);
        answers(self.port, &mut self.child);
        // The server responds with errors while it loads its file.
        let ping = || {
            Command::new("redis-cli")
                .args(["-p", &self.port.to_string(), "PING"])
                .output()
        };
        while ping().unwrap().stdout.trim_ascii() != b"PONG" {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A NATS server with JetStream.
pub struct NatsServer {
    pub port: u16,
    folder: PathBuf,
    child: Child,
}

impl NatsServer {
    pub fn start() -> Option<Self> {
        if !is_installed("nats-server") {
            return skipped("nats-server");
        }
        let folder = folder("nats");
        let port = free_port();
        let child = Self::spawn(port, &folder);
        let mut server = Self {
            port,
            folder,
            child,
        };
        answers(port, &mut server.child);
        Some(server)
    }

    fn spawn(port: u16, folder: &Path) -> Child {
        Command::new("nats-server")
            .args(["--addr", "127.0.0.1", "--port", &port.to_string()])
            .args(["--jetstream", "--store_dir", folder.to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    pub fn url(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Kills the server with `kill -9`, and starts it with the same files.
    pub fn crash(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.child = Self::spawn(self.port, &self.folder);
        answers(self.port, &mut self.child);
    }
}

impl Drop for NatsServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A PostgreSQL server with the user `postgres`, who needs no password.
pub struct PostgresServer {
    pub port: u16,
    folder: PathBuf,
    child: Child,
    programs: PathBuf,
}

impl PostgresServer {
    pub fn start() -> Option<Self> {
        let programs = std::fs::read_dir("/usr/lib/postgresql")
            .ok()
            .and_then(|versions| {
                let mut versions: Vec<_> = versions.flatten().map(|entry| entry.path()).collect();
                versions.sort();
                versions.pop()
            });
        let Some(programs) = programs.map(|version| version.join("bin")) else {
            return skipped("postgresql");
        };
        let folder = folder("postgres");
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(&folder).status();
            assert!(owned.unwrap().success());
        }
        let data = folder.join("data");
        let made = as_postgres(&programs.join("initdb"))
            .args([
                "-D",
                data.to_str().unwrap(),
                "-U",
                "postgres",
                "-A",
                "trust",
            ])
            .args(["-E", "UTF8", "--locale=C", "--no-sync"])
            .stdout(Stdio::null())
            .current_dir(&folder)
            .status();
        assert!(made.unwrap().success());
        let port = free_port();
        let child = Self::spawn(&programs, &folder, port);
        let mut server = Self {
            port,
            folder,
            child,
            programs,
        };
        server.is_ready();
        Some(server)
    }

    /// Waits until it accepts connections, which is later than opening its port.
    fn is_ready(&mut self) {
        answers(self.port, &mut self.child);
        let began = Instant::now();
        let ask = || {
            Command::new(self.programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()
        };
        while !ask().unwrap().success() {
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "it never gets ready"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn spawn(programs: &Path, folder: &Path, port: u16) -> Child {
        as_postgres(&programs.join("postgres"))
            .args(["-D", folder.join("data").to_str().unwrap()])
            .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"])
            .args([
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
            ])
            .args(["-c", "shared_buffers=64MB", "-c", "log_min_messages=fatal"])
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Runs statements by `psql`, and returns the output.
    pub fn run(&self, statements: &str) -> String {
        let output = Command::new(self.programs.join("psql"))
            .args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1"])
            .args(["-d", &self.url(), "-c", statements])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Returns the process id of the postmaster.
    pub fn pid(&self) -> u32 {
        let file = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap();
        file.lines().next().unwrap().trim().parse().unwrap()
    }

    /// Returns the ids of all its processes, with the postmaster last.
    pub fn pids(&self) -> Vec<u32> {
        let parent = self.pid();
        let children = Command::new("pgrep")
            .args(["-P", &parent.to_string()])
            .output();
        let text = String::from_utf8(children.unwrap().stdout).unwrap();
        let children = text.lines().map(|line| line.parse().unwrap());
        children.chain([parent]).collect()
    }

    /// Kills the postmaster with `kill -9`, which ends its children, and starts the server with the same
    /// files.
    pub fn crash(&mut self) {
        signal(self.pid(), "-KILL");
        self.child.wait().unwrap();
        let file = self.folder.join("data/postmaster.pid");
        let began = Instant::now();
        loop {
            // The server does not start while a child of the old one is running.
            let _ = std::fs::remove_file(&file);
            self.child = Self::spawn(&self.programs, &self.folder, self.port);
            std::thread::sleep(Duration::from_millis(100));
            if self.child.try_wait().unwrap().is_none() {
                break;
            }
            assert!(began.elapsed() < Duration::from_secs(60));
        }
        self.is_ready();
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        let file = std::fs::read_to_string(self.folder.join("data/postmaster.pid"));
        if let Some(pid) = file
            .ok()
            .and_then(|file| file.lines().next()?.trim().parse().ok())
        {
            signal(pid, "-QUIT");
        }
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// PgBouncer in front of a PostgreSQL server: four connections for all clients, each for a transaction.
pub struct PgBouncer {
    pub port: u16,
    folder: PathBuf,
    child: Child,
}

impl PgBouncer {
    pub fn start(server: &PostgresServer) -> Option<Self> {
        if !is_installed("pgbouncer") {
            return skipped("pgbouncer");
        }
        let folder = folder("pgbouncer");
        let port = free_port();
        let settings = folder.join("pgbouncer.ini");
        let text = format!(
            "[databases]\npostgres = host=127.0.0.1 port={} user=postgres\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             auth_type = any\npool_mode = transaction\ndefault_pool_size = 4\n\
             max_client_conn = 200\nignore_startup_parameters = extra_float_digits\n",
            server.port
        );
        std::fs::write(&settings, text).unwrap();
        let child = as_postgres(Path::new("pgbouncer"))
            .arg(&settings)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut bouncer = Self {
            port,
            folder,
            child,
        };
        answers(port, &mut bouncer.child);
        Some(bouncer)
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}

/// Returns a command that runs as another user: PostgreSQL and PgBouncer do not run as root.
fn as_postgres(program: &Path) -> Command {
    if is_root() {
        // `exec` replaces the shell, so that signals reach the program.
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=postgres", "--regid=postgres", "--init-groups"])
            .arg(program);
        command
    } else {
        Command::new(program)
    }
}
