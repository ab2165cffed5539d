"""tools/corpus/words.py - the word lists of words/*.txt."""

import functools
import os

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words")
LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl")


@functools.cache
def of(name):
    """{list: [entries]} of one file."""
    found, at = {}, None
    with open(f"{HERE}/{name}.txt", encoding="utf-8") as file:
        for line in file.read().splitlines():
            if line.startswith("["):
                at = found.setdefault(line[1:-1], [])
            elif line and not line.startswith("#"):
                at.append(line)
    return found


def commas(name, key):
    return [w.strip() for w in ",".join(of(name)[key]).split(",")]


def fields(lang):
    """The trades that a language has words of."""
    return [k[:-7] for k in of(lang) if k.endswith(" titles")]
