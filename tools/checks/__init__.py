"""tools/checks - what tools/lint checks, one file a kind of check.

A check takes a Tree and yields findings as text, "path:line: what is wrong".
It knows no list of exceptions: what a check refuses is mended or the check is
wrong.
"""

import os
import re

SKIPPED = {".git", "build", "node_modules", "vitae-data", "__pycache__"}
DATA = ("test/fuzz/corpus/", "test/fuzz/found/", "test/lint/")
IDENTIFIER = r"[A-Za-z_]\w*"


class Tree:
    """The files of a checkout, or of a sample of one."""

    def __init__(self, root):
        self.root = os.path.abspath(root)
        self.files = sorted(self._walk())
        self._text, self._code = {}, {}

    def _walk(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [f for f in folders if f not in SKIPPED]
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), self.root)
                if not path.startswith(DATA):
                    yield path

    def under(self, *folders, ends=(".c",)):
        heads = tuple(f + "/" for f in folders)
        return [
            path
            for path in self.files
            if path.startswith(heads) and path.endswith(tuple(ends))
        ]

    def text(self, path):
        if path not in self._text:
            with open(os.path.join(self.root, path), "rb") as f:
                self._text[path] = f.read().decode("utf-8", "replace")
        return self._text[path]

    def code(self, path):
        """C without comments, texts and directives, line for line."""
        if path not in self._code:
            self._code[path] = without_prose(self.text(path))
        return self._code[path]


def room_of(path):
    """The room of src/ROOM/file, or None."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "src" else None


_PROSE = re.compile(
    r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S
)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\\\n]|\\.|\\\n)*", re.M)


def _blank(match):
    """Nothing, as many lines of it; a text keeps its quotes."""
    found = match.group()
    quote = found[0] if found[0] in "\"'" else ""
    return quote * 2 + "\n" * found.count("\n") + " " * (not quote)


def without_prose(text):
    return _DIRECTIVE.sub(_blank, _PROSE.sub(_blank, text))


class Function:
    """A definition: its name, whether it is static, its lines."""

    def __init__(self, name, argument, static, first, last):
        self.name, self.argument, self.static = name, argument, static
        self.first, self.last = first, last


_ATTRIBUTE = re.compile(r"__attribute__\s*\(\(.*?\)\)\s*", re.S)
_HEAD = re.compile(
    rf"({IDENTIFIER})\)?\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$"
)


def functions(code):
    """The functions that a file defines, found by their braces."""
    depth, start, line, opened = 0, 0, 1, None
    for at, char in enumerate(code):
        if char == "\n":
            line += 1
        elif char == "{":
            if depth == 0:
                opened = _opening(code, start, at)
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0 and opened:
                name, argument, static, first = opened
                yield Function(name, argument, static, first, line)
                start, opened = at + 1, None
        elif char == ";" and depth == 0:
            start = at + 1


def _opening(code, start, at):
    head = _ATTRIBUTE.sub("", code[start:at])
    found = _HEAD.search(head)
    if not found or "=" in head:
        return None
    lead = len(code[start:at]) - len(code[start:at].lstrip())
    first = code.count("\n", 0, start + lead) + 1
    static = bool(re.search(r"\bstatic\b", head))
    return found.group(1), found.group(2).strip(), static, first
