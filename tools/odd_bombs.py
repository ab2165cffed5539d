"""tools/odd_bombs.py - more files that nobody should hand in, beside those of
odd_files.py: small ones that are large when they are read, lists that bite
their own tails, and damage to pictures and to the rarer formats."""

import glob
import io
import os
import random
import shutil
import struct
import subprocess
import tempfile
import zipfile
import zlib

import odd_files
from odd_files import W, body, deflate, docx, page_with, pdf, stream

DAMAGED = {"jpg": 300, "odt": 100, "rtf": 100, "doc": 100, "html": 100,
           "tif": 100, "png": 100, "webp": 100, "bmp": 100}
PICTURES = ("jpg", "png", "tif", "webp", "bmp")
SIDE = 65535
FLATE = b"/Filter/FlateDecode"
CELL = b"<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"


# ---- PDF --------------------------------------------------------------------


def picture(width, height, data, more, page=b"600 0 0 800 0 0 cm /A Do"):
    return page_with(stream(page), b"/XObject<</A 5 0 R>>", [stream(
        data, b"/Type/XObject/Subtype/Image/Width %d/Height %d"
        b"/BitsPerComponent 8/ColorSpace/DeviceRGB" % (width, height) + more)])


def shown(font, text=b"BT /F 9 Tf 9 9 Td (abc) Tj ET", extra=()):
    return page_with(stream(text), b"/Font<</F 5 0 R>>", [font, *extra])


def cmap(inside):
    font = b"<</Type/Font/Subtype/Type1/BaseFont/A/ToUnicode 6 0 R>>"
    return shown(font, extra=[stream(zlib.compress(inside, 9), FLATE)])


def jbig2(side, tail, regions=200):
    """A page, and again and again a region as large, of a few bytes."""
    page = struct.pack(">IBBBIIIIIBH", 0, 48, 0, 1, 19, side, side, 0, 0, 0, 0)
    head = struct.pack(">IIIIBB", side, side, 0, 0, 0, 6)
    return page + b"".join(
        struct.pack(">IBBBI", n + 1, 38, 0, 1, len(head) + 2 + len(tail)) +
        head + b"\2\xff" + tail for n in range(regions))


def pdf_pictures():
    for name, data, more in (
            ("flate", deflate(100 << 20, b"\xff"), FLATE),
            ("run-length", b"\x81\0" * 100000, b"/Filter/RunLengthDecode"),
            ("ccitt", b"\0" * 1000, b"/Filter/CCITTFaxDecode/DecodeParms"
             b"<</K -1/Columns 65535/Rows 65535>>"),
            ("jpeg", jpeg(SIDE, SIDE), b"/Filter/DCTDecode"),
            ("jpx", b"\0\0\0\x0cjP  \r\n\x87\n", b"/Filter/JPXDecode"),
            ("jbig2", jbig2(SIDE, b"\0" * 20), b"/Filter/JBIG2Decode"),
            ("none", b"", b"")):
        yield f"picture-{name}", picture(SIDE, SIDE, data, more)
    yield "picture-white", picture(
        5400, 7200, deflate(5400 * 7200 * 3, b"\xff"), FLATE)
    yield "picture-often", picture(
        5000, 5000, deflate(5000 * 5000 * 3, b"\xff"), FLATE,
        b"600 0 0 800 0 0 cm " + b"/A Do " * 10000)
    yield "picture-jbig2-often", picture(
        6000, 6000, jbig2(6000, bytes(9)), b"/Filter/JBIG2Decode")
    yield "masks-of-itself", picture(9, 9, b"", b"/SMask 5 0 R/Mask 5 0 R")


