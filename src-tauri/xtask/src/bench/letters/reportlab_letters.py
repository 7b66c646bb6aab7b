"""Sets the letters with ReportLab: WORDS FONTS OUT."""

import sys
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from words import letters

words, fonts, out = sys.argv[1:]
pdfmetrics.registerFont(TTFont("text", f"{fonts}/NotoSans-Regular.ttf"))
pdfmetrics.registerFont(TTFont("bold", f"{fonts}/NotoSans-Bold.ttf"))
styles = {
    "p": ParagraphStyle("p", fontName="text", fontSize=10, leading=13, spaceAfter=4),
    "b": ParagraphStyle("b", fontName="bold", fontSize=10, leading=13, spaceAfter=4),
    "h": ParagraphStyle("h", fontName="bold", fontSize=13, leading=17, spaceAfter=6),
}
for number, letter in enumerate(letters(words), 1):
    document = SimpleDocTemplate(
        f"{out}/{number}.pdf",
        pagesize=A4,
        leftMargin=20 * mm,
        rightMargin=18 * mm,
        topMargin=20 * mm,
        bottomMargin=17 * mm,
        title="A second opinion",
        lang="en-GB",
    )
    document.build([Paragraph(escape(text), styles[kind]) for kind, text in letter])
