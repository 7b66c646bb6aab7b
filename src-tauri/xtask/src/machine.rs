//! What the machine has, what it lacks, and how it gets it: with apt where there is apt, in words elsewhere.

use std::process::Command;

use crate::shell::{self, Outcome};

/// What the machine is prepared for; each includes the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    /// Building the core and the command line.
    Core,
    /// Building the window.
    Window,
    /// Driving the window and checking the papers it makes.
    Tests,
}

/// One thing the machine must offer on Linux.
struct Need {
    purpose: Purpose,
    package: &'static str,
    sign: Sign,
    /// Without an optional thing the build is slower, not impossible.
    optional: bool,
}

/// How to tell that a thing is there without knowing the system's package names.
enum Sign {
    Program(&'static str),
    Library(&'static str),
    /// A file outside the search path.
    File(&'static str),
    /// What the system's own Python can run.
    Python(&'static str),
}

const fn need(purpose: Purpose, package: &'static str, sign: Sign) -> Need {
    Need {
        purpose,
        package,
        sign,
        optional: false,
    }
}

const NEEDS: [Need; 20] = [
    need(Purpose::Core, "build-essential", Sign::Program("cc")),
    need(Purpose::Core, "build-essential", Sign::Program("make")),
    need(Purpose::Core, "pkg-config", Sign::Program("pkg-config")),
    Need {
        purpose: Purpose::Core,
        package: "libssl-dev",
        sign: Sign::Library("openssl"),
        optional: true,
    },
    need(
        Purpose::Window,
        "libwebkit2gtk-4.1-dev",
        Sign::Library("webkit2gtk-4.1"),
    ),
    need(
        Purpose::Tests,
        "webkit2gtk-driver",
        Sign::Program("WebKitWebDriver"),
    ),
    need(Purpose::Tests, "xvfb", Sign::Program("xvfb-run")),
    need(Purpose::Tests, "xauth", Sign::Program("xauth")),
    need(Purpose::Tests, "xdotool", Sign::Program("xdotool")),
    need(Purpose::Tests, "x11-utils", Sign::Program("xprop")),
    // Files are dragged onto the window as a person drags them, by a little program of the system's toolkit.
    need(Purpose::Tests, "python3-gi", Sign::Python("import gi")),
    need(
        Purpose::Tests,
        "gir1.2-gtk-3.0",
        Sign::Python("import gi; gi.require_version('Gtk', '3.0')"),
    ),
    // Papers are printed by a real printing service, which each test starts for itself.
    need(Purpose::Tests, "cups-client", Sign::Program("lp")),
    need(Purpose::Tests, "cups", Sign::File("/usr/sbin/cupsd")),
    need(Purpose::Tests, "cups", Sign::File("/usr/lib/cups/backend/socket")),
    // The independent checker of papers is kept in a Python environment of its own.
    need(Purpose::Tests, "python3-venv", Sign::Python("import ensurepip")),
    need(Purpose::Tests, "qpdf", Sign::Program("qpdf")),
    // What the programs write and whom they speak to is watched from outside.
    need(Purpose::Tests, "iproute2", Sign::Program("ip")),
    need(Purpose::Tests, "strace", Sign::Program("strace")),
    need(Purpose::Tests, "poppler-utils", Sign::Program("pdftotext")),
];

/// The oldest releases of Node that the front end's build tool accepts.
const NODE: &str = "20.19 or later of Node 20, or 22.12 or later";

/// Installs what `purpose` needs and the machine lacks, or says exactly what to install.
pub(crate) fn prepare(purpose: Purpose) -> Outcome {
    if !cfg!(target_os = "linux") {
        let tools = if cfg!(windows) {
            "the Microsoft C++ build tools and WebView2"
        } else {
            "the Xcode command line tools"
        };
        println!("This system needs {tools}; nothing is installed for you here.");
        return Ok(());
    }
    let missing = missing(purpose);
    if missing.is_empty() {
        println!("nothing is missing");
        return Ok(());
    }
    let packages = packages(&missing);
    if !shell::has_program("apt-get") {
        return refuse(
            &missing,
            &format!(
                "install what your system calls these Debian packages: {}",
                packages.join(" ")
            ),
        );
    }
    let Some(as_root) = become_root() else {
        let line = format!(
            "sudo apt-get install --no-install-recommends {}",
            packages.join(" ")
        );
        return refuse(&missing, &format!("run this, then try again: {line}"));
    };
    apt(as_root, &["update"])?;
    apt(
        as_root,
        &[&["install", "-y", "--no-install-recommends"], packages.as_slice()].concat(),
    )
}

/// Installs programs that a measurement is better with, as (package, program), where that can be done unasked; what
/// stays missing is the caller's to name.
pub(crate) fn offer(wanted: &[(&'static str, &'static str)]) {
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(_, program)| !shell::has_program(program))
        .map(|(package, _)| *package)
        .collect();
    if missing.is_empty() || !shell::has_program("apt-get") {
        return;
    }
    if let Some(as_root) = become_root() {
        let install = [&["install", "-y", "--no-install-recommends"], missing.as_slice()].concat();
        let installed = apt(as_root, &["update"]).and_then(|()| apt(as_root, &install));
        if let Err(reason) = installed {
            println!("Going on without {}: {reason}", missing.join(" "));
        }
    }
}

/// As [`offer`], for a module of the system's own Python: Debian's package, and the line that needs it.
pub(crate) fn offer_module((package, line): (&'static str, &'static str)) {
    if !has_module(line) {
        // No program is called like the package, so that it counts as missing.
        offer(&[(package, package)]);
    }
}

/// Whether the system's own Python can run `line`.
pub(crate) fn has_module(line: &'static str) -> bool {
    Sign::Python(line).is_there()
}

/// Cargo in the workspace's folder. OpenSSL is the system's where its headers are present, which saves three
/// minutes of a cold build, and Cargo's own elsewhere.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut command = shell::command("cargo", words);
    if cfg!(target_os = "linux") && Sign::Library("openssl").is_there() {
        command.env("OPENSSL_NO_VENDOR", "1");
    }
    command
}

/// Is there anything to show a window on?
pub(crate) fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Fails unless a Node that can build the front end is installed.
pub(crate) fn require_node() -> Outcome {
    match shell::ask("node", &["--version"]) {
        Some(version) if is_new_enough(&version) => Ok(()),
        Some(version) => Err(format!("Node {version} is too old: install Node {NODE}")),
        None => Err(format!("Node is not installed: install Node {NODE}")),
    }
}

impl Sign {
    fn is_there(&self) -> bool {
        match self {
            Self::Program(name) => shell::has_program(name),
            Self::File(path) => std::path::Path::new(path).is_file(),
            Self::Library(name) => shell::ask("pkg-config", &["--exists", name]).is_some(),
            // The system's, not one that a version manager puts before it: apt's modules are there.
            Self::Python(line) => shell::ask("/usr/bin/python3", &["-c", line]).is_some(),
        }
    }
}

fn missing(purpose: Purpose) -> Vec<&'static Need> {
    NEEDS
        .iter()
        .filter(|need| need.purpose <= purpose && !need.sign.is_there())
        .collect()
}

fn packages(missing: &[&Need]) -> Vec<&'static str> {
    let mut packages: Vec<_> = missing.iter().map(|need| need.package).collect();
    packages.dedup();
    packages
}

