//! What one program asks of the disk, call by call and byte by byte, as `strace` writes it down.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that changes what a disk holds, or makes it hold for good.
const CALLS: &str = "trace=openat,creat,write,pwrite64,writev,pwritev,ftruncate,fallocate,lseek,copy_file_range,sendfile,\
                     splice,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,\
                     mkdirat,rmdir";

/// One call, with the files in it by name.
#[derive(Debug, Clone)]
pub(super) enum Event {
    /// A file is opened under this number; made if it is not there, emptied if so asked.
    Open {
        fd: u32,
        path: PathBuf,
        makes: bool,
        empties: bool,
    },
    /// Bytes at a place, or where the file stands.
    Write {
        fd: u32,
        path: PathBuf,
        at: Option<u64>,
        bytes: Vec<u8>,
    },
    /// A file is now read or written from here on.
    Seek {
        fd: u32,
        at: u64,
    },
    /// So many bytes of one file go where another stands.
    Copy {
        from: (u32, PathBuf),
        to: (u32, PathBuf),
        bytes: u64,
    },
    Truncate {
        path: PathBuf,
        length: u64,
    },
    /// What was written to this file, or the names in this folder, are to be durable.
    Sync {
        path: PathBuf,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
    Link {
        from: PathBuf,
        to: PathBuf,
    },
    Remove {
        path: PathBuf,
    },
    MakeFolder {
        path: PathBuf,
    },
    /// A line that a person reads.
    Said {
        line: String,
    },
}

/// The same command, with every call of it written to `log`.
pub(super) fn of(command: &Command, log: &Path) -> Command {
    let mut traced = Command::new("strace");
    traced
        .args(["-f", "-y", "-xx", "-qq", "--seccomp-bpf", "-s", "67108864"])
        .args(["-e", "signal=none", "-e", CALLS, "-o"])
        .arg(log)
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        traced.env(name, value.unwrap_or_default());
    }
    traced
}

/// The calls that touch what lies below `root`, and the lines that were said.
pub(super) fn read(log: &Path, root: &Path) -> Vec<Event> {
    let text = std::fs::read_to_string(log).unwrap();
    let calls = text.lines().filter(|line| !line.contains("= -1 "));
    calls.filter_map(|line| event(line, root)).collect()
}

fn event(line: &str, root: &Path) -> Option<Event> {
    let line = line.split_once(' ')?.1.trim_start();
    let (name, rest) = line.split_once('(')?;
    let is_cut = rest.contains("<unfinished");
    let (arguments, given) = rest.rsplit_once(") ").unwrap_or((rest, ""));
    let given = given.trim_start().strip_prefix("= ").unwrap_or_default();
    let arguments: Vec<&str> = arguments.split(", ").collect();
    let file = |at: usize| arguments.get(at).and_then(|argument| open_file(argument));
    let here = |path: &PathBuf| path.starts_with(root);
    let number = |at: usize| -> Option<u64> { arguments.get(at)?.parse().ok() };
    // The name that stands at `at`, from the folder before it unless it is whole.
    let named = |at: usize, folder: Option<usize>| {
        let path = PathBuf::from(String::from_utf8(unescaped(arguments.get(at)?)).ok()?);
        let folder = folder.and_then(|at| arguments.get(at)?.split_once('<'));
        Some(match folder {
            Some((_, folder)) if path.is_relative() => below(folder).join(path),
            _ => path,
        })
    };
    let two = |from, to, make: fn(PathBuf, PathBuf) -> Event| {
        let (from, to) = (from?, to?);
        (here(&from) || here(&to)).then(|| make(from, to))
    };
    let rename = |from, to| Event::Rename { from, to };
    let link = |from, to| Event::Link { from, to };
    let found = match name {
        "openat" | "creat" => {
            let path = named(1, Some(0))?;
            let flags = arguments.get(2).copied().unwrap_or_default();
            let (fd, _) = open_file(given)?;
            here(&path).then_some(Event::Open {
                fd,
                path,
                makes: flags.contains("O_CREAT"),
                empties: flags.contains("O_TRUNC"),
            })
        }
        "write" | "pwrite64" => {
            let (fd, path) = file(0)?;
            let mut bytes = unescaped(arguments.get(1)?);
            let written: usize = given.parse().unwrap_or(bytes.len());
            bytes.truncate(written);
            if fd == 1 && name == "write" {
                let line = String::from_utf8(bytes).ok()?;
                return Some(Event::Said { line });
            }
            let at = if name == "write" { None } else { number(3) };
            here(&path).then_some(Event::Write { fd, path, at, bytes })
        }
        "lseek" => {
            let (fd, path) = file(0)?;
            let at = given.parse().ok()?;
            here(&path).then_some(Event::Seek { fd, at })
        }
        "copy_file_range" | "sendfile" => {
            let (from, to) = if name == "sendfile" { (1, 0) } else { (0, 2) };
            let (from, to, bytes) = (file(from)?, file(to)?, given.parse().ok()?);
            here(&to.1).then_some(Event::Copy { from, to, bytes })
        }
        "ftruncate" => {
            let ((_, path), length) = (file(0)?, number(1)?);
            here(&path).then_some(Event::Truncate { path, length })
        }
        "fsync" | "fdatasync" => file(0)
            .filter(|(_, path)| here(path))
            .map(|(_, path)| Event::Sync { path }),
        "rename" => two(named(0, None), named(1, None), rename),
        "renameat" | "renameat2" => two(named(1, Some(0)), named(3, Some(2)), rename),
        "link" => two(named(0, None), named(1, None), link),
        "linkat" => two(named(1, Some(0)), named(3, Some(2)), link),
        "unlink" | "rmdir" => named(0, None).filter(here).map(|path| Event::Remove { path }),
        "unlinkat" => named(1, Some(0)).filter(here).map(|path| Event::Remove { path }),
        "mkdir" => named(0, None).filter(here).map(|path| Event::MakeFolder { path }),
        "mkdirat" => named(1, Some(0))
            .filter(here)
            .map(|path| Event::MakeFolder { path }),
        // A way of writing that is not followed here would make the test blind.
        _ => {
            let touched = arguments.iter().filter_map(|argument| open_file(argument));
            assert!(!touched.map(|(_, path)| path).any(|path| here(&path)), "{name}");
            None
        }
    };
    assert!(
        found.is_none() || !is_cut,
        "two threads write to the store at once"
    );
    found
}

/// A number and the file behind it: `7<\x2f…>`.
fn open_file(argument: &str) -> Option<(u32, PathBuf)> {
    let (fd, path) = argument.split_once('<')?;
    Some((fd.parse().ok()?, below(path)))
}

fn below(path: &str) -> PathBuf {
    let path = path.split_once('>').map_or(path, |(path, _)| path);
    PathBuf::from(String::from_utf8_lossy(&unescaped(path)).into_owned())
}

/// Every byte stands as `\x` and two digits, in quotes or in brackets.
fn unescaped(text: &str) -> Vec<u8> {
    let digits = |byte: u8| char::from(byte).to_digit(16);
    let text = text.trim_matches('"').as_bytes();
    let bytes = text.chunks_exact(4).map_while(|four| match *four {
        [b'\\', b'x', high, low] => Some((digits(high)? << 4 | digits(low)?) as u8),
        _ => None,
    });
    bytes.collect()
}
