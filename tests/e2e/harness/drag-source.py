"""A window from which the files named on the command line can be dragged, as from a file manager."""

import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

TITLE, LEFT, TOP, SIDE, SECONDS = "files to drag", 1290, 10, 90, 60

window = Gtk.Window(title=TITLE)
window.set_default_size(SIDE, SIDE)
window.move(LEFT, TOP)
source = Gtk.EventBox()
source.add(Gtk.Label(label="files"))
window.add(source)
source.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
source.drag_source_add_uri_targets()
source.connect(
    "drag-data-get",
    lambda _widget, _context, selection, _info, _time: selection.set_uris(
        [Path(name).resolve().as_uri() for name in sys.argv[1:]]
    ),
)
source.connect("drag-end", lambda *_: Gtk.main_quit())
window.show_all()
GLib.timeout_add_seconds(SECONDS, Gtk.main_quit)
Gtk.main()
