//! A room with printers: a real printing service of its own for one test, and printers that keep what they are sent.

use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long the service may take for anything.
const PATIENCE: Duration = Duration::from_secs(30);

/// The service's settings, and what it must know of a printer that takes PDF and prints one copy at a time on A4.
const SETTINGS: [(&str, &str); 3] = [
    (
        "service.conf",
        include_str!("../../fixtures/printing/service.conf"),
    ),
    ("files.conf", include_str!("../../fixtures/printing/files.conf")),
    ("printer.ppd", include_str!("../../fixtures/printing/printer.ppd")),
];

/// A printing service that nobody else uses, ended with the test.
pub(super) struct Room {
    folder: TempDir,
    service: Child,
}

/// A printer, and what came out of it.
pub(super) struct Printer {
    jobs: Receiver<Vec<u8>>,
    folder: PathBuf,
}

impl Room {
    /// Starts the service.
    pub(super) fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let at = folder.path();
        // The service lets its filters work as another user, who must be able to come this far.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(at, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        for inner in ["spool/tmp", "cache", "state", "log", "ppd"] {
            std::fs::create_dir_all(at.join(inner)).unwrap();
        }
        for (name, text) in SETTINGS {
            let text = text.replace("{folder}", &at.to_string_lossy());
            std::fs::write(at.join(name), text).unwrap();
        }
        let service = Command::new("/usr/sbin/cupsd")
            .arg("-f")
            .arg("-c")
            .arg(at.join("service.conf"))
            .arg("-s")
            .arg(at.join("files.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("printing is proved with cups: `cargo xtask test` installs it");
        let room = Self { folder, service };
        room.wait("the printing service to start", || {
            room.says("lpstat", &["-r"]).contains("is running")
        });
        room
    }

    /// Sets up a printer that cannot turn the paper.
    pub(super) fn printer_of_one_side(&self, name: &str) -> Printer {
        let text = std::fs::read_to_string(self.folder.path().join("printer.ppd")).unwrap();
        let (before, rest) = text.split_once("*OpenUI *Duplex").unwrap();
        let (_, after) = rest.split_once("*CloseUI: *Duplex\n").unwrap();
        let driver = self.folder.path().join("one-side.ppd");
        std::fs::write(&driver, format!("{before}{after}")).unwrap();
        self.printer_with(name, &driver)
    }

    /// Sets up a printer in the room.
    pub(super) fn printer(&self, name: &str) -> Printer {
        self.printer_with(name, &self.folder.path().join("printer.ppd"))
    }

    fn printer_with(&self, name: &str, driver: &Path) -> Printer {
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = door.local_addr().unwrap();
        let (sender, jobs) = channel();
        thread::spawn(move || {
            for visitor in door.incoming() {
                let mut bytes = Vec::new();
                visitor.unwrap().read_to_end(&mut bytes).unwrap();
                if sender.send(bytes).is_err() {
                    return;
                }
            }
        });
        let device = format!("socket://{address}/?waiteof=false&snmp=false");
        let words = ["-p", name, "-v", &device, "-P", driver.to_str().unwrap(), "-E"];
        self.keeper("/usr/sbin/lpadmin", &words);
        let queue = format!("printer {name} ");
        self.wait("the printer to be known", || {
            self.says("lpstat", &["-p"]).contains(&queue)
        });
        Printer {
            jobs,
            folder: self.folder.path().to_owned(),
        }
    }

    /// Lets a program use this service and no other.
    pub(super) fn enter<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("CUPS_SERVER", self.folder.path().join("socket"))
    }

    /// Runs one of the service's own programs, which must succeed.
    pub(super) fn keeper(&self, program: &str, words: &[&str]) {
        let output = self.run(program, words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program} {words:?}: {said}");
    }

    /// Ends the service, as a computer does whose administrator has switched it off.
    pub(super) fn close(&mut self) {
        self.service.kill().unwrap();
        self.service.wait().unwrap();
    }

    fn says(&self, program: &str, words: &[&str]) -> String {
        String::from_utf8_lossy(&self.run(program, words).stdout).into_owned()
    }

    fn run(&self, program: &str, words: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.args(words).env("LC_ALL", "C").stdin(Stdio::null());
        self.enter(&mut command)
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}"))
    }

    fn wait(&self, what: &str, is_so: impl Fn() -> bool) {
        let started = Instant::now();
        while !is_so() {
            assert!(
                started.elapsed() < PATIENCE,
                "waited in vain for {what}: {}",
                self.log()
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log/error")).unwrap_or_default()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // A service that the test has ended already cannot be ended once more.
        self.service.kill().ok();
        self.service.wait().ok();
    }
}

impl Printer {
    /// The pages of the next job that comes out, as their words.
    pub(super) fn pages(&self) -> Vec<String> {
        let job = self
            .jobs
            .recv_timeout(PATIENCE)
            .expect("the printer was sent nothing");
        let file = self.folder.join("job.pdf");
        std::fs::write(&file, job).unwrap();
        pages(&file)
    }

    /// Nothing has come out that was not looked at.
    pub(super) fn is_empty(&self) -> bool {
        self.jobs.recv_timeout(Duration::from_millis(700)).is_err()
    }
}

/// The words on each page of a PDF that lie on its sheet, as somebody else's tool reads them.
pub(super) fn pages(file: &Path) -> Vec<String> {
    let output = Command::new("pdftotext")
        .arg("-raw")
        .arg(file)
        .arg("-")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let pages = text.split_terminator('\u{c}');
    pages
        .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}
