"""Fonts as a PDF holds them: codes, widths, meanings, and the program itself:
TrueType tables, or a bare CFF table."""

import re
import struct

from .file import Stream

CHECKSUM = 0xB1B0AFBA


def codes_of(string):
    """Identity-H: two bytes each."""
    return [string[i] << 8 | string[i + 1]
            for i in range(0, len(string) - 1, 2)]


# ---- meanings ---------------------------------------------------------------

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


def _utf16(digits):
    digits = re.sub(rb"\s", b"", digits)
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def meanings(data):
    """What a ToUnicode CMap says: code -> text."""
    out = {}
    for kind, body in _BLOCK.findall(data):
        items = _ITEM.findall(body)
        at = 0
        while at < len(items):
            first = int(items[at][0], 16)
            if kind == b"bfchar":
                out[first] = _utf16(items[at + 1][0])
                at += 2
                continue
            last = int(items[at + 1][0], 16)
            at += 2
            if items[at][1]:
                for code in range(first, last + 1):
                    at += 1
                    out[code] = _utf16(items[at][0])
                at += 2
                continue
            base = _utf16(items[at][0])
            at += 1
            for code in range(first, last + 1):
                out[code] = base[:-1] + chr(ord(base[-1]) + code - first)
    return out


# ---- widths -----------------------------------------------------------------


def widths(pdf, font):
    """/W as code -> width."""
    out, row = {}, pdf.list(font.get("/W"))
    at = 0
    while at + 1 < len(row):
        follows = pdf.get(row[at + 1])
        if isinstance(follows, list):
            for i, width in enumerate(follows):
                out[row[at] + i] = pdf.get(width)
            at += 2
        else:
            for code in range(row[at], follows + 1):
                out[code] = pdf.get(row[at + 2])
            at += 3
    return out


# ---- programs ---------------------------------------------------------------


class Damaged(Exception):
    """The font's program is not what its format says."""


class TrueType:
    def __init__(self, data):
        self.data = data
        count = struct.unpack(">H", data[4:6])[0]
        self.tables, self.sums = {}, {}
        for i in range(count):
            tag, want, at, size = struct.unpack(
                ">4sIII", data[12 + 16 * i:28 + 16 * i])
            if at % 4 or at + size > len(data):
                raise Damaged(f"table {tag} lies outside, or not on four")
            self.tables[tag.decode("latin-1")] = data[at:at + size]
            self.sums[tag.decode("latin-1")] = want
        for tag in ("glyf", "head", "hhea", "hmtx", "loca", "maxp"):
            if tag not in self.tables:
                raise Damaged(f"there is no table '{tag}'")
        self.upem = self._u16("head", 18)
        self.count = self._u16("maxp", 4)
        self._places()

    def _u16(self, table, at):
        return struct.unpack(">H", self.tables[table][at:at + 2])[0]

    def _places(self):
        loca, wide = self.tables["loca"], self._u16("head", 50)
        size = 4 if wide else 2
        if len(loca) != size * (self.count + 1):
            raise Damaged("'loca' has not one place a glyph")
        self.places = [p * (1 if wide else 2) for p in struct.unpack(
            f">{self.count + 1}{'I' if wide else 'H'}", loca)]
        if sorted(self.places) != self.places or \
                self.places[-1] > len(self.tables["glyf"]):
            raise Damaged("'loca' goes back, or beyond 'glyf'")

    def width(self, glyph):
        full = self._u16("hhea", 34)
        row = min(glyph, full - 1)
        if 4 * row + 2 > len(self.tables["hmtx"]):
            raise Damaged("'hmtx' is too short")
        return self._u16("hmtx", 4 * row) * 1000 / self.upem

    def parts(self, glyph):
        """The glyphs that a glyph is made of."""
        data = self.tables["glyf"][self.places[glyph]:self.places[glyph + 1]]
        if not data or struct.unpack(">h", data[:2])[0] >= 0:
            return []
        found, at, more = [], 10, True
        while more:
            if at + 4 > len(data):
                raise Damaged(f"glyph {glyph} has no end")
            flags, part = struct.unpack(">HH", data[at:at + 4])
            found.append(part)
            at += 8 if flags & 1 else 6
            at += 2 if flags & 8 else 4 if flags & 64 else 8 if flags & 128 \
                else 0
            more = flags & 32
        return found

    def faults(self):
        """What a reader need not mind, and a good program has not."""
        for tag, table in self.tables.items():
            padded = table + b"\0" * (-len(table) % 4)
            if tag == "head":
                padded = padded[:8] + b"\0\0\0\0" + padded[12:]
            have = sum(struct.unpack(f">{len(padded) // 4}I", padded))
            if have & 0xFFFFFFFF != self.sums[tag]:
                yield f"the check sum of '{tag}' is wrong"
        whole = self.data + b"\0" * (-len(self.data) % 4)
        if sum(struct.unpack(f">{len(whole) // 4}I", whole)) & 0xFFFFFFFF \
                != CHECKSUM:
            yield "the check sum of the whole is wrong"
        for glyph in range(self.count):
            for part in self.parts(glyph):
                if part >= self.count or part == glyph:
                    yield f"glyph {glyph} is made of what is not there"


