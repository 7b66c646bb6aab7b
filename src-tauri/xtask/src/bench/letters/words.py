"""The words of the letters, as the example `letters` writes them: one list of (kind, words) a letter."""

from pathlib import Path


def letters(file):
    text = Path(file).read_text(encoding="utf-8")
    return [
        [tuple(line.split("\t", 1)) for line in letter.strip().split("\n")]
        for letter in text.split("\f\n")
    ]
