"""Rules about what is shown: operators, colours, pictures, fonts."""

import struct

from .content import OPERATORS, says_something
from .file import Stream
from .font import Cff, Damaged, TrueType, codes_of
from .table import rule

_DEVICE = {"rg": "RGB ", "RG": "RGB ", "k": "CMYK", "K": "CMYK"}
_SPACES = {"/DeviceRGB": "RGB ", "/DeviceCMYK": "CMYK", "/DeviceGray": None}


# ---- operators and resources ------------------------------------------------


@rule("A-2 6.2.2-1, 6.1.10")
def operators_are_those_of_pdf_and_none_is_an_inline_image(doc):
    for page in doc.pages:
        for name, _ in page.operators:
            if name not in OPERATORS or name in ("BI", "BX"):
                yield f"page object {page.number}: {name}"


@rule("A-2 6.2.2-2")
def what_a_page_names_is_among_its_own_resources(doc):
    kinds = {"Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState",
             "sh": "/Shading", "cs": "/ColorSpace", "CS": "/ColorSpace"}
    for page in doc.pages:
        if "/Resources" not in page.dict:
            yield f"page object {page.number} has no /Resources"
        for name, operands in page.operators:
            if name not in kinds or not operands:
                continue
            found = doc.pdf.dict(page.resources.get(kinds[name]))
            if operands[0] not in found:
                yield f"page object {page.number}: {operands[0]}"


@rule("A-2 6.2.5, 6.2.6, 6.2.10-1; UA 7.20")
def pages_use_no_graphics_states_patterns_or_shadings(doc):
    for page in doc.pages:
        for key in ("/ExtGState", "/Pattern", "/Shading"):
            if doc.pdf.dict(page.resources.get(key)):
                yield f"page object {page.number} has {key}"
        for name, _ in page.operators:
            if name in ("ri", "gs", "sh"):
                yield f"page object {page.number}: {name}"


# ---- colours ----------------------------------------------------------------


def _profiles(doc):
    for reference in doc.pdf.list(doc.root.get("/OutputIntents")):
        intent = doc.pdf.dict(reference)
        if intent.get("/S") == "/GTS_PDFA1":
            yield intent, doc.pdf.get(intent.get("/DestOutputProfile"))


@rule("A-2 6.2.3, 6.2.3-1")
def the_output_intent_has_a_whole_icc_profile(doc):
    found = list(_profiles(doc))
    if not found:
        yield "there is no output intent of PDF/A"
    for _intent, profile in found:
        if not isinstance(profile, Stream):
            yield "it has no profile"
            continue
        data = profile.data()
        if len(data) < 132 or struct.unpack(">I", data[:4])[0] != len(data):
            yield "the profile is not as long as it says"
            continue
        if data[12:16] not in (b"prtr", b"mntr") or data[36:40] != b"acsp":
            yield "the profile is for no printer and no monitor"
        if data[16:20] not in (b"GRAY", b"RGB ", b"CMYK") or data[8] > 4:
            yield "the profile is of another space or version"
        channels = {b"GRAY": 1, b"RGB ": 3}.get(data[16:20], 4)
        if profile.dict.get("/N") != channels:
            yield "/N is not what the profile has"
        yield from _tags(data)


def _tags(data):
    count = struct.unpack(">I", data[128:132])[0]
    need = {b"desc", b"cprt", b"wtpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC",
            b"gTRC", b"bTRC"}
    for i in range(count):
        row = data[132 + 12 * i:144 + 12 * i]
        if len(row) < 12:
            yield "the profile's table has no end"
            return
        tag, at, size = struct.unpack(">4sII", row)
        if at + size > len(data) or at < 132 + 12 * count or at % 4:
            yield f"the profile's '{tag.decode()}' lies outside"
        need.discard(tag)
    if need and data[16:20] == b"RGB ":
        yield f"the profile lacks {sorted(need)}"


@rule("A-2 6.2.3-2, 6.2.3-3")
def all_output_intents_have_one_profile(doc):
    found = {str(doc.pdf.dict(i).get("/DestOutputProfile"))
             for i in doc.pdf.list(doc.root.get("/OutputIntents"))}
    if len(found) > 1:
        yield f"{sorted(found)}"
    for i in doc.pdf.list(doc.root.get("/OutputIntents")):
        if "/DestOutputProfileRef" in doc.pdf.dict(i):
            yield "one is elsewhere"


def _meant(doc):
    for _intent, profile in _profiles(doc):
        if isinstance(profile, Stream):
            return profile.data()[16:20].decode("latin-1")
    return None


