"""tools/odd_files.py - files that nobody should hand in, for bench/intake:
copies of the corpus with damage, and bombs. The same seed, the same files."""

import glob
import io
import os
import random
import re
import struct
import zipfile
import zlib

PDFS, DOCXS = 600, 300


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def read(path):
    with open(path, "rb") as file:
        return file.read()


# ---- damage -----------------------------------------------------------------


def flip(data, d):
    data = bytearray(data)
    for _ in range(d.choice((1, 4, 20, 200))):
        data[d.randrange(len(data))] = d.randrange(256)
    return bytes(data)


def cut(data, d):
    return data[:d.randrange(1, len(data))]


def hole(data, d):
    at = d.randrange(len(data))
    return data[:at] + data[at + d.randint(1, 4000):]


def twice(data, d):
    at, size = d.randrange(len(data)), d.randint(1, 8000)
    return data[:at + size] + data[at:]


def numbers(data, d):
    """Sizes, places and references that cannot be."""
    odd = (b"0", b"-1", b"99999999999", b"2147483648", b"1e9", b"7")
    return re.sub(rb"\d+", lambda m: d.choice(odd)
                  if d.random() < 0.02 else m[0], data)


def names(data, d):
    found = re.findall(rb"/[A-Za-z]{2,12}", data)
    if not found:
        return flip(data, d)
    for _ in range(5):
        data = data.replace(d.choice(found), d.choice(found), 3)
    return data


def splice(data, d):
    at = d.randrange(len(data))
    return data[:at] + bytes(
        d.randrange(256) for _ in range(500)) + data[at:]


DAMAGE = (flip, cut, hole, twice, numbers, names, splice)


def within_zip(data, d):
    """Damage to one member, in an archive that is whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, \
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        hit = d.choice([n for n in old.namelist() if n.endswith("xml")])
        for name in old.namelist():
            member = old.read(name)
            if name == hit and member:
                member = d.choice((flip, cut, hole, twice, numbers))(member, d)
            new.writestr(name, member)
    return out.getvalue()


def damaged(corpus, out):
    for ending, many in (("pdf", PDFS), ("docx", DOCXS)):
        sources = sorted(glob.glob(f"{corpus}/*/resume.{ending}"))
        if not sources:
            continue
        for n in range(many):
            d = random.Random(f"{ending} {n}")
            data = read(d.choice(sources))
            how = within_zip if ending == "docx" and n % 2 else \
                DAMAGE[n // 2 % len(DAMAGE)]
            write(f"{out}/damaged-{ending}/{n:03d}-{how.__name__}.{ending}",
                  how(data, d))


# ---- bombs ------------------------------------------------------------------


def pdf(objects, trailer=b"/Root 1 0 R"):
    body = b"%PDF-1.7\n"
    for n, o in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (n, o)
    return body + b"trailer\n<<" + trailer + b">>\n%%EOF\n"


def stream(data, more=b""):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(data), data)


def page_with(content, more=b"", extra=()):
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]"
                b"/Contents 4 0 R/Resources<<%s>>>>" % more, content, *extra])


def deflate(size, byte=b" ", times=1):
    data = byte * size
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" \
    b"/Resources<</XObject<</A %d 0 R/B %d 0 R>>>>"


def pdf_bombs():
    flate = b"/Filter/FlateDecode"
    yield "deflate", page_with(stream(deflate(200 << 20), flate))
    yield "deflate-twice", page_with(stream(
        deflate(1 << 28, times=2), b"/Filter[/FlateDecode/FlateDecode]"))
    yield "words", page_with(stream(zlib.compress(
        b"BT /F 9 Tf (a b c d) Tj ET " * 2000000, 9), flate))
    yield "saves", page_with(stream(b"q " * 5000000))
    yield "arrays", page_with(stream(b"[" * 3000000))
    yield "itself", page_with(
        stream(b"/A Do"), b"/XObject<</A 5 0 R>>",
        [stream(b"/A Do /B Do", FORM % (5, 5))])
    yield "doubling", page_with(
        stream(b"/A Do"), b"/XObject<</A 5 0 R>>",
        [stream(b"/A Do /B Do", FORM % (n + 1, n + 1)) for n in range(5, 45)])
    yield "pages-of-itself", pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"])
    yield "many-pages", pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + b"3 0 R " * 200000 + b"]/Count 200000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"])
    yield "deep", pdf([b"<</Type/Catalog/Pages 2 0 R/X" + b"[" * 1000000 +
                       b">>"])
    yield "locked", pdf([b"<</Type/Catalog/Pages 2 0 R>>"],
                        b"/Root 1 0 R/Encrypt<</Filter/Standard/V 5/R 6"
                        b"/O(x)/U(x)/P -1>>/ID[(a)(a)]")
    yield "previous", b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n" \
        b"<</Size 1/Prev 9>>\nstartxref\n9\n%%EOF"
    yield "objects", b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * 400000
    yield "wide", page_with(stream(b"BT /F 9e30 Tf 1e38 0 0 1e38 0 0 Tm "
                                   b"(far away) Tj ET"))


DOC_HEAD = b'<?xml version="1.0"?>'
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = DOC_HEAD + b"""<Types xmlns="http://schemas.openxmlformats.org/\
package/2006/content-types"><Default Extension="rels" ContentType="\
application/vnd.openxmlformats-package.relationships+xml"/><Override \
PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-\
officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELS = DOC_HEAD + b"""<Relationships xmlns="http://schemas.openxmlformats.org/\
package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxml\
formats.org/officeDocument/2006/relationships/officeDocument" Target="word/\
document.xml"/></Relationships>"""


