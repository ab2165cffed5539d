"""test/cmd/scans.py - PDFs of pictures, as scanners and programs make them."""

import struct
import subprocess
import zlib


def convert(*args, data=b""):
    """ImageMagick, with one thread; what comes out."""
    done = subprocess.run(["convert", "-limit", "thread", "1", *args],
                          input=data, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def samples(*args, kind="gray", depth=8):
    """Raw samples of a picture, and its size."""
    raw = convert(*args, "-depth", str(depth), f"{kind}:-")
    wide, high = convert(*args, "-format", "%w %h", "info:-").split()
    return raw, int(wide), int(high)


def picture(data, wide, high, **keys):
    """A picture of a PDF; keys in the PDF's own words."""
    keys = {"Type": "/XObject", "Subtype": "/Image", "Width": wide,
            "Height": high, **keys}
    return keys, data


def pdf(pages, fonts=None):
    """Pages of (width, height, [(picture, matrix)], keys), in points; fonts by
    name, with the letters that are pages of their own."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []

    def add(body):
        objects.append(body)
        return len(objects)

    def stream(keys, data):
        head = "".join(f"/{k} {v}" for k, v in keys.items())
        return (f"<<{head}/Length {len(data)}>>stream\n".encode() + data +
                b"\nendstream")

    more_fonts = ""
    for name, (font, procs) in (fonts or {}).items():
        letters = "".join(f"/{k} {add(stream(*v))} 0 R"
                          for k, v in procs.items())
        more_fonts += f"/{name} {add((font % letters).encode())} 0 R"
    for wide, high, pictures, keys in pages:
        names, content = "", keys.pop("content", "")
        for i, ((head, data), matrix) in enumerate(pictures):
            head = {k: (f"{add(stream(*v))} 0 R" if isinstance(v, tuple)
                        else v) for k, v in head.items()}
            names += f"/P{i} {add(stream(head, data))} 0 R"
            content += f" q {' '.join(map(str, matrix))} cm /P{i} Do Q"
        shown = add(stream({}, content.encode()))
        more = "".join(f"/{k} {v}" for k, v in keys.items())
        kids.append(add(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]"
            f"/Contents {shown} 0 R/Resources<</XObject<<{names}>>"
            "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
            f"{more_fonts}>>>>{more}>>".encode()))
    objects[1] = (f"<</Type/Pages/Count {len(kids)}/Kids["
                  f"{' '.join(f'{k} 0 R' for k in kids)}]>>").encode()
    out, places = b"%PDF-1.5\n", []
    for i, body in enumerate(objects):
        places.append(len(out))
        out += f"{i + 1} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{p:010} 00000 n \n" for p in places)
    return out + (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
                  f"trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n"
                  f"startxref\n{len(out)}\n%%EOF\n").encode()


def predicted(raw, row):
    """Rows as PNG has them: each less than the one above (2)."""
    out, above = b"", bytes(row)
    for at in range(0, len(raw), row):
        line = raw[at:at + row]
        out += b"\2" + bytes((a - b) & 255 for a, b in zip(line, above))
        above = line
    return zlib.compress(out)


def every_kind(path):
    """One picture of a page in all the ways that a PDF may hold it."""
    grey, wide, high = samples(path)
    colours = samples(path, kind="rgb")[0]
    bits = samples(path, "-threshold", "60%", kind="gray", depth=1)[0]
    row = (wide + 7) // 8
    fax = convert(path, "-threshold", "60%", "-compress", "Group4", "tiff:-")
    jpeg = convert(path, "-colorspace", "Gray", "-quality", "80", "jpeg:-")
    jp2 = convert(path, "-colorspace", "Gray", "jp2:-")
    flat = {"Filter": "/FlateDecode", "BitsPerComponent": 8}
    one = {"Filter": "/FlateDecode", "BitsPerComponent": 1}
    turned = bytes(255 - b for b in bits)
    half = high // 2
    whole = (595, 0, 0, 842, 0, 0)

    def page(*pictures, **keys):
        return pdf([(595, 842, pictures, keys)])

    def single(data, **keys):
        return page((picture(data, wide, high, **keys), whole))

    def strip(part, tall, y, h):
        return picture(zlib.compress(part), wide, tall,
                       ColorSpace="/DeviceGray", **flat), \
            (595, 0, 0, h, 0, y)

    return {
        "jpeg": single(jpeg, ColorSpace="/DeviceGray", BitsPerComponent=8,
                       Filter="/DCTDecode"),
        "jpeg, packed again": single(
            zlib.compress(jpeg), ColorSpace="/DeviceGray",
            BitsPerComponent=8, Filter="[/FlateDecode/DCTDecode]"),
        "jpeg 2000": single(jp2, Filter="/JPXDecode"),
        "grey": single(zlib.compress(grey), ColorSpace="/DeviceGray", **flat),
        "rows too many": single(zlib.compress(grey + grey),
                                ColorSpace="/DeviceGray", **flat),
        "grey, not packed": single(grey, ColorSpace="/CalGray",
                                   BitsPerComponent=8),
        "colours": single(zlib.compress(colours), ColorSpace="/DeviceRGB",
                          **flat),
        "predicted": single(
            predicted(grey, wide), ColorSpace="/DeviceGray",
            DecodeParms=f"<</Predictor 15/Columns {wide}>>", **flat),
        "a profile": single(
            zlib.compress(grey),
            ColorSpace="[/ICCBased 90 0 R]", **flat),
        "a palette": single(
            zlib.compress(turned),
            ColorSpace="[/Indexed/DeviceRGB 1<000000FFFFFF>]"
            if not bits[0] & 128 else
            "[/Indexed/DeviceRGB 1<FFFFFF000000>]", **one),
        "black and white": single(zlib.compress(bits),
                                  ColorSpace="/DeviceGray", **one),
        "turned round": single(zlib.compress(turned), Decode="[1 0]",
                               ColorSpace="/DeviceGray", **one),
        "a stencil": single(zlib.compress(bits), ImageMask="true", **one),
        "fax": single(group4(fax), ColorSpace="/DeviceGray",
                      BitsPerComponent=1, Filter="/CCITTFaxDecode",
                      DecodeParms=f"<</K -1/Columns {wide}/Rows {high}>>"),
        "fax, as a stencil": single(
            group4(fax), ImageMask="true", BitsPerComponent=1,
            Decode="[1 0]", Filter="/CCITTFaxDecode",
            DecodeParms=f"<</K -1/BlackIs1 true/Columns {wide}>>"),
        "jbig2": single(
            jbig2_page(wide, high, group4(fax)), ColorSpace="/DeviceGray",
            BitsPerComponent=1, Filter="/JBIG2Decode",
            DecodeParms="<</JBIG2Globals null>>"),
        "jbig2, as a stencil": single(
            jbig2_page(wide, high, group4(fax)), ImageMask="true",
            BitsPerComponent=1, Filter="/JBIG2Decode"),
        "strips": page(
            strip(grey[:wide * half], half, 842 * (1 - half / high),
                  842 * half / high),
            strip(grey[wide * half:], high - half, 0,
                  842 * (1 - half / high))),
        "behind a mask": page((picture(
            zlib.compress(bytes(len(grey))), wide, high,
            ColorSpace="/DeviceGray",
            SMask=picture(zlib.compress(bytes(255 - b for b in grey)), wide,
                          high, ColorSpace="/DeviceGray", **flat),
            **flat), whole)),
        "on its side": pdf([(842, 595, [(picture(
            jpeg, wide, high, ColorSpace="/DeviceGray", BitsPerComponent=8,
            Filter="/DCTDecode"), (0, 595, -842, 0, 842, 0))],
            {"Rotate": 90})]),
    }


def group4(tiff):
    """The strip of a TIFF that has one."""
    order = "little" if tiff[:2] == b"II" else "big"

    def number(at, size):
        return int.from_bytes(tiff[at:at + size], order)

    at, tags = number(4, 4), {}
    for i in range(number(at, 2)):
        entry = at + 2 + 12 * i
        size = 2 if number(entry + 2, 2) == 3 else 4
        tags[number(entry, 2)] = (number(entry + 4, 4),
                                  number(entry + 8, size))
    assert tags[259][1] == 4, "is not fax"
    count, where = tags[273]
    if count == 1:
        return tiff[where:where + tags[279][1]]
    raise AssertionError("has several strips")


def jbig2_page(wide, high, fax):
    """A page and one region of it, whose pixels are those of a fax."""
    def segment(number, kind, data):
        return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

    page = struct.pack(">IIIIBH", wide, high, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", wide, high, 0, 0, 0, 1)
    return segment(0, 48, page) + segment(1, 38, region + fax)


def type3(text):
    """A page of lines in a font whose letters are pictures."""
    letters = sorted(set("".join(text)) - {" "})
    procs, names, widths = {}, "", []
    for i, c in enumerate(letters):
        drawn = ["-background", "white", "-fill", "black", "-font",
                 "Liberation-Sans", "-pointsize", "48",
                 "label:" + c.replace("@", "\\@")]
        bits, wide, high = samples(*drawn, "-threshold", "50%", depth=1)
        procs[f"a{i}"] = ({}, (
            f"{wide} 0 0 -12 {wide} 48 d1 {wide} 0 0 {high} 0 -12 cm BI /W "
            f"{wide} /H {high} /IM true /BPC 1 ID ").encode() + bits +
            b" EI")
        names += f"/a{i}"
        widths.append(str(wide))

    def shown(line):
        return " -300 ".join(
            f"<{''.join(f'{33 + letters.index(c):02x}' for c in word)}>"
            for word in line.split())

    content = "BT /T 12 Tf 60 780 Td 20 TL " + " ".join(
        f"[{shown(line)}] TJ T*" for line in text) + " ET"
    font = (f"<</Type/Font/Subtype/Type3/FontBBox[0 -12 48 48]"
            f"/FontMatrix[0.0208 0 0 0.0208 0 0]/FirstChar 33"
            f"/LastChar {32 + len(letters)}/Widths[{' '.join(widths)}]"
            f"/Encoding<</Differences[33 {names}]>>/Resources<<>>"
            "/CharProcs<<%s>>>>")
    return pdf([(595, 842, [], {"content": content})],
               fonts={"T": (font, procs)})


def tool(*args):
    done = subprocess.run(args, capture_output=True, timeout=120)
    assert done.returncode in (0, 3), done.stderr.decode()
    return done.stdout
