"""Starts a program on a display of its own and watches it from outside: when its window shows what it goes on showing, and
how much memory it and the processes it started have then.

`watch.py PROGRAM` prints milliseconds and KiB, divided by a tab. The picture is all that counts, so that any program can be
measured alike: the moment is that of the first picture which differs from the last one by no more than a blinking caret.
"""

import os
import signal
import subprocess
import sys
import time

import gi

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk  # noqa: E402

# Bits of a picture by which a caret may differ; a heading differs by many times as many.
CARET = 8_000
# How long a picture must stay to be the last one, and how long it is waited for, in seconds.
STAYS = 2.0
PATIENCE = 30.0


def picture(root):
    shown = Gdk.pixbuf_get_from_window(root, 0, 0, root.get_width(), root.get_height())
    return int.from_bytes(shown.get_pixels(), "little")


def differ(one, other):
    return (one ^ other).bit_count() > CARET


def watch(program):
    root = Gdk.get_default_root_window()
    before = picture(root)
    begun = time.monotonic()
    process = subprocess.Popen([program], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    last, since = before, None
    try:
        while time.monotonic() - begun < PATIENCE:
            now = picture(root)
            moment = time.monotonic()
            if differ(now, last):
                last, since = now, moment
            if since is not None and moment - since > STAYS:
                return (since - begun) * 1000, memory(process.pid)
            time.sleep(0.005)
        sys.exit(f"{program} showed nothing that stayed")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def memory(first):
    """The proportional share of all memory that a process and those it started have in use, in KiB."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat") as stat:
                    parents[int(entry)] = int(stat.read().rpartition(")")[2].split()[1])
            except OSError:
                continue
    ours = {first}
    while more := {child for child, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(share(process) for process in ours)


def share(process):
    try:
        with open(f"/proc/{process}/smaps_rollup") as rollup:
            return next((int(line.split()[1]) for line in rollup if line.startswith("Pss:")), 0)
    except OSError:
        return 0


shown, used = watch(sys.argv[1])
print(f"{shown:.0f}\t{used}")
