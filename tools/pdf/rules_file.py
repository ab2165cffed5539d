"""Rules about the file itself: its bytes, its objects, its streams."""

import re

from .content import tokens
from .file import Broken, Stream, is_name, is_string, octets
from .table import rule

_STREAM = re.compile(rb"(\d+) 0 obj\s*(<<.*?>>)\s*stream(\r\n|\n|\r|)", re.S)
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_FILTERS = {"/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode",
            "/RunLengthDecode", "/CCITTFaxDecode", "/JBIG2Decode",
            "/DCTDecode", "/JPXDecode"}


def _outside_streams(raw):
    """The file without what is in its streams."""
    return re.sub(rb"stream\r?\n.*?endstream", b"stream endstream", raw,
                  flags=re.S)


@rule("A-2 6.1.2-1; UA 6.1")
def the_header_is_pdf_1_0_to_1_7_at_the_first_byte(doc):
    if not re.match(rb"%PDF-1\.[0-7](\r\n|\r|\n)", doc.raw):
        yield f"it begins {doc.raw[:12]!r}"


@rule("A-2 6.1.2-2")
def four_bytes_over_127_follow_the_header(doc):
    if not re.match(rb"%PDF-1\..(\r\n|\r|\n)%[\x80-\xff]{4}", doc.raw):
        yield "the second line is no comment of such bytes"


@rule("A-2 6.1.3-1")
def the_trailer_has_an_id_of_two_strings(doc):
    found = doc.pdf.list(doc.pdf.trailer.get("/ID"))
    if len(found) != 2 or not all(is_string(s) and octets(s) for s in found):
        yield "/ID is missing or empty"


@rule("A-2 6.1.3-2; UA 7.16 (26-001, 26-002)")
def nothing_is_encrypted(doc):
    if "/Encrypt" in doc.pdf.trailer:
        yield "the trailer names an encryption"


@rule("A-2 6.1.3-3")
def nothing_follows_the_end_of_the_file(doc):
    if not re.search(rb"%%EOF(\r\n|\r|\n)?\Z", doc.raw):
        yield "there is something behind the last %%EOF"


@rule("A-2 6.1.4-1")
def one_line_end_stands_between_xref_and_its_numbers(doc):
    for found in re.finditer(rb"[\r\n]xref(.{0,4})", doc.raw, re.S):
        if not re.match(rb"(\r\n|\r|\n)\d", found.group(1)):
            yield f"byte {found.start()}"


@rule("A-2 6.1.6")
def strings_in_hex_have_an_even_number_of_hex_digits(doc):
    for page in doc.pages:
        for kind, value in tokens(page.data()):
            if getattr(value, "bad_hex", False):
                yield f"page object {page.number}"
    plain = _outside_streams(doc.raw)
    plain = re.sub(rb"\((?:\\.|[^()\\])*\)", b"()", plain, flags=re.S)
    for found in re.finditer(rb"(?<!<)<([^<>]*)>(?!>)", plain):
        digits = re.sub(rb"\s", b"", found.group(1))
        if len(digits) % 2 or re.search(rb"[^0-9A-Fa-f]", digits):
            yield repr(found.group(0)[:20])


@rule("A-2 6.1.7.1-1")
def streams_are_as_long_as_they_say(doc):
    for found in _STREAM.finditer(doc.raw):
        length = re.search(rb"/Length (\d+)(?! \d+ R)", found.group(2))
        if not length:
            continue  # qpdf writes it as an object of its own
        end = found.end() + int(length.group(1))
        if not re.match(rb"(\r\n|\n|\r)?endstream", doc.raw[end:end + 12]):
            yield f"object {int(found.group(1))}"


@rule("A-2 6.1.7.1-2")
def the_words_around_a_stream_have_line_ends(doc):
    for found in _STREAM.finditer(doc.raw):
        if found.group(3) not in (b"\n", b"\r\n"):
            yield f"object {int(found.group(1))}: behind 'stream'"
    for found in re.finditer(rb"(.)endstream", doc.raw, re.S):
        if found.group(1) not in b"\r\n":
            yield f"byte {found.start()}: before 'endstream'"


@rule("A-2 6.1.7.1-3")
def streams_lie_in_the_file_itself(doc):
    for number, stream in doc.pdf.streams():
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if key in stream.dict:
                yield f"object {number} has {key}"


@rule("A-2 6.1.7.2, 6.1.10, 6.2.8.3")
def filters_are_standard_ones_but_for_lzw_crypt_and_jpx(doc):
    for number, stream in doc.pdf.streams():
        for name in stream.filters():
            if name not in _FILTERS - {"/JPXDecode"}:
                yield f"object {number}: {name}"


