"""vitae parse on pictures of text (INT-1, INT-2, INT-4, INT-9)."""

import json
import os
import re
import struct
import sys
import zlib

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import scans  # noqa: E402
from harness import ROOT, has, main, same, test  # noqa: E402

ENGINEER = f"{ROOT}/test/data/resume/engineer.json"
SHORT = {
    "basics": {
        "name": "Wilhelmina Osterhout", "label": "Ship Carpenter",
        "email": "wilhelmina@example.org", "phone": "+47 555 01 42",
        "summary": "Builds and mends wooden ships of every size."},
    "work": [{
        "name": "Hollander Yard", "position": "Foreman",
        "startDate": "2011-03", "endDate": "2019-08",
        "highlights": ["Led a crew of eleven people.",
                       "Finished forty boats before their dates."]}]}
TRUTH = ("Wilhelmina Osterhout", "Ship Carpenter", "wilhelmina@example.org",
         "Hollander Yard", "Foreman", "crew of eleven people",
         "Finished forty boats")


def page(box, name="page.png", source=None, dpi=200, number=1):
    """A page of our own press, as a picture."""
    if not source:
        source = "short.json"
        box.write(source, json.dumps(SHORT))
    done = box.run("render", source, "-o", name, "-q", "--format", "png",
                   "--dpi", str(dpi), "--page", str(number))
    same((done.returncode, done.stderr), (0, ""))
    return box.path(name)


def save(box, name, data):
    with open(box.path(name), "wb") as f:
        f.write(data)
    return name


def lines(box, *args, code=0):
    done = box.run("parse", "--text", "-q", *args)
    assert done.returncode == code, done.stderr
    return done.stdout if not code else done.stderr


def pages(text):
    return [p for p in text.split("\f") if p.strip()]


def tells(text, count=1):
    """The whole truth, on each of so many pages."""
    same(len(pages(text)), count)
    for one in pages(text):
        has(" ".join(one.split()), *TRUTH)


def words(text):
    return {w for w in re.findall(r"[\w@.+/-]+", text) if len(w) > 2}


# ---- pictures ----------------------------------------------------------------


@test
def a_picture_of_every_format_is_read(box):
    png = page(box)
    for name, how in (("a.jpg", ["-quality", "80"]), ("a.bmp", []),
                      ("a.webp", ["-quality", "80"]),
                      ("a.tif", ["-compress", "lzw"]),
                      ("a.gray.png", ["-colorspace", "Gray"]),
                      ("a.rle.bmp", ["-type", "palette", "-compress", "RLE"]),
                      ("a.24.bmp", ["-resize", "60%", "-type", "TrueColor"])):
        kind = "bmp3:" if "24" in name else ""
        scans.convert(png, *how, kind + box.path(name))
        tells(lines(box, name))


@test
def every_page_of_a_tiff_is_read(box):
    png = page(box)
    scans.convert(png, png, "-threshold", "60%", "-compress", "Group4",
                  box.path("two.tif"))
    tells(lines(box, "two.tif"), 2)


@test
def a_page_lies_as_it_was_scanned(box):
    """INT-4: askew, on its side, upside down, and as a camera was held."""
    png = page(box)
    for how in (["-rotate", "2.5"], ["-rotate", "90"], ["-rotate", "180"],
                ["-rotate", "270"],
                ["-rotate", "90", "-orient", "LeftBottom"]):
        scans.convert(png, "-background", "white", *how, "-quality", "85",
                      box.path("turned.jpg"))
        tells(lines(box, "turned.jpg"))


@test
def light_from_one_side_and_noise_do_no_harm(box):
    png = page(box)
    wide, high = scans.convert(png, "-format", "%w %h", "info:-").split()
    scans.convert(png, "(", "-size", f"{wide.decode()}x{high.decode()}",
                  "gradient:white-gray50", ")", "-compose", "multiply",
                  "-composite", "-seed", "7", "-attenuate", "0.4", "+noise",
                  "gaussian", "-quality", "70", box.path("photo.jpg"))
    tells(lines(box, "photo.jpg"))


@test
def a_scan_becomes_a_resume(box):
    page(box)
    scans.convert(box.path("page.png"), box.path("scan.jpg"))
    done = box.run("parse", "scan.jpg", "-q")
    same(done.returncode, 0)
    made = json.loads(done.stdout)
    same(made["basics"]["name"], SHORT["basics"]["name"])
    same(made["basics"]["email"], SHORT["basics"]["email"])


@test
def nearly_all_words_of_a_dense_page_come_back(box):
    scans.convert(page(box, source=ENGINEER), "-quality", "75",
                  box.path("dense.jpg"))
    box.run("render", ENGINEER, "-o", "dense.pdf", "-q")
    want = words(pages(lines(box, "dense.pdf"))[0])
    lost = want - words(lines(box, "dense.jpg"))
    assert len(lost) < 0.04 * len(want), sorted(lost)


@test
def bullets_come_back_as_bullets(box):
    text = lines(box, os.path.basename(page(box)))
    has(text, "• Led", "• Finished forty")


# ---- scans within PDFs -------------------------------------------------------


@test
def every_way_a_pdf_holds_a_picture_is_read(box):
    kinds = scans.every_kind(page(box))
    names = [box.path(save(box, f"{i}.pdf", data))
             for i, data in enumerate(kinds.values())]
    scans.tool("qpdf", "--empty", "--pages", *names, "--",
               box.path("all.pdf"))
    read = lines(box, "all.pdf").split("\f")
    for kind, text in zip(kinds, read):
        missing = [t for t in TRUTH if t not in " ".join(text.split())]
        assert not missing, f"{kind}: {missing} in {text!r}"