def docx(document, more=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in (("[Content_Types].xml", TYPES),
                           ("_rels/.rels", RELS),
                           ("word/document.xml", document), *more):
            z.writestr(name, data)
    return out.getvalue()


def body(inside):
    return DOC_HEAD + b"<w:document " + W + b"><w:body>" + inside + \
        b"</w:body></w:document>"


def docx_bombs():
    p = b"<w:p><w:r><w:t>word</w:t></w:r></w:p>"
    yield "zip", docx(body(b" " * (400 << 20)))
    yield "paragraphs", docx(body(p * 2000000))
    yield "deep", docx(body(b"<w:tbl><w:tr><w:tc>" * 200000))
    laugh = DOC_HEAD + b'<!DOCTYPE d [<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10)
        for n in range(1, 12)) + b"]>"
    yield "laughs", docx(laugh + body(
        b"<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>")[len(DOC_HEAD):])
    yield "outside", docx(
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' +
        body(b"<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")[len(DOC_HEAD):])
    yield "members", docx(body(p), [(f"word/{n}.xml", b"")
                                    for n in range(60000)])
    yield "attributes", docx(body(b"<w:p " + b"".join(
        b'a%d="" ' % n for n in range(300000)) + b"/>"))
    yield "cells", docx(body(b"<w:tbl><w:tr>" + (
        b'<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>' + p +
        b"</w:tc>") * 50000 + b"</w:tr></w:tbl>"))


def png(width, height, data=b""):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + \
            struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + \
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) \
        + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def other_bombs():
    yield "deep.rtf", b"{\\rtf1 " + b"{" * 3000000
    yield "bin.rtf", b"{\\rtf1 \\bin2147483647 x}"
    yield "long.rtf", b"{\\rtf1 " + b"\\u8364? " * 2000000 + b"}"
    yield "deep.html", b"<html>" + b"<div>" * 2000000
    yield "rows.html", b"<table>" + b"<tr><td colspan=9999999>a" * 300000
    yield "tags.html", b"<html><p>" + b"<" * 5000000
    yield "line.txt", b"word " * 3000000
    yield "lines.txt", b"a\n" * 5000000
    yield "zeros.txt", bytes(5 << 20)
    yield "marks.md", b"*" * 5000000
    yield "quotes.md", b"# a\n\n" + b"> " * 2000000
    yield "wide.png", png(2147483647, 1)
    yield "area.png", png(60000, 60000, deflate(100 << 20, b"\0"))
    yield "area.jpg", b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x22\0" \
        b"\2\x11\1\3\x11\1\xff\xd9"
    yield "empty.pdf", b""
    yield "head.pdf", b"%PDF-1.7"
    yield "head.docx", b"PK\3\4"
    yield "ole.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 100000
    yield "polyglot.pdf", b"PK\3\4" + pdf([b"<</Type/Catalog>>"])
    yield "loop.tif", b"II*\0\x08\0\0\0\1\0\0\1\3\0\1\0\0\0\1\0\0\0\x08\0\0\0"
    yield "sides.bmp", b"BM" + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54,
                                           40, 1 << 30, 1 << 30, 1, 24, 0, 0,
                                           1, 1, 0, 0)


def bombs(out):
    for name, data in pdf_bombs():
        write(f"{out}/bombs/{name}.pdf", data)
    for name, data in docx_bombs():
        write(f"{out}/bombs/{name}.docx", data)
    for name, data in other_bombs():
        write(f"{out}/bombs/{name}", data)


def make(corpus, out):
    """In a process of its own, since what is to be packed small is large."""
    import odd_bombs  # which is made of what is here
    if os.fork():
        if os.wait()[1]:
            raise RuntimeError("odd files could not be made")
        return
    status = 1
    try:
        damaged(corpus, out)
        bombs(out)
        odd_bombs.damaged(corpus, out)
        odd_bombs.bombs(out)
        status = 0
    finally:
        os._exit(status)