def pdf_fonts():
    glyph = b"9 0 d0 BT /F 1 Tf (aa) Tj ET"
    yield "type3-of-itself", shown(
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]"
        b"/FirstChar 97/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>"
        b"/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>",
        extra=[stream(glyph)])
    yield "descendant-of-itself", shown(
        b"<</Type/Font/Subtype/Type0/Encoding/Identity-H"
        b"/DescendantFonts[5 0 R]>>")
    yield "widths", shown(b"<</Type/Font/Subtype/Type0/Encoding/Identity-H"
                          b"/DescendantFonts[<</Subtype/CIDFontType2/W[" +
                          b"0 65535 9 " * 300000 + b"]>>]>>")
    yield "cmap-ranges", cmap(b"1 begincodespacerange <00> <ff> "
                              b"endcodespacerange 100 beginbfrange " +
                              b"<00000000> <ffffffff> <0041> " * 500000)
    yield "cmap-long", cmap(b"1 beginbfchar <61> <" + b"0041" * 4000000 + b">")
    yield "cmap-of-itself", shown(
        b"<</Type/Font/Subtype/Type0/Encoding 6 0 R/DescendantFonts"
        b"[<</Subtype/CIDFontType2>>]>>",
        extra=[stream(b"/A usecmap", b"/UseCMap 6 0 R/CMapName/A")])
    yield "fonts", page_with(
        stream(b"BT " + b"".join(b"/F%d 9 Tf (a) Tj " % n
                                 for n in range(100000)) + b"ET"),
        b"/Font<<" + b"".join(b"/F%d 5 0 R" % n
                              for n in range(100000)) + b">>",
        [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"])


def pdf_structure():
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    yield "pieces", page_with(stream(zlib.compress(b"BT /F 1 Tf " + b"".join(
        b"1 0 0 1 %d %d Tm (%c) Tj " % (n * 7 % 600, n * 13 % 800, 97 + n % 26)
        for n in range(1000000)) + b"ET", 9), FLATE))
    yield "piece-at-one-place", page_with(stream(zlib.compress(
        b"BT /F 9 Tf 1 0 0 1 50 50 Tm " + b"(a) Tj 1 0 0 1 50 50 Tm " *
        1000000 + b"ET", 9), FLATE))
    yield "pages-50000", pdf([
        catalog, b"<</Type/Pages/Count 50000/Kids[" + b"".join(
            b"%d 0 R " % n for n in range(3, 50003)) + b"]>>",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * 50000])
    yield "parent-of-itself", pdf([
        catalog, b"<</Type/Pages/Kids[3 0 R]/Parent 3 0 R/Count 1>>",
        b"<</Type/Page/Parent 2 0 R>>"])
    yield "chain-of-pages", pdf([catalog, *[
        b"<</Type/Pages/Kids[%d 0 R]/Parent %d 0 R/Count 1>>" % (n + 1, n - 1)
        for n in range(2, 60000)]])
    yield "length-of-itself", page_with(
        b"<</Length 4 0 R>>stream\nBT ET\nendstream")
    yield "reference-of-itself", pdf([catalog, b"2 0 R", b"4 0 R", b"3 0 R"])
    yield "object-stream-in-itself", pdf([
        b"<</Type/Catalog/Pages 7 0 R>>",
        stream(b"7 0 8 4 <<>> <<>>", b"/Type/ObjStm/N 2/First 8/Extends 2 0 R"),
        stream(b"2 0 <<>>", b"/Type/ObjStm/N 99999999/First 4/Extends 2 0 R")])
    yield "object-streams", pdf([catalog, *[stream(
        b"7 0 <<>>", b"/Type/ObjStm/N 1/First 4")] * 50000])
    links = b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://a.b/)>>>>"
    yield "links", pdf([
        catalog, b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[" +
        links * 200000 + b"]>>"])
    yield "filters", page_with(stream(
        b"a>", b"/Filter[" + b"/ASCIIHexDecode" * 100000 + b"]"))


# ---- pictures ---------------------------------------------------------------


def part(kind, data):
    return struct.pack(">BBH", 0xff, kind, len(data) + 2) + data


def jpeg(width, height, scans=0):
    """Progressive where it has scans, each of which says nothing."""
    return b"\xff\xd8" + part(0xdb, b"\0" + b"\1" * 64) + part(
        0xc2 if scans else 0xc0,
        struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0") + part(
            0xc4, b"\0\1" + b"\0" * 15 + b"\0" + b"\x10\1" + b"\0" * 15 +
            b"\0") + part(0xda, b"\1\1\0\0\0\0") * scans + b"\xff\xd9"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + \
        struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, chunks):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(
        ">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunks + \
        chunk(b"IEND", b"")


def tiff(entries, after=0):
    """One folder of entries (tag, kind, count, value)."""
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHII", *e) for e in sorted(entries)) + \
        struct.pack("<I", after)


def plain_tiff(width, height, *more, after=0):
    return tiff([(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8),
                 (259, 3, 1, 1), (262, 3, 1, 1), (277, 3, 1, 1), *more], after)


def bmp(width, height, packed, bits=8, data=b""):
    return b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, width,
                               height, 1, bits, packed, 0, 0, 0, 0, 0) + data


def webp(*chunks):
    inside = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
        for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def pictures():
    yield "side.jpg", jpeg(SIDE, SIDE)
    yield "scans.jpg", jpeg(5000, 5000, 100000)
    yield "scans-small.jpg", jpeg(500, 500, 100000)
    yield "markers.jpg", b"\xff\xd8" + part(0xfe, b"") * 2000000
    yield "side.png", png(SIDE, SIDE, chunk(b"IDAT", deflate(64 << 20)))
    yield "chunks.png", png(100, 100, chunk(b"IDAT", b"") * 1000000)
    yield "text.png", png(100, 100, chunk(
        b"zTXt", b"a\0\0" + deflate(1 << 30, b"a")))
    yield "profile.png", png(100, 100, chunk(
        b"iCCP", b"a\0\0" + deflate(200 << 20)) + chunk(
            b"IDAT", deflate(301 * 100)))
    yield "white.png", png(7000, 7000, chunk(
        b"IDAT", deflate(7000 * (1 + 7000 * 3), b"\0")))
    yield "side.tif", plain_tiff(SIDE, SIDE, (273, 4, 1, 8), (279, 4, 1, 99))
    yield "strips.tif", plain_tiff(
        3000, 3000, (273, 4, 0xffffffff, 8), (279, 4, 0xffffffff, 8))
    yield "pages-of-itself.tif", plain_tiff(
        300, 300, (273, 4, 1, 8), (279, 4, 1, 99), after=8)
    yield "folders.tif", b"II*\0\x08\0\0\0" + b"".join(
        struct.pack("<HI", 0, 14 + 6 * n) for n in range(300000))
    yield "tiles.tif", plain_tiff(
        6000, 6000, (322, 4, 1, 1), (323, 4, 1, 1), (324, 4, 36000000, 8),
        (325, 4, 36000000, 8))
    yield "side.bmp", bmp(SIDE, SIDE, 0)
    yield "packed.bmp", bmp(7000, 7000, 1, data=b"\0\0" * 7000 + b"\0\1")
    yield "far.bmp", bmp(7000, -7000, 1, data=b"\0\2\xff\xff" * 500000)
    yield "side.webp", webp((b"VP8X", b"\2\0\0\0" + b"\xff" * 6))
    yield "frames.webp", webp(
        (b"VP8X", b"\2\0\0\0" + b"\xff\x3f\0" * 2), (b"ANIM", b"\0" * 6),
        *[(b"ANMF", b"\0" * 24)] * 100000)
    yield "lossless.webp", webp((b"VP8L", b"\x2f\xff\xff\xff\x0f" +
                                 b"\0" * 1000))


# ---- office, texts ----------------------------------------------------------


def overlapping():
    """Members that share their bytes, each of them large."""
    data = deflate(20 << 20)[2:-4]
    crc = zlib.crc32(b" " * (20 << 20))
    head, out, names = b"", b"", [b"word/document.xml"] + [
        b"word/header%d.xml" % n for n in range(500)]
    for name in names:
        sizes = struct.pack("<IIIHH", crc, len(data), 20 << 20, len(name), 0)
        head += b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + \
            sizes + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    out = b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + struct.pack(
        "<IIIHH", crc, len(data), 20 << 20, len(names[0]), 0) + names[0] + data
    return out + head + b"PK\5\6" + struct.pack(
        "<HHHHIIH", 0, 0, len(names), len(names), len(head), len(out), 0)


def style(name, base):
    return b'<w:style w:type="paragraph" w:styleId="%s"><w:basedOn w:val=' \
        b'"%s"/></w:style>' % (name, base)


def docx_styles(*styles):
    return docx(body(b'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>a'
                     b"</w:t></w:r></w:p>"), [
        ("word/styles.xml", b"<w:styles " + W + b">" + b"".join(styles) +
         b"</w:styles>")])


def office():
    yield "overlap.docx", overlapping()
    inner = docx(body(b" " * (100 << 20)))
    yield "nested.docx", docx(body(b"<w:p/>"), [
        (f"word/embeddings/{n}.docx", inner) for n in range(200)])
    yield "million-cells.docx", docx(body(b"<w:tbl>" + (
        b"<w:tr>" + CELL * 50 + b"</w:tr>") * 20000 + b"</w:tbl>"))
    yield "runs.docx", docx(body(b"<w:p>" + b"<w:r><w:t>a</w:t></w:r>" *
                                 1000000 + b"</w:p>"))
    yield "boxes.docx", docx(body(
        (b"<w:p><w:r><w:pict><w:txbxContent>") * 30000))
    yield "style-of-itself.docx", docx_styles(
        style(b"s0", b"s1"), style(b"s1", b"s0"))
    yield "styles.docx", docx_styles(*(
        style(b"s%d" % n, b"s%d" % (n + 1)) for n in range(100000)))
    yield "spaces.odt", odt(b'<text:p>a<text:s text:c="2000000000"/>b</text:p>'
                            * 1000)
    yield "repeated.odt", odt(
        b'<table:table><table:table-row table:number-rows-repeated='
        b'"1000000000"><table:table-cell table:number-columns-repeated='
        b'"1000000000"><text:p>a</text:p></table:table-cell>'
        b"</table:table-row></table:table>")
    yield "deep.odt", odt(b"<text:list><text:list-item>" * 100000)
    yield "outside.odt", odt(b"<text:p>&x;</text:p>", b'<!DOCTYPE a [<!ENTITY '
                             b'x SYSTEM "file:///etc/passwd">]>')


def odt(inside, before=b""):
    spaces = b"".join(
        b' xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (n, n)
        for n in (b"office", b"text", b"table", b"style"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.text",
                   zipfile.ZIP_STORED)
        z.writestr("content.xml", b'<?xml version="1.0"?>' + before +
                   b"<office:document-content" + spaces + b"><office:body>"
                   b"<office:text>" + inside + b"</office:text></office:body>"
                   b"</office:document-content>")
    return out.getvalue()


def ole(fat, folders):
    """Sector 0 is the table of sectors, 1 the folder."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack(
        "<HHHHHHIIIIIIIIII", 62, 3, 0xfffe, 9, 6, 0, 0, 0, 1, 1, 0, 4096,
        0xfffffffe, 0, 0xfffffffe, 0)
    return head + struct.pack("<109I", 0, *[0xffffffff] * 108) + \
        struct.pack("<128I", *fat, *[0xffffffff] * (128 - len(fat))) + folders


def folder(name, kind, left, right, child, start, size):
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack(
        "<HBBIII", len(text), kind, 1, left, right, child) + b"\0" * 36 + \
        struct.pack("<IQ", start, size)


def texts():
    loop = folder("Root Entry", 5, 1, 1, 1, 2, 9999) + folder(
        "WordDocument", 2, 1, 1, 1, 2, 1 << 30) + folder(
            "1Table", 2, 1, 2, 2, 2, 1 << 30) + b"\0" * 128
    yield "chain.doc", ole([0xfffffffd, 0xfffffffe, 3, 2], loop +
                           b"\xec\xa5" + b"\1" * 1022)
    yield "folder-of-itself.doc", ole([0xfffffffd, 1], loop)
    yield "groups.rtf", b"{\\rtf1 " + b"{a}" * 3000000 + b"}"
    yield "picture.rtf", b"{\\rtf1 {\\pict\\pngblip " + b"89" * 6000000 + b"}}"
    yield "words.rtf", b"{\\rtf1 " + b"\\b\\i\\ul\\fs999999999 " * 500000
    yield "cells.rtf", b"{\\rtf1 \\trowd" + b"\\cellx9" * 100000 + \
        b"\\intbl a\\cell" * 500000 + b"\\row}"
    for tag in (b"table><tr><td", b"b", b"ul><li", b"p><a href=x"):
        yield f"nested-{tag[:2].decode().strip('><')}.html", b"<html>" + (
            b"<" + tag + b">") * (1000000 // (1 + tag.count(b"<"))) + b"x"
    yield "attributes.html", b"<html><p " + b"a=b " * 2000000 + b">x"
    yield "comments.html", b"<html>" + b"<!--" * 2000000
    yield "entities.html", b"<html><p>" + b"&amp;" * 2000000
    yield "spans.html", b"<html><table>" + b"<tr>" + \
        b"<td rowspan=65534 colspan=1000>a" * 20000
    yield "brackets.md", b"# a\n" + b"[" * 3000000
    yield "links.md", b"# a\n" + b"[a](" * 1000000
    yield "lists.md", b"# a\n" + b"".join(
        b" " * (n % 2000) + b"- a\n" for n in range(8000))
    yield "table.md", b"# a\n" + b"|a" * 1000000 + b"\n" + b"|-" * 1000000
    yield "word.txt", b"Ada\n" + b"a" * 12000000
    yield "marks.txt", "Ada\n".encode() + "a\u0301\u0302".encode() * 1500000
    yield "dates.txt", b"Jan 2020 - Feb 2021\n" * 60000
    yield "addresses.txt", b"a@b.cd, " * 190000
    yield "dots.txt", b"Ada\n" + b"a." * 3000000 + b"\n" + b"@" * 3000000


def bombs(out):
    for name, data in (*pdf_pictures(), *pdf_fonts(), *pdf_structure()):
        odd_files.write(f"{out}/bombs/{name}.pdf", data)
    for name, data in (*pictures(), *office(), *texts()):
        odd_files.write(f"{out}/bombs/{name}", data)


# ---- damage -----------------------------------------------------------------


def drawn(folder):
    """A page of ours as a picture of each kind, where ImageMagick is."""
    page = f"{folder}/page.png"
    made = shutil.which("convert") and not subprocess.run(
        ["convert", "-size", "1240x1754", "xc:white", "-pointsize", "40",
         "-draw", "text 100,200 'Ada Example'", page],
        capture_output=True).returncode
    if not made:
        return {}
    for ending in PICTURES:
        subprocess.run(["convert", page, f"{folder}/page.{ending}"],
                       check=True)
    return {ending: [f"{folder}/page.{ending}"] for ending in PICTURES}


def damaged(corpus, out):
    with tempfile.TemporaryDirectory(prefix="vitae-drawn-") as pages:
        sources = drawn(pages)
        for ending, many in DAMAGED.items():
            files = sources.get(ending) or sorted(
                glob.glob(f"{corpus}/*/resume.{ending}"))
            for n in range(many if files else 0):
                d = random.Random(f"{ending} {n}")
                data = odd_files.read(d.choice(files))
                how = odd_files.within_zip if ending == "odt" and n % 2 else \
                    odd_files.DAMAGE[n // 2 % len(odd_files.DAMAGE)]
                odd_files.write(
                    f"{out}/damaged-{ending}/{n:03d}-{how.__name__}.{ending}",
                    how(data, d))


if __name__ == "__main__":
    import sys
    os.makedirs(sys.argv[1], exist_ok=True)
    bombs(sys.argv[1])
    damaged("build/corpus", sys.argv[1])