@rule("A-2 6.2.4.3")
def colours_are_of_the_space_that_the_output_intent_is_of(doc):
    meant = _meant(doc)
    for page in doc.pages:
        for name, _ in page.operators:
            if name in ("g", "G") and not meant or \
                    name in _DEVICE and _DEVICE[name] != meant:
                yield f"page object {page.number}: {name}"
    for number, stream in doc.pdf.streams():
        space = stream.dict.get("/ColorSpace")
        space = doc.pdf.list(space)[1] if doc.pdf.list(space) else space
        if isinstance(space, str) and space in _SPACES and \
                _SPACES[space] not in (None, meant):
            yield f"object {number}: {space}"


@rule("A-2 6.2.4.2, 6.2.4.4")
def colour_spaces_are_device_ones_or_palettes_of_them(doc):
    for page in doc.pages:
        if doc.pdf.dict(page.resources.get("/ColorSpace")):
            yield f"page object {page.number} has /ColorSpace"
    for number, stream in doc.pdf.streams():
        if stream.dict.get("/Subtype") != "/Image":
            continue
        space = doc.pdf.get(stream.dict.get("/ColorSpace"))
        if isinstance(space, list):
            space = space[1] if space[0] == "/Indexed" else space[0]
        if str(space) not in _SPACES:
            yield f"object {number}: {space}"


# ---- pictures ---------------------------------------------------------------


def _images(doc):
    for number, stream in doc.pdf.streams():
        if stream.dict.get("/Subtype") == "/Image":
            yield number, stream


@rule("A-2 6.2.8-1, 6.2.8-2, 6.2.8-3")
def pictures_have_no_alternates_no_opi_and_no_interpolation(doc):
    for number, stream in _images(doc):
        for key in ("/Alternates", "/OPI"):
            if key in stream.dict:
                yield f"object {number} has {key}"
        if stream.dict.get("/Interpolate"):
            yield f"object {number} is interpolated"


@rule("A-2 6.2.8-4, 6.2.8-5; PDF 8.9.5")
def pictures_have_1_2_4_8_or_16_bits_and_all_their_pixels(doc):
    for number, stream in _images(doc):
        bits = stream.dict.get("/BitsPerComponent")
        if bits not in (1, 2, 4, 8, 16):
            yield f"object {number}: {bits} bits"
            continue
        if stream.filters() != ["/FlateDecode"]:
            continue
        space = doc.pdf.get(stream.dict.get("/ColorSpace"))
        channels = 3 if space == "/DeviceRGB" else 1
        row = (stream.dict["/Width"] * channels * bits + 7) // 8
        row += doc.pdf.dict(stream.dict.get("/DecodeParms")).get(
            "/Predictor", 1) >= 10
        if len(stream.data()) != row * stream.dict["/Height"]:
            yield f"object {number} has not all of its pixels"


@rule("A-2 6.2.9; UA 7.20 (30-001, 30-002)")
def what_is_drawn_from_elsewhere_is_a_picture(doc):
    for number, stream in doc.pdf.streams():
        if stream.dict.get("/Type") == "/XObject" and \
                stream.dict.get("/Subtype") != "/Image":
            yield f"object {number} is a {stream.dict.get('/Subtype')}"
        for key in ("/PS", "/Ref"):
            if key in stream.dict:
                yield f"object {number} has {key}"


# ---- fonts ------------------------------------------------------------------


@rule("A-2 6.2.11.2, 6.2.11.6; UA 7.21.6 (31-017 to 31-026)")
def fonts_are_composite_ones_with_all_their_parts(doc):
    for font in doc.fonts:
        if font.dict.get("/Type") != "/Font" or \
                font.dict.get("/Subtype") != "/Type0" or \
                font.below.get("/Type") != "/Font" or \
                font.below.get("/Subtype") not in ("/CIDFontType0",
                                                   "/CIDFontType2"):
            yield f"{font.name} is another kind of font"
        names = {font.dict.get("/BaseFont"), font.below.get("/BaseFont"),
                 font.descriptor.get("/FontName")}
        if len(names) != 1 or None in names:
            yield f"{font.name} has several names"


@rule("A-2 6.2.11.3.1, 6.2.11.3.3; UA 7.21.3.1, 7.21.3.3 (31-001, 31-006)")
def codes_are_cids_by_identity(doc):
    for font in doc.fonts:
        info = doc.pdf.dict(font.below.get("/CIDSystemInfo"))
        if font.dict.get("/Encoding") != "/Identity-H":
            yield f"{font.name}: {font.dict.get('/Encoding')}"
        if not {"/Registry", "/Ordering", "/Supplement"} <= set(info):
            yield f"{font.name} has no /CIDSystemInfo"