@rule("PDF 7.4.4")
def what_is_packed_by_flate_can_be_unpacked(doc):
    for number, stream in doc.pdf.streams():
        try:
            stream.data()
        except Broken as error:
            yield f"object {number}: {error}"


@rule("A-2 6.1.8-1")
def names_are_utf_8(doc):
    for number, value in doc.pdf.values():
        if is_name(value) and re.search(r"[\ud800-\udfff]", value):
            yield f"object {number}: {value!a}"


@rule("A-2 6.1.9-1")
def objects_begin_and_end_on_lines_of_their_own(doc):
    plain = _outside_streams(doc.raw)
    for found in re.finditer(rb"(.)(\d+)(\s+)(\d+)(\s+)obj(.)", plain, re.S):
        before, _n, gap, _g, gap2, behind = found.groups()
        if before not in b"\r\n" and not before.isdigit() or \
                gap != b" " or gap2 != b" " or behind not in b"\r\n":
            yield f"{found.group(0)!r}"
    for found in re.finditer(rb"(.)endobj(.)", plain, re.S):
        if found.group(1) not in b"\r\n" or found.group(2) not in b"\r\n":
            yield f"{found.group(0)!r}"


def _numbers(doc):
    for number, value in doc.pdf.values():
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield f"object {number}", value
    for page in doc.pages:
        for kind, value in tokens(page.data()):
            if isinstance(value, (int, float)):
                yield f"page object {page.number}", value


@rule("A-2 6.1.13-1")
def whole_numbers_have_32_bits(doc):
    for where, value in _numbers(doc):
        if isinstance(value, int) and not -2 ** 31 <= value < 2 ** 31:
            yield f"{where}: {value}"


@rule("A-2 6.1.13-2, 6.1.13-5")
def other_numbers_are_neither_too_large_nor_too_small(doc):
    for where, value in _numbers(doc):
        if isinstance(value, float) and value and \
                not 1.175e-38 <= abs(value) <= 3.403e38:
            yield f"{where}: {value}"


@rule("A-2 6.1.13-3")
def strings_have_at_most_32767_bytes(doc):
    for number, value in doc.pdf.values():
        if is_string(value) and len(octets(value)) > 32767:
            yield f"object {number}"
    for page in doc.pages:
        for kind, value in tokens(page.data()):
            if isinstance(value, bytes) and len(value) > 32767:
                yield f"page object {page.number}"


@rule("A-2 6.1.13-4")
def names_have_at_most_127_bytes(doc):
    for number, value in doc.pdf.values():
        if is_name(value) and len(value.encode("utf-8", "replace")) > 128:
            yield f"object {number}: {value[:40]}..."


@rule("A-2 6.1.13-7")
def there_are_at_most_8388607_objects(doc):
    for size in re.findall(rb"/Size (\d+)", _outside_streams(doc.raw)):
        if int(size) > 8388608:
            yield size.decode()


@rule("A-2 6.1.13-8; PDF 8.4.2")
def graphics_states_are_nested_in_pairs_and_28_deep_at_most(doc):
    yield from doc.faults("nesting")
    for page in doc.pages:
        if page.deepest > 28:
            yield f"page object {page.number}: {page.deepest}"


@rule("A-2 6.1.13-11")
def pages_have_a_sensible_size(doc):
    for number, page in doc.pdf.pages():
        for box in _BOXES:
            corners = doc.pdf.list(_inherited(doc.pdf, page, box))
            if not corners:
                continue
            wide, high = corners[2] - corners[0], corners[3] - corners[1]
            if not (3 <= abs(wide) <= 14400 and 3 <= abs(high) <= 14400):
                yield f"page object {number}: {box} {corners}"


def _inherited(pdf, node, key):
    for _ in range(50):
        if key in node or "/Parent" not in node:
            return node.get(key)
        node = pdf.dict(node["/Parent"])
    raise Broken("a page is above itself")


@rule("PDF 7.7.3.3")
def every_page_has_a_size_and_content(doc):
    if not doc.pages:
        yield "there is no page"
    for number, page in doc.pdf.pages():
        if len(doc.pdf.list(_inherited(doc.pdf, page, "/MediaBox"))) != 4:
            yield f"page object {number} has no /MediaBox"
        if not isinstance(doc.pdf.get(page.get("/Contents")), Stream):
            yield f"page object {number} has no /Contents"


@rule("PDF 7.3.10")
def references_lead_to_objects(doc):
    for number, value in sorted(doc.pdf.objects.items()):
        if value is None:  # what qpdf makes of one that is not there
            yield f"object {number}"
