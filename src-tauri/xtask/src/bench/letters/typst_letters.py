"""Sets the letters with Typst: WORDS FONTS OUT. One compiler serves all letters, as it does when Typst watches a file."""

import json
import sys
from pathlib import Path

import typst

from words import letters

words, fonts, out = sys.argv[1:]
template = Path(out, "letter.typ")
template.write_text(
    """
    #set page(paper: "a4", margin: (left: 20mm, right: 18mm, top: 20mm, bottom: 17mm))
    #set text(font: "Noto Sans", size: 10pt, lang: "en", region: "gb")
    #set document(title: "A second opinion")
    #for (kind, words) in json(bytes(sys.inputs.letter)) {
      if kind == "h" { heading(words) } else if kind == "b" { par(strong(words)) } else { par(words) }
    }
    """
)
compiler = typst.Compiler(input=str(template), font_paths=[fonts], ignore_system_fonts=True)
for number, letter in enumerate(letters(words), 1):
    inputs = {"letter": json.dumps(letter, ensure_ascii=False)}
    compiler.compile(output=f"{out}/{number}.pdf", format="pdf", sys_inputs=inputs)
