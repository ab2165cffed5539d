"""Rules about what a document says of itself, and what it may do."""

import re
import xml.etree.ElementTree as xml

from .file import Stream, is_reference, text
from .table import rule

_NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
_RDF = "{%s}" % _NS["rdf"]
# Properties that XMP or PDF/A know without being told.
_KNOWN = {"dc": "title creator description language subject".split(),
          "xmp": "CreateDate ModifyDate CreatorTool MetadataDate".split(),
          "pdf": "Producer Keywords PDFVersion".split(),
          "pdfaid": "part conformance amd corr".split(),
          "pdfaExtension": ["schemas"]}


def _packet(doc):
    stream = doc.pdf.get(doc.root.get("/Metadata"))
    return stream.data() if isinstance(stream, Stream) else b""


def _xmp(doc):
    try:
        return xml.fromstring(_packet(doc).decode("utf-8-sig"))
    except (xml.ParseError, UnicodeDecodeError):
        return xml.Element("nothing")


def _value(doc, name):
    """A property's text, be it an element, an attribute or in a list."""
    prefix, local = name.split(":")
    wanted = "{%s}%s" % (_NS[prefix], local)
    for about in _xmp(doc).iter(_RDF + "Description"):
        if wanted in about.attrib:
            return about.attrib[wanted]
        found = about.find(wanted)
        if found is not None:
            items = [i.text or "" for i in found.iter(_RDF + "li")]
            return "; ".join(items) if items else found.text or ""
    return None


# ---- XMP --------------------------------------------------------------------


@rule("A-2 6.6.2.1-1; UA 7.1-8 (06-001)")
def the_catalogue_has_metadata(doc):
    stream = doc.pdf.get(doc.root.get("/Metadata"))
    if not isinstance(stream, Stream) or \
            stream.dict.get("/Type") != "/Metadata" or \
            stream.dict.get("/Subtype") != "/XML":
        yield "it has none"


@rule("A-2 6.6.2.1-2, 6.6.2.1-3")
def the_packet_has_no_bytes_and_no_encoding(doc):
    head = re.search(rb"<\?xpacket begin=.*?\?>", _packet(doc), re.S)
    if not head:
        yield "there is no packet"
    elif re.search(rb"\b(bytes|encoding)=", head.group()):
        yield head.group().decode("latin-1")


@rule("A-2 6.6.2.1-4, 6.6.2.1-5")
def the_metadata_is_well_formed_rdf_in_utf_8(doc):
    try:
        found = xml.fromstring(_packet(doc).decode("utf-8-sig"))
        if found.find(_RDF + "RDF") is None and found.tag != _RDF + "RDF":
            yield "there is no RDF in it"
    except (xml.ParseError, UnicodeDecodeError) as error:
        yield str(error)


def _explained(doc):
    """What the extension schemas explain: namespace -> properties."""
    out = {}
    for schema in _xmp(doc).iter("{%s}namespaceURI" % _NS["pdfaSchema"]):
        out[schema.text] = []
    for name in _xmp(doc).iter("{%s}name" % _NS["pdfaProperty"]):
        for names in out.values():
            names.append(name.text)
    return out


@rule("A-2 6.6.2.3.1")
def properties_are_known_or_explained(doc):
    explained = _explained(doc)
    known = {_NS[p]: names for p, names in _KNOWN.items()}
    for about in _xmp(doc).iter(_RDF + "Description"):
        for tag in [e.tag for e in about] + list(about.attrib):
            space, _, local = tag[1:].partition("}")
            if space == _NS["rdf"]:
                continue
            if local not in known.get(space, []) + explained.get(space, []):
                yield tag


@rule("A-2 6.6.2.3.2, 6.6.2.3.3")
def extension_schemas_have_all_their_fields(doc):
    found = _xmp(doc)
    for schema in found.iter("{%s}schemas" % _NS["pdfaExtension"]):
        if [e.tag for e in schema] != [_RDF + "Bag"]:
            yield "the schemas are no bag"
        for item in schema.findall("rdf:Bag/rdf:li", _NS):
            for field in ("schema", "namespaceURI", "prefix", "property"):
                if item.find("pdfaSchema:" + field, _NS) is None:
                    yield f"a schema has no {field}"
            for row in item.findall("pdfaSchema:property/rdf:Seq/rdf:li",
                                    _NS):
                for field in ("name", "valueType", "category", "description"):
                    if not row.findtext("pdfaProperty:" + field, "", _NS):
                        yield f"a property has no {field}"
                if row.findtext("pdfaProperty:category", "", _NS) not in (
                        "internal", "external"):
                    yield "a property's category is neither of both"


@rule("A-2 6.6.4")
def the_file_says_that_it_is_pdf_a_2a(doc):
    have = _value(doc, "pdfaid:part"), _value(doc, "pdfaid:conformance")
    if have != ("2", "A"):
        yield f"{have}"
    if _packet(doc) and b"xmlns:pdfaid=" not in _packet(doc):
        yield "by another prefix"


@rule("UA 5 (06-002)")
def the_file_says_that_it_is_pdf_ua_1(doc):
    if _value(doc, "pdfuaid:part") != "1":
        yield f"{_value(doc, 'pdfuaid:part')}"
    if _packet(doc) and b"xmlns:pdfuaid=" not in _packet(doc):
        yield "by another prefix"


