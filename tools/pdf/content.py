"""What a page's content does: its operators, what text is shown by which font,
what is marked as which piece of the structure."""

import re

from .file import Broken, Stream, text

OPERATORS = set("""b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET
    EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn
    sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"""".split())
PAINT = set("b B b* B* f F f* s S sh Do Tj TJ ' \" BI".split())
SHOW = {"Tj", "TJ", "'", '"'}

_TOKEN = re.compile(rb"""
    [\0\t\n\f\r ]+ | %[^\r\n]*
    | (?P<dict> << | >>)
    | (?P<hex> <[^>]*>)
    | (?P<list> [\[\]])
    | (?P<name> /[^\0\t\n\f\r ()<>\[\]{}/%]*)
    | (?P<number> [+-]?(?:\d+\.?\d*|\.\d+)(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z))
    | (?P<word> [^\0\t\n\f\r ()<>\[\]{}/%]+)
    """, re.X)
_ESCAPE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _literal(data, at):
    """The string that begins behind the bracket; where it ends."""
    out, depth = bytearray(), 1
    while at < len(data):
        c = data[at:at + 1]
        at += 1
        if c == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(data, at)
            if octal:
                out.append(int(octal.group(), 8) & 255)
                at = octal.end()
                continue
            c = data[at:at + 1]
            at += 1
            if c == b"\r" and data[at:at + 1] == b"\n":
                at += 1
            out += b"" if c in b"\r\n" else _ESCAPE.get(c, c)
            continue
        if c == b"\r":  # a line end of any kind is a line feed
            at += data[at:at + 1] == b"\n"
            c = b"\n"
        depth += (c == b"(") - (c == b")")
        if not depth:
            return bytes(out), at
        out += c
    raise Broken("a string has no end")


class Text(bytes):
    """A string, so that a name cannot be taken for one."""

    bad_hex = False


def _hex(token):
    digits = re.sub(rb"[\0\t\n\f\r ]", b"", token[1:-1])
    clean = re.sub(rb"[^0-9A-Fa-f]", b"", digits)
    found = Text(bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode()))
    found.bad_hex = len(digits) % 2 == 1 or clean != digits
    return found


def _name(token):
    return re.sub(rb"#([0-9A-Fa-f]{2})",
                  lambda m: bytes([int(m.group(1), 16)]),
                  token).decode("utf-8", "replace")


def tokens(data):
    """("value", v), ("list", b"["), ("dict", b"<<") or ("word", name)."""
    at = 0
    while at < len(data):
        if data[at:at + 1] == b"(":
            string, at = _literal(data, at + 1)
            yield "value", Text(string)
            continue
        m = _TOKEN.match(data, at)
        if not m:
            raise Broken(f"no token at byte {at} of a content")
        at = m.end()
        kind, token = m.lastgroup, m.group()
        if kind == "hex":
            yield "value", _hex(token)
        elif kind == "name":
            yield "value", _name(token)
        elif kind == "number":
            yield "value", float(token) if b"." in token else int(token)
        elif kind == "word":
            yield "word", token.decode("latin-1")
        elif kind:
            yield kind, token


def _close(stack, kind):
    items = stack.pop()
    if kind == "list":
        return items
    return dict(zip(items[::2], items[1::2]))


def operators(data):
    """(name, operands), in their order."""
    stack = [[]]
    for kind, token in tokens(data):
        if kind == "value":
            stack[-1].append(token)
        elif kind in ("list", "dict"):
            if token in (b"[", b"<<"):
                stack.append([])
            elif len(stack) < 2:
                raise Broken("a list or dictionary ends before it begins")
            else:
                stack[-2].append(_close(stack, kind))
        elif token in ("true", "false", "null"):
            stack[-1].append({"true": True, "false": False}.get(token))
        else:
            yield token, stack[0]
            stack = [[]]


class Mark:
    """Content between BDC and EMC."""

    def __init__(self, tag, properties):
        self.tag = tag
        self.number = properties.get("/MCID")
        self.says = properties.get("/ActualText")
        self.language = properties.get("/Lang")


class Shown:
    """A string that is shown: by which font, within which marks."""

    def __init__(self, font, string, marks):
        self.font, self.string, self.marks = font, string, marks


class Page:
    """What the content of a page does; what is wrong with it, in `faults`:
    (kind, words), which the rules pick from."""

    def __init__(self, pdf, number, page):
        self.pdf, self.number, self.dict = pdf, number, page
        self.resources = pdf.dict(page.get("/Resources"))
        self.operators, self.shown, self.faults = [], [], []
        self.pieces = []  # numbers of marked pieces, as they come
        self.deepest = 0
        self._run()

    def data(self):
        contents = self.pdf.get(self.dict.get("/Contents"))
        parts = contents if isinstance(contents, list) else [contents]
        streams = [self.pdf.get(p) for p in parts]
        return b"\n".join(s.data() for s in streams if isinstance(s, Stream))

    def fault(self, kind, words):
        self.faults.append((kind, f"page object {self.number}: {words}"))

    def _run(self):
        marks, fonts, font, depth = [], [], None, 0
        for name, operands in operators(self.data()):
            self.operators.append((name, operands))
            if name in ("BDC", "BMC"):
                self._begin(marks, name, operands)
            elif name == "EMC":
                if not marks:
                    self.fault("marks", "EMC without a beginning")
                else:
                    marks.pop()
            elif name == "q":
                depth += 1
                fonts.append(font)
                self.deepest = max(self.deepest, depth)
            elif name == "Q":
                depth -= 1
                font = fonts.pop() if fonts else font
            elif name == "Tf":
                font = operands[0] if operands else None
            if name in PAINT:
                self._paint(marks, name)
            if name in SHOW:
                self._show(font, operands, marks)
        if marks:
            self.fault("marks", "a marked piece does not end")
        if depth:
            self.fault("nesting", "q and Q do not match")

    def _begin(self, marks, name, operands):
        tag = operands[0] if operands else ""
        properties = operands[1] if name == "BDC" and len(operands) > 1 else {}
        if isinstance(properties, str):
            named = self.pdf.dict(self.resources.get("/Properties"))
            properties = self.pdf.dict(named.get(properties))
        mark = Mark(tag, properties)
        tagged = any(m.number is not None for m in marks)
        if tag == "/Artifact" and tagged:
            self.fault("artifact-in-tagged", "an artifact in tagged content")
        if mark.number is not None:
            if any(m.tag == "/Artifact" for m in marks):
                self.fault("tagged-in-artifact", "tagged in an artifact")
            self.pieces.append(mark.number)
        marks.append(mark)

    def _paint(self, marks, name):
        if not any(m.tag == "/Artifact" or m.number is not None
                   for m in marks):
            self.fault("unmarked", f"{name} is neither tagged nor artifact")

    def _show(self, font, operands, marks):
        if not operands:
            return
        found = operands[-1]
        for string in found if isinstance(found, list) else [found]:
            if isinstance(string, Text):
                self.shown.append(Shown(font, string, tuple(marks)))


def says_something(mark):
    return mark.says is not None and (
        isinstance(mark.says, bytes) or bool(text(mark.says)))