@test
def a_file_of_texts_and_scans_is_read_page_by_page(box):
    """INT-2"""
    jpeg = scans.convert(page(box), "-quality", "80", "jpeg:-")
    wide, high = map(int, scans.convert(
        box.path("page.png"), "-format", "%w %h", "info:-").split())
    scan = (scans.picture(jpeg, wide, high, ColorSpace="/DeviceRGB",
                          BitsPerComponent=8, Filter="/DCTDecode"),
            (595, 0, 0, 842, 0, 0))
    said = "BT /F 10 Tf 50 700 Td 12 TL " + " ".join(
        f"(This page says what it says, line {i}) Tj T*"
        for i in range(8)) + " ET"
    save(box, "both.pdf", scans.pdf([(595, 842, [], {"content": said}),
                                     (595, 842, [scan], {})]))
    first, second = pages(lines(box, "both.pdf"))
    has(first, "This page says what it says, line 7")
    tells(second)


@test
def a_hidden_text_is_believed_until_a_picture_is_asked_for(box):
    jpeg = scans.convert(page(box), "-quality", "80", "jpeg:-")
    wide, high = map(int, scans.convert(
        box.path("page.png"), "-format", "%w %h", "info:-").split())
    scan = (scans.picture(jpeg, wide, high, ColorSpace="/DeviceRGB",
                          BitsPerComponent=8, Filter="/DCTDecode"),
            (595, 0, 0, 842, 0, 0))
    hidden = ("BT 3 Tr /F 10 Tf 50 700 Td 12 TL " + " ".join(
        f"(Hidden words of line {i} that somebody put here) Tj T*"
        for i in range(5)) + " ET")
    save(box, "hidden.pdf", scans.pdf([(595, 842, [scan],
                                        {"content": hidden})]))
    has(lines(box, "hidden.pdf"), "Hidden words of line 4")
    tells(lines(box, "hidden.pdf", "--ocr=always"))


@test
def letters_that_nobody_names_are_read_as_they_look(box):
    box.write("short.json", json.dumps(SHORT))
    box.run("render", "short.json", "-o", "short.pdf", "-q")
    scans.tool("qpdf", "--qdf", "--object-streams=disable",
               box.path("short.pdf"), box.path("open.pdf"))
    with open(box.path("open.pdf"), "rb") as f:
        data = f.read()
    assert b"/ToUnicode" in data
    save(box, "nameless.pdf", data.replace(b"/ToUnicode", b"/NoUnicode"))
    tells(lines(box, "nameless.pdf"))


@test
def letters_made_of_pictures_are_read(box):
    """Type 3 fonts, as old programs of TeX made them."""
    save(box, "type3.pdf", scans.type3(["Wilhelmina Osterhout",
                                        "wilhelmina@example.org",
                                        "Ship carpenter of Hollander Yard"]))
    has(lines(box, "type3.pdf"), "Wilhelmina Osterhout",
        "wilhelmina@example.org", "Ship carpenter of Hollander Yard")


# ---- what is refused ---------------------------------------------------------


@test
def a_language_that_is_missing_names_its_package(box):
    page(box)
    has(lines(box, "page.png", "--languages", "eng+tlh", code=6),
        "install tesseract-ocr-tlh")


@test
def two_languages_are_read(box):
    box.write("de.json", json.dumps({
        **SHORT, "basics": {**SHORT["basics"],
                            "summary": "Geübte Schiffbauerin für große "
                                       "und kleine Boote."}}))
    page(box, "de.png", source="de.json")
    has(lines(box, "de.png", "--languages", "deu+eng"), "Geübte",
        "für große")


def png(wide, high, data):
    def chunk(name, body):
        return (struct.pack(">I", len(body)) + name + body +
                struct.pack(">I", zlib.crc32(name + body)))

    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0,
                                       0)) +
            chunk(b"IDAT", data) + chunk(b"IEND", b""))


@test
def absurd_pictures_are_refused_with_the_limit(box):
    """INT-9"""
    save(box, "wide.png", png(65535, 65535, zlib.compress(bytes(1000))))
    has(lines(box, "wide.png", code=6), "up to 40 million are read")
    save(box, "empty.png", png(6000, 6000, b""))
    has(lines(box, "empty.png", code=6), "damaged")
    jpeg = scans.convert(page(box), "jpeg:-")
    save(box, "short.jpg", jpeg[:300])
    has(lines(box, "short.jpg", code=6), "damaged")


@test
def what_is_transparent_is_read_as_on_white_paper(box):
    save(box, "clear.png", scans.convert(
        page(box), "-colorspace", "sRGB", "-alpha", "on", "-fuzz", "30%",
        "-transparent", "white", "png32:-"))
    has(lines(box, "clear.png"), "Wilhelmina Osterhout")


@test
def a_picture_that_breaks_off_gives_what_is_there(box):
    jpeg = scans.convert(page(box), "-quality", "85", "jpeg:-")
    save(box, "half.jpg", jpeg[:len(jpeg) * 2 // 3])
    has(lines(box, "half.jpg"), "Wilhelmina Osterhout")


@test
def jbig2_that_is_damaged_says_so(box):
    scan = (scans.picture(b"\0" * 64, 100, 100, ColorSpace="/DeviceGray",
                          BitsPerComponent=1, Filter="/JBIG2Decode"),
            (595, 0, 0, 842, 0, 0))
    save(box, "j.pdf", scans.pdf([(595, 842, [scan], {})]))
    has(lines(box, "j.pdf", code=6), "its picture is damaged")


main()