@rule("A-2 6.2.11.3.2; UA 7.21.3.2 (31-004)")
def truetype_fonts_say_which_glyph_a_cid_is(doc):
    for font in doc.fonts:
        chart = doc.pdf.get(font.below.get("/CIDToGIDMap"))
        if font.below.get("/Subtype") == "/CIDFontType2" and \
                chart != "/Identity" and not isinstance(chart, Stream):
            yield font.name


@rule("A-2 6.2.11.4.1-1; UA 7.21.4.1-1 (31-009)")
def every_font_is_embedded(doc):
    for font in doc.fonts:
        try:
            if font.program() is None:
                yield font.name
        except Damaged:
            pass  # is there, and told below


@rule("A-2 6.2.11.2; PDF 9.6.3, 9.9")
def font_programs_are_whole(doc):
    for font in doc.fonts:
        try:
            program = font.program()
            if isinstance(program, TrueType):
                yield from (f"{font.name}: {f}" for f in program.faults())
        except Damaged as error:
            yield f"{font.name}: {error}"


def _programs(doc):
    for font in doc.fonts:
        try:
            program = font.program()
        except Damaged:
            continue
        if program:
            yield font, program


@rule("A-2 6.2.11.4.1-2; UA 7.21.4.1-2 (31-011)")
def programs_have_the_glyphs_that_are_used(doc):
    for font, program in _programs(doc):
        for code in sorted(font.used):
            if isinstance(program, Cff):
                there = code in program.cids
            else:
                glyph = font.glyph(code)
                there = glyph is not None and glyph < program.count
            if not there:
                yield f"{font.name}: code {code}"


@rule("A-2 6.2.11.4.2; UA 7.21.4.2 (31-014)")
def a_list_of_cids_is_not_there_or_names_all_of_them(doc):
    for font, program in _programs(doc):
        stream = doc.pdf.get(font.descriptor.get("/CIDSet"))
        if not isinstance(stream, Stream):
            continue
        bits = stream.data()
        have = {8 * i + k for i, byte in enumerate(bits) for k in range(8)
                if byte >> (7 - k) & 1}
        want = program.cids if isinstance(program, Cff) else \
            set(range(program.count))
        if have != want:
            yield font.name


@rule("A-2 6.2.11.5; UA 7.21.5 (31-016)")
def widths_are_those_of_the_program(doc):
    for font, program in _programs(doc):
        if not isinstance(program, TrueType):
            continue
        said = font.widths()
        for code in sorted(font.used):
            glyph = font.glyph(code)
            if glyph is None or glyph >= program.count:
                continue
            try:
                meant = program.width(glyph)
            except Damaged as error:
                yield f"{font.name}: {error}"
                break
            if abs(said(code) - meant) > 1:
                yield (f"{font.name}: code {code} is {meant:.1f} wide, "
                       f"not {said(code)}")


@rule("A-2 6.2.11.7.2-1; UA 7.21.7-1 (10-001, 31-027)")
def every_code_stands_for_a_text(doc):
    for font in doc.fonts:
        means = font.meanings()
        for code in sorted(font.used):
            if not means.get(code):
                yield f"{font.name}: code {code}"


@rule("A-2 6.2.11.7.2-2; UA 7.21.7-2 (31-028, 31-029)")
def no_code_stands_for_what_is_no_character(doc):
    for font in doc.fonts:
        for code, means in sorted(font.meanings().items()):
            if any(ord(c) in (0, 0xFEFF, 0xFFFE) for c in means):
                yield f"{font.name}: code {code}"


def _private(character):
    c = ord(character)
    return 0xE000 <= c <= 0xF8FF or c >= 0xF0000


@rule("A-2 6.2.11.7.3")
def private_characters_tell_their_text(doc):
    for font in doc.fonts:
        means = font.meanings()
        for code, uses in sorted(font.used.items()):
            if any(_private(c) for c in means.get(code, "")) and not all(
                    any(says_something(m) for m in marks) for marks in uses):
                yield f"{font.name}: code {code}"


@rule("A-2 6.2.11.8; UA 7.21.8 (31-030)")
def nothing_shows_the_glyph_for_what_is_missing(doc):
    for font in doc.fonts:
        if any(font.glyph(code) == 0 for code in font.used):
            yield font.name


@rule("PDF 9.7.6.2")
def strings_are_whole_codes(doc):
    for page in doc.pages:
        for shown in page.shown:
            if len(shown.string) % 2 or not codes_of(shown.string):
                yield f"page object {page.number}: {shown.string[:20]!r}"
