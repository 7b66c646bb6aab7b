"""Merges the letters with LibreOffice, without a window: WORDS FONTS OUT.

What differs between letters comes from a table of comma-separated values, as with a mail merge from the menu.
"""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.sax.saxutils import escape

import uno
from com.sun.star.beans import PropertyValue

from words import letters

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
STYLES = """
<office:font-face-decls><style:font-face style:name="N" svg:font-family="'Noto Sans'"/></office:font-face-decls>
<office:styles>
<style:style style:name="p" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="4pt"
  fo:line-height="130%"/><style:text-properties style:font-name="N" fo:font-size="10pt" fo:language="en"
  fo:country="GB"/></style:style>
<style:style style:name="b" style:family="paragraph" style:parent-style-name="p"><style:text-properties
  fo:font-weight="bold"/></style:style>
<style:style style:name="h" style:family="paragraph" style:parent-style-name="p"><style:text-properties
  fo:font-weight="bold" fo:font-size="13pt"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm"
  fo:page-height="297mm" fo:margin="18mm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
"""


def value(name, value):
    return PropertyValue(Name=name, Value=value)


def template(letters):
    """The letter with a field for each line that differs, and the table of those lines."""
    lines, columns = [], []
    for same in zip(*letters):
        (kind, words), texts = same[0], [words for _, words in same]
        if len(set(texts)) == 1:
            inner = escape(words)
        else:
            name = f"f{len(columns)}"
            columns.append((name, texts))
            inner = (
                f'<text:database-display text:column-name="{name}" text:table-name="letters" text:table-type="table"'
                f' text:database-name="letters">{escape(words)}</text:database-display>'
            )
        tag = ("h", ' text:outline-level="1"') if kind == "h" else ("p", "")
        lines.append(f'<text:{tag[0]} text:style-name="{kind}"{tag[1]}>{inner}</text:{tag[0]}>')
    body = "".join(lines)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3"'
        f' office:mimetype="application/vnd.oasis.opendocument.text">{STYLES}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>",
        columns,
    )


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(2400):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # It is not there yet: UNO has no narrower word for that.
            time.sleep(0.05)
    sys.exit("LibreOffice did not start")


def main():
    words, _, out = sys.argv[1:]
    out = Path(out).resolve()
    document, columns = template(letters(words))
    home = out / "merge"
    (home / "table").mkdir(parents=True)
    (home / "letter.fodt").write_text(document, encoding="utf-8")
    with open(home / "table" / "letters.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, quoting=csv.QUOTE_ALL)
        table.writerow(name for name, _ in columns)
        table.writerows(zip(*(texts for _, texts in columns)))
    pipe = f"second-opinion-{os.getpid()}"
    # Its settings are kept from run to run, as a desk has them.
    profile = (out.parent / "libreoffice-profile").as_uri()
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile}"]
        + [f"--accept=pipe,name={pipe};urp"],
        start_new_session=True,
    )
    try:
        merge(connect(pipe), home, out)
    finally:
        # Its own way of ending takes longer and may fail; the letters are written.
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()


def merge(context, home, out):
    """The letters of the template and the table below `home`, each a file in `out`."""
    make = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
    databases = make("com.sun.star.sdb.DatabaseContext")
    database = databases.createInstance()
    database.URL = "sdbc:flat:" + (home / "table").as_uri()
    settings = {"Extension": "csv", "HeaderLine": True, "FieldDelimiter": ",", "StringDelimiter": '"', "CharSet": "utf-8"}
    database.Info = tuple(value(*setting) for setting in settings.items())
    database.DatabaseDocument.storeAsURL((home / "letters.odb").as_uri(), ())
    if databases.hasByName("letters"):
        databases.revokeObject("letters")
    databases.registerObject("letters", database)
    job = make("com.sun.star.text.MailMerge")
    job.DataSourceName = "letters"
    job.Command = "letters"
    job.CommandType = 0
    job.DocumentURL = (home / "letter.fodt").as_uri()
    job.OutputType = 2
    job.OutputURL = out.as_uri()
    job.FileNamePrefix = "letter"
    job.SaveAsSingleFile = False
    job.SaveFilter = "writer_pdf_Export"
    job.execute(())


main()
