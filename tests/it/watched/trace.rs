//! What the kernel is asked for, as `strace` writes it down: files that are written, and machines that are spoken to.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The calls that make or write a file by name, and those that reach another machine.
const CALLS: &str =
    "trace=open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,connect,sendto,bind";

/// A log to which every watched command adds.
pub(super) struct Trace {
    log: PathBuf,
}

/// What was seen.
pub(super) struct Seen {
    pub(super) written: Vec<PathBuf>,
    pub(super) spoken_to: Vec<String>,
}

impl Trace {
    pub(super) fn new(log: PathBuf) -> Self {
        Self { log }
    }

    /// The same command, watched with all its workers.
    pub(super) fn of(&self, command: &Command) -> Command {
        let mut watched = Command::new("strace");
        watched
            .args(["-f", "-qq", "-A", "-e", CALLS, "-e", "signal=none", "-o"])
            .arg(&self.log)
            .arg(command.get_program())
            .args(command.get_args());
        for (name, value) in command.get_envs() {
            watched.env(name, value.unwrap_or_default());
        }
        watched.current_dir(command.get_current_dir().unwrap_or(Path::new(".")));
        watched
    }

    pub(super) fn read(&self) -> Seen {
        let log = std::fs::read_to_string(&self.log).unwrap();
        let mut seen = Seen {
            written: Vec::new(),
            spoken_to: Vec::new(),
        };
        for line in log.lines().filter(|line| !line.contains("= -1 ")) {
            let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
            if ["connect(", "sendto(", "bind("]
                .iter()
                .any(|name| call.starts_with(name))
            {
                // The system's own services, such as the one that knows accounts, are spoken to on this machine alone.
                if !call.contains("AF_UNIX") && !call.contains("AF_NETLINK") {
                    seen.spoken_to.push(call.to_owned());
                }
                continue;
            }
            let opens = call.starts_with("open");
            let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"]
                .iter()
                .any(|flag| call.contains(flag));
            if opens && !writes {
                continue;
            }
            // The last name is the one that is made, where one is made of another.
            let name = call.split('"').skip(1).step_by(2).last();
            seen.written.extend(name.map(PathBuf::from));
        }
        seen
    }
}