class Cff:
    """As much of a CFF table as tells which CIDs it has."""

    def __init__(self, data):
        self.data = data
        at = data[2]
        _names, at = self._index(at)
        dicts, at = self._index(at)
        top = self._top(dicts[0])
        glyphs, _ = self._index(top.get(17, [0])[-1])
        self.count = len(glyphs)
        self.cids = set(range(self.count))
        if (12, 30) in top:
            self.cids = set(self._charset(top.get(15, [0])[-1]))

    def _index(self, at):
        count = struct.unpack(">H", self.data[at:at + 2])[0]
        if not count:
            return [], at + 2
        size = self.data[at + 2]
        places = [int.from_bytes(self.data[at + 3 + i * size:
                                           at + 3 + (i + 1) * size], "big")
                  for i in range(count + 1)]
        base = at + 2 + (count + 1) * size
        return [self.data[base + a:base + b]
                for a, b in zip(places, places[1:])], base + places[-1]

    def _top(self, data):
        out, operands, at = {}, [], 0
        while at < len(data):
            b = data[at]
            at += 1
            if b <= 21:
                key = b
                if b == 12:
                    key = (12, data[at])
                    at += 1
                out[key], operands = operands, []
            elif b == 28:
                operands.append(struct.unpack(">h", data[at:at + 2])[0])
                at += 2
            elif b == 29:
                operands.append(struct.unpack(">i", data[at:at + 4])[0])
                at += 4
            elif b == 30:
                while data[at] & 15 != 15 and data[at] >> 4 != 15:
                    at += 1
                at += 1
                operands.append(0)
            elif b <= 246:
                operands.append(b - 139)
            else:
                operands.append((b - 247) * 256 + data[at] + 108
                                if b <= 250 else
                                -(b - 251) * 256 - data[at] - 108)
                at += 1
        return out

    def _charset(self, at):
        form, cids = self.data[at], [0]
        at += 1
        while len(cids) < self.count:
            first = struct.unpack(">H", self.data[at:at + 2])[0]
            at += 2
            left = 0
            if form:
                left = int.from_bytes(self.data[at:at + form], "big")
                at += form
            cids.extend(range(first, first + left + 1))
        return cids


# ---- a font of a document ---------------------------------------------------


class Font:
    """A Type 0 font with its descendant; `program` None: there is none."""

    def __init__(self, pdf, reference):
        self.pdf, self.reference = pdf, reference
        self.dict = pdf.dict(reference)
        below = pdf.list(self.dict.get("/DescendantFonts"))
        self.below = pdf.dict(below[0]) if below else {}
        self.descriptor = pdf.dict(self.below.get("/FontDescriptor"))
        self.name = str(self.dict.get("/BaseFont", "?"))
        self.used = {}  # code -> the marks of each use

    def program(self):
        for key, read in (("/FontFile2", TrueType), ("/FontFile3", Cff)):
            stream = self.pdf.get(self.descriptor.get(key))
            if isinstance(stream, Stream):
                try:
                    return read(stream.data())
                except (struct.error, IndexError) as error:
                    raise Damaged(str(error))
        return None

    def glyph(self, code):
        """The glyph of a code in a TrueType program; None: there is none."""
        chart = self.pdf.get(self.below.get("/CIDToGIDMap"))
        if not isinstance(chart, Stream):
            return code
        data = chart.data()
        if 2 * code + 2 > len(data):
            return None
        return data[2 * code] << 8 | data[2 * code + 1]

    def meanings(self):
        stream = self.pdf.get(self.dict.get("/ToUnicode"))
        return meanings(stream.data()) if isinstance(stream, Stream) else {}

    def widths(self):
        found = widths(self.pdf, self.below)
        usual = self.pdf.get(self.below.get("/DW", 1000))
        return lambda code: found.get(code, usual)


def used_fonts(pages):
    """Every font that shows something, with the codes that it shows."""
    fonts = {}
    for page in pages:
        named = page.pdf.dict(page.resources.get("/Font"))
        for shown in page.shown:
            reference = named.get(shown.font)
            if reference is None:
                continue
            key = str(reference)
            if key not in fonts:
                fonts[key] = Font(page.pdf, reference)
            for code in codes_of(shown.string):
                fonts[key].used.setdefault(code, []).append(shown.marks)
    return list(fonts.values())
