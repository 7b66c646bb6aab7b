//! A command in a network of its own, in which there is nobody else: what it does works without a network, and whatever
//! tries to reach anybody is counted by the kernel.

use std::process::{Command, Stdio};

use crate::shell;

/// Runs the words after it with the loopback alone, and fails if anything looked for a way to another machine: the
/// kernel counts each connection and each packet for which there is no route.
const SCRIPT: &str = r#"
ip link set lo up || exit 71
"$@"
status=$?
sought=$(awk '/^Ip:/ && $2 == "Forwarding" { for (i = 1; i <= NF; i++) if ($i == "OutNoRoutes") at = i }
              /^Ip:/ && $2 != "Forwarding" { print $at }' /proc/net/snmp)
sought6=$(awk '$1 == "Ip6OutNoRoutes" { print $2 }' /proc/net/snmp6 2>/dev/null)
if [ "${sought:-0}" != 0 ] || [ "${sought6:-0}" != 0 ]; then
  echo "a connection to another machine was attempted: ${sought:-0} times by IPv4, ${sought6:-0} by IPv6" >&2
  exit 72
fi
exit $status
"#;

/// The command, alone; as it is where this account may not make such a network, which is then said.
pub(crate) fn alone(program: &str, words: &[&str]) -> Command {
    let allowed = shell::has_program("ip")
        && Command::new("unshare")
            .args(["-n", "true"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
    if !allowed {
        println!(
            "This account cannot make a network of its own: that nothing is reached for is NOT shown here."
        );
        return shell::command(program, words);
    }
    let mut alone = shell::command("unshare", &["-n", "sh", "-c", SCRIPT, "sh", program]);
    alone.args(words);
    alone
}