@rule("UA 7.1-9 (06-003)")
def the_metadata_has_a_title(doc):
    if not _value(doc, "dc:title"):
        yield "dc:title is missing"


@rule("A-2 6.6.2.1; PDF 14.3.3")
def the_old_information_says_the_same_as_the_metadata(doc):
    info = doc.pdf.dict(doc.pdf.trailer.get("/Info"))
    for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"),
                      ("/Subject", "dc:description"),
                      ("/Keywords", "pdf:Keywords"),
                      ("/Producer", "pdf:Producer")):
        if key in info and text(info[key]) != _value(doc, name):
            yield f"{key}: {text(info[key])!r}, {_value(doc, name)!r}"
    for key, name in (("/CreationDate", "xmp:CreateDate"),
                      ("/ModDate", "xmp:ModifyDate")):
        if key in info and re.sub(r"\D", "", text(info[key])) != re.sub(
                r"\D", "", _value(doc, name) or ""):
            yield f"{key}: {text(info[key])!r}, {_value(doc, name)!r}"


# ---- catalogue --------------------------------------------------------------


@rule("A-2 6.7.2.2; UA 6.2, 7.1-4 (01-007)")
def the_catalogue_says_that_it_is_tagged(doc):
    info = doc.pdf.dict(doc.root.get("/MarkInfo"))
    if info.get("/Marked") is not True:
        yield "/Marked is not true"
    if info.get("/Suspects"):
        yield "/Suspects is true"


@rule("UA 7.1-10 (07-001, 07-002)")
def windows_show_the_title(doc):
    wishes = doc.pdf.dict(doc.root.get("/ViewerPreferences"))
    if wishes.get("/DisplayDocTitle") is not True:
        yield "/DisplayDocTitle is not true"


@rule("A-2 6.1.12, 6.4, 6.8, 6.9, 6.10, 6.11; UA 7.10, 7.11, 7.15 "
      "(20-001 to 20-003, 21-001, 25-001)")
def there_are_no_forms_layers_attachments_or_demands(doc):
    for key in ("/AcroForm", "/OCProperties", "/Perms", "/NeedsRendering",
                "/Requirements", "/Collection", "/AA"):
        if key in doc.root:
            yield f"the catalogue has {key}"
    names = doc.pdf.dict(doc.root.get("/Names"))
    for key in ("/EmbeddedFiles", "/JavaScript", "/AlternatePresentations"):
        if key in names:
            yield f"/Names has {key}"
    for number, entry in doc.pdf.dicts():
        if "/EF" in entry or "/PresSteps" in entry:
            yield f"object {number}"


@rule("A-2 6.5.1, 6.5.2")
def all_that_happens_is_going_somewhere(doc):
    for number, entry in doc.pdf.dicts():
        if "/AA" in entry:
            yield f"object {number} has /AA"
        for key in ("/A", "/OpenAction", "/Next"):
            action = doc.pdf.get(entry.get(key))
            if isinstance(action, dict) and "/S" in action and \
                    "/O" not in action and \
                    action["/S"] not in ("/URI", "/GoTo"):
                yield f"object {number}: {action['/S']}"


@rule("PDF 12.6.4.7")
def addresses_have_seven_bits(doc):
    for number, entry in doc.pdf.dicts():
        if entry.get("/S") == "/URI" and not re.match(
                r"[!-~]+\Z", text(entry.get("/URI"))):
            yield f"object {number}: {text(entry.get('/URI'))!r}"


# ---- bookmarks --------------------------------------------------------------


def _outline(doc):
    """(reference, item, its siblings before it, parent)"""
    todo = [(doc.root.get("/Outlines"), doc.pdf.dict(doc.root.get(
        "/Outlines")).get("/First"))]
    seen = set()
    while todo:
        parent, at = todo.pop()
        before = None
        while is_reference(at) and at not in seen:
            seen.add(at)
            item = doc.pdf.dict(at)
            yield at, item, before, parent
            if "/First" in item:
                todo.append((at, item["/First"]))
            before, at = at, item.get("/Next")


@rule("UA 7.17; PDF 12.3.3")
def bookmarks_are_a_tree_and_lead_to_pages(doc):
    pages = {number for number, _ in doc.pdf.pages()}
    for reference, item, before, parent in _outline(doc):
        if item.get("/Prev") != before or item.get("/Parent") != parent:
            yield f"{reference} does not lead back"
        last = doc.pdf.dict(parent).get("/Last")
        if "/Next" not in item and last != reference:
            yield f"{reference} is the last, {parent} says {last}"
        if not text(item.get("/Title")):
            yield f"{reference} has no title"
        goal = doc.pdf.list(item.get("/Dest"))
        if not goal or not is_reference(goal[0]) or \
                int(goal[0].split()[0]) not in pages:
            yield f"{reference} leads nowhere"


@rule("UA 7.17")
def every_heading_has_a_bookmark(doc):
    headings = [e for e in doc.tree.elements
                if re.match(r"H[1-6]\Z", doc.tree.standard(e.type))]
    if len(headings) != len(list(_outline(doc))):
        yield f"{len(headings)} headings, {len(list(_outline(doc)))} bookmarks"
