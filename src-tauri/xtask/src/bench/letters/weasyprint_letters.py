"""Sets the letters with WeasyPrint: WORDS FONTS OUT."""

import sys
from html import escape

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from words import letters

words, _, out = sys.argv[1:]
# The fonts are those of the fontconfig file that the measurement names, which costs less than reading them anew.
fonts = FontConfiguration()
style = CSS(
    string="""
    @page { size: A4; margin: 20mm 18mm 17mm 20mm }
    body { font: 10pt/1.3 "Noto Sans" } p, h1 { margin: 0 0 4pt } h1 { font-size: 13pt }
    """,
    font_config=fonts,
)
tags = {"p": "<p>{}</p>", "b": "<p><b>{}</b></p>", "h": "<h1>{}</h1>"}
for number, letter in enumerate(letters(words), 1):
    body = "".join(tags[kind].format(escape(text)) for kind, text in letter)
    page = f'<html lang="en-GB"><title>A second opinion</title><body>{body}</body></html>'
    HTML(string=page).write_pdf(f"{out}/{number}.pdf", stylesheets=[style], font_config=fonts)