/// A failure, unless all that is missing can be done without.
fn refuse(missing: &[&Need], advice: &str) -> Outcome {
    if missing.iter().all(|need| need.optional) {
        println!(
            "Going on without {}; to build faster, {advice}",
            packages(missing).join(" ")
        );
        return Ok(());
    }
    Err(format!("something is missing on this machine; {advice}"))
}

/// The words that go before a command to run it as root without a question, or nothing if that cannot be had.
fn become_root() -> Option<&'static [&'static str]> {
    if shell::ask("id", &["-u"]).as_deref() == Some("0") {
        return Some(&[]);
    }
    shell::ask("sudo", &["-n", "true"]).map(|_| ["sudo", "-n"].as_slice())
}

fn apt(as_root: &[&str], words: &[&str]) -> Outcome {
    let line = [
        as_root,
        &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"],
        words,
    ]
    .concat();
    let (program, rest) = line.split_first().ok_or("no command to run")?;
    shell::execute(&mut shell::command(program, rest))
}

/// Node 20 from 20.19, Node 22 from 22.12, and everything later; Node 21 lacks what the build tool needs.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map_while(|part| part.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), Some(_)) => major > 22,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_node_that_can_build_the_front_end_is_accepted() {
        for good in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.1.0", "v26.0.0"] {
            assert!(is_new_enough(good), "{good}");
        }
        for bad in ["v18.20.0", "v20.18.9", "v21.7.0", "v22.11.0", "", "system"] {
            assert!(!is_new_enough(bad), "{bad}");
        }
    }

    #[test]
    fn a_machine_for_tests_needs_all_that_a_machine_for_the_window_needs() {
        let needed = |purpose| NEEDS.iter().filter(|need| need.purpose <= purpose).count();
        assert!(needed(Purpose::Core) < needed(Purpose::Window));
        assert!(needed(Purpose::Window) < needed(Purpose::Tests));
        assert_eq!(needed(Purpose::Tests), NEEDS.len());
    }

    #[test]
    fn only_what_can_be_done_without_is_done_without() {
        let openssl: Vec<_> = NEEDS.iter().filter(|need| need.optional).collect();
        assert_eq!(packages(&openssl), ["libssl-dev"]);
        assert_eq!(refuse(&openssl, "install it"), Ok(()));
        assert!(refuse(&NEEDS.iter().collect::<Vec<_>>(), "install it").is_err());
    }
}
