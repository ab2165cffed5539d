"""Pages as pictures: a PNG and an SVG of a page look as the PDF does, dot by
dot as far as two programs that draw letters can agree."""

import base64
import json
import os
import subprocess
import sys
import zlib

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, WAIT_S, has, main, same, test  # noqa: E402

# The mean difference of a byte. Letters are placed on other fractions of a
# dot: 2 to 4; of a page with other words it is 9 to 20.
ALIKE = 6


def sample(name):
    return f"{ROOT}/test/data/resume/{name}.json"


def tool(*args):
    done = subprocess.run(args, capture_output=True, timeout=WAIT_S)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def render(box, *args):
    box.says("render", *args, "-q")


# ---- pictures as bytes ------------------------------------------------------


def from_ppm(data):
    """(width, height, bytes of red, green and blue)"""
    kind, size, most, pixels = data.split(b"\n", 3)
    same((kind, most), (b"P6", b"255"))
    width, height = map(int, size.split())
    return width, height, pixels


def chunks(data):
    at = 8
    while at < len(data):
        size = int.from_bytes(data[at:at + 4], "big")
        yield data[at + 4:at + 8], data[at + 8:at + 8 + size]
        at += 12 + size


def unfilter(rows, width, step):
    """A PNG's rows as they were before they were filtered."""
    out, above = bytearray(), bytes(width * step)
    for at in range(0, len(rows), width * step + 1):
        row, kind = bytearray(rows[at + 1:at + 1 + width * step]), rows[at]
        for i in range(len(row) if kind else 0):
            a = row[i - step] if i >= step else 0
            b, c = above[i], above[i - step] if i >= step else 0
            near = min((abs(b - c), 0, a), (abs(a - c), 1, b),
                       (abs(a + b - 2 * c), 2, c))[2]
            row[i] = row[i] + (0, a, b, (a + b) // 2, near)[kind] & 255
        out += row
        above = row
    return bytes(out)


def from_png(path):
    """Of 8 bits, as indices, RGB or RGBA onto white."""
    with open(path, "rb") as f:
        found = {}
        for name, data in chunks(f.read()):
            found[name] = found.get(name, b"") + data
    head = found[b"IHDR"]
    width, height = (int.from_bytes(head[i:i + 4], "big") for i in (0, 4))
    step = {3: 1, 2: 3, 6: 4}[head[9]]
    pixels = unfilter(zlib.decompress(found[b"IDAT"]), width, step)
    if step == 1:
        colors = found[b"PLTE"]
        table = [colors[3 * i:3 * i + 3] for i in range(len(colors) // 3)]
        pixels = b"".join(table[i] for i in pixels)
    elif step == 4:
        pixels = bytes(
            (pixels[i + k] * pixels[i + 3] + 255 * (255 - pixels[i + 3])) //
            255 for i in range(0, len(pixels), 4) for k in range(3))
    return width, height, pixels


def difference(a, b):
    same(a[:2], b[:2])
    return sum(abs(x - y) for x, y in zip(a[2], b[2])) / len(a[2])


def of_pdf(path, page=1):
    return from_ppm(tool("pdftoppm", "-r", "96", "-f", str(page), "-l",
                         str(page), path))


def of_svg(box, path):
    tool("rsvg-convert", "-d", "96", "-p", "96", "-o", box.path("svg.png"),
         path)
    return from_png(box.path("svg.png"))


def part(picture, x, y, width, height):
    """A piece of it."""
    rows = [picture[2][3 * (picture[0] * r + x):3 * (picture[0] * r + x +
                                                     width)]
            for r in range(y, y + height)]
    return width, height, b"".join(rows)


# ---- pages ------------------------------------------------------------------


@test
def a_png_looks_as_the_pdf_does(box):
    for name, template in (("engineer", "modern"), ("arabic", "classic"),
                           ("chinese", "professional")):
        for ending in ("pdf", "png"):
            render(box, sample(name), "-t", template, "-o",
                   box.path("a." + ending))
        off = difference(from_png(box.path("a.png")), of_pdf(box.path("a.pdf")))
        assert off < ALIKE, (name, off)


@test
def an_svg_looks_as_the_pdf_does(box):
    for name, template in (("engineer", "modern"), ("arabic", "classic")):
        for ending in ("pdf", "svg"):
            render(box, sample(name), "-t", template, "-o",
                   box.path("a." + ending))
        tool("xmllint", "--noout", box.path("a.svg"))
        off = difference(of_svg(box, box.path("a.svg")),
                         of_pdf(box.path("a.pdf")))
        assert off < ALIKE, (name, off)


@test
def another_page_does_not_look_alike(box):
    render(box, sample("engineer"), "-o", box.path("a.pdf"))
    render(box, sample("engineer"), "-o", box.path("a.png"))
    off = difference(from_png(box.path("a.png")),
                     of_pdf(box.path("a.pdf"), page=2))
    assert off > ALIKE, off


@test
def each_page_has_its_picture_and_no_other_has_one(box):
    render(box, sample("engineer"), "-o", box.path("a.pdf"))
    for ending in ("png", "svg"):
        render(box, sample("engineer"), "--page", "2", "-o",
               box.path("a." + ending))
    second = of_pdf(box.path("a.pdf"), page=2)
    assert difference(from_png(box.path("a.png")), second) < ALIKE
    assert difference(of_svg(box, box.path("a.svg")), second) < ALIKE
    box.fails(3, "render", sample("engineer"), "--page", "9", "-o",
              box.path("b.png"), says="no page 9")


# ---- photos -----------------------------------------------------------------


def turned(jpeg, turn):
    """As a camera that was held so writes it."""
    exif = (b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0" +
            bytes((turn, 0, 0, 0, 0, 0, 0)))
    return (jpeg[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") +
            exif + jpeg[2:])


def with_photo(box, photo, **style):
    with open(sample("engineer")) as f:
        resume = json.load(f)
    kind = "png" if photo.startswith(b"\x89PNG") else "jpeg"
    resume["basics"]["image"] = (f"data:image/{kind};base64," +
                                 base64.b64encode(photo).decode())
    vitae = resume.setdefault("meta", {}).setdefault("vitae", {})
    vitae.setdefault("style", {}).update({"photo": True, **style})
    return box.write("photo.json", json.dumps(resume))


def photo(name):
    with open(f"{ROOT}/test/data/photo/{name}.jpg", "rb") as f:
        return f.read()


def place_of_photo(picture):
    """Where the page of one with a photo differs from one without."""
    width, height, pixels = picture
    return part(picture, width * 3 // 4, 0, width // 4, height // 4)


@test
def photos_stand_upright_however_the_camera_was_held(box):
    seen = set()
    for turn in range(1, 9):
        path = with_photo(box, turned(photo("quarter"), turn))
        for ending in ("pdf", "png"):
            render(box, path, "-t", "modern", "-o", box.path("a." + ending))
        drawn = place_of_photo(from_png(box.path("a.png")))
        meant = place_of_photo(of_pdf(box.path("a.pdf")))
        assert difference(drawn, meant) < ALIKE, (turn, difference(drawn,
                                                                   meant))
        seen.add(drawn[2])
    same(len(seen), 8)


@test
def photos_of_every_kind_are_drawn(box):
    for name in ("progressive", "grey", "adobe_rgb", "half"):
        path = with_photo(box, photo(name))
        for ending in ("pdf", "png", "svg"):
            render(box, path, "-t", "modern", "-o", box.path("a." + ending))
        meant = place_of_photo(of_pdf(box.path("a.pdf")))
        for drawn in (from_png(box.path("a.png")),
                      of_svg(box, box.path("a.svg"))):
            off = difference(place_of_photo(drawn), meant)
            assert off < ALIKE, (name, off)


@test
def a_photo_that_nobody_can_show_is_refused_in_every_picture(box):
    path = with_photo(box, photo("full")[:150])
    for ending in ("pdf", "png", "svg"):
        has(box.fails(2, "render", path, "-t", "modern", "-o",
                      box.path("a." + ending)), "photo")


if __name__ == "__main__":
    main()
