"""Rules about the structure: what content means, in which order it is read, and
what of it can be followed or heard."""

import re

from .file import is_name, is_reference, text
from .table import rule
from .tags import STANDARD

_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*\Z")
# What needs rules of its own, which documents of ours do without.
_UNUSED = set("""Table TR TH TD THead TBody TFoot Form Formula Note TOC TOCI H
    Annot Reference BibEntry Ruby RB RT RP Warichu WT WP""".split())


# ---- content ----------------------------------------------------------------


@rule("UA 7.1-1 (01-003)")
def no_artifact_stands_in_tagged_content(doc):
    yield from doc.faults("artifact-in-tagged")


@rule("UA 7.1-2 (01-004)")
def no_tagged_content_stands_in_an_artifact(doc):
    yield from doc.faults("tagged-in-artifact")


@rule("UA 7.1-3 (01-005)")
def all_content_is_tagged_or_an_artifact(doc):
    yield from doc.faults("unmarked")


@rule("PDF 14.6.1")
def marked_content_begins_and_ends_in_pairs(doc):
    yield from doc.faults("marks")
    for page in doc.pages:
        stack, inside = [], False
        for name, _ in page.operators:
            if name in ("BDC", "BMC"):
                stack.append(inside)
            elif name == "EMC" and stack:
                if stack.pop() != inside:
                    yield f"page object {page.number}: across a text's end"
            elif name in ("BT", "ET"):
                if inside == (name == "BT"):
                    yield f"page object {page.number}: {name} twice"
                inside = name == "BT"


@rule("PDF 14.7.4.2")
def pieces_have_numbers_of_their_own_on_each_page(doc):
    for page in doc.pages:
        if len(set(page.pieces)) != len(page.pieces):
            yield f"page object {page.number}"


def _held(doc):
    """(page, number) -> the elements that hold it."""
    held = {}
    for element in doc.tree.elements:
        for page, number in element.pieces:
            key = (int(page.split()[0]) if is_reference(page) else 0, number)
            held.setdefault(key, []).append(element)
    return held


@rule("UA 7.1-3; PDF 14.7.4")
def every_piece_is_in_one_element_and_every_element_has_its_pieces(doc):
    held = _held(doc)
    there = {(page.number, n) for page in doc.pages for n in page.pieces}
    for key in sorted(there - set(held)):
        yield f"piece {key[1]} of page object {key[0]} is in no element"
    for key in sorted(set(held) - there):
        yield f"{held[key][0]} holds piece {key[1]}, which is on no page"
    for key, elements in sorted(held.items()):
        if len(elements) > 1:
            yield f"piece {key[1]} of page object {key[0]} is held twice"


@rule("PDF 14.7.4.4")
def the_tree_of_parents_leads_back(doc):
    parents, held = doc.tree.parents(), _held(doc)
    for page in doc.pages:
        row = doc.pdf.list(parents.get(page.dict.get("/StructParents")))
        for number in page.pieces:
            elements = held.get((page.number, number), [])
            found = row[number] if number < len(row) else None
            if elements and found != elements[0].reference:
                yield f"piece {number} of page object {page.number}"
    for element in doc.tree.elements:
        for reference in element.objects:
            key = doc.pdf.dict(reference).get("/StructParent")
            if key is None or parents.get(key) != element.reference:
                yield f"{reference} of {element}"


# ---- elements ---------------------------------------------------------------


@rule("A-2 6.7.3.3; UA 7.1-11")
def there_is_a_tree_of_structure(doc):
    if not doc.tree.elements:
        yield "there is none"
    if doc.tree.root.get("/Type") != "/StructTreeRoot":
        yield "its root is no /StructTreeRoot"


@rule("A-2 6.7.3.4-1; UA 7.1-5 (02-001)")
def types_are_standard_ones_or_mapped_to_them(doc):
    for element in doc.tree.elements:
        if doc.tree.standard(element.type) not in STANDARD:
            yield str(element)


@rule("A-2 6.7.3.4-2, 6.7.3.4-3; UA 7.1-6, 7.1-7 (02-003, 02-004)")
def the_map_of_roles_maps_no_standard_type_and_has_no_circle(doc):
    for name in doc.tree.roles:
        if name[1:] in STANDARD:
            yield f"{name} is mapped"
        elif doc.tree.standard(name[1:]) not in STANDARD:
            yield f"{name} comes to nothing"


@rule("UA 7.1-12; PDF 14.7.2")
def elements_name_their_parent(doc):
    root = doc.root.get("/StructTreeRoot")
    for element in doc.tree.elements:
        above = element.parent.reference if element.parent else root
        if element.dict.get("/P") != above:
            yield str(element)


@rule("PDF 14.8.4.2")
def everything_is_within_one_document(doc):
    tops = [e for e in doc.tree.elements if not e.parent]
    if [doc.tree.standard(e.type) for e in tops] != ["Document"]:
        yield ", ".join(map(str, tops)) or "there is no element"


@rule("UA 7.2-3 to 7.2-16, 7.2-26 to 7.2-28, 7.2-36 to 7.2-43, 7.4.4, 7.5, "
      "7.7, 7.9, 7.18.4 (09-004, 09-006, 14-006, 14-007, 15-003, 17-002)")
def types_with_rules_of_their_own_are_not_used(doc):
    for element in doc.tree.elements:
        if doc.tree.standard(element.type) in _UNUSED:
            yield str(element)


def _kinds(doc, elements):
    return [doc.tree.standard(e.type) for e in elements]


@rule("UA 7.2-17 to 7.2-20, 7.2-40, 7.6 (09-005)")
def lists_consist_of_items_and_items_of_label_and_body(doc):
    may_hold = {"L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}}
    must_be_in = {"LI": {"L"}, "LBody": {"LI"}}
    for element in doc.tree.elements:
        kind = doc.tree.standard(element.type)
        kids = _kinds(doc, element.kids)
        if kind in may_hold and (set(kids) - may_hold[kind] or
                                 element.pieces):
            yield f"{element} holds {kids}"
        if "Caption" in kids[1:] and kind == "L":
            yield f"{element} has a caption behind items"
        if kind == "LI" and "LBody" not in kids:
            yield f"{element} has no body"
        above = doc.tree.standard(element.parent.type) if element.parent \
            else None
        if kind in must_be_in and above not in must_be_in[kind]:
            yield f"{element} is in {above}"


@rule("UA 7.6-1; PDF 14.8.5.5")
def lists_with_labels_say_how_these_look(doc):
    for element in doc.tree.elements:
        labels = any("Lbl" in _kinds(doc, item.kids) for item in element.kids)
        if doc.tree.standard(element.type) != "L" or not labels:
            continue
        rows = doc.pdf.get(element.dict.get("/A"))
        rows = rows if isinstance(rows, list) else [rows]
        if not any(is_name(doc.pdf.dict(r).get("/ListNumbering")) and
                   doc.pdf.dict(r).get("/ListNumbering") != "/None"
                   for r in rows):
            yield str(element)


@rule("UA 7.3-1 (13-004)")
def figures_tell_what_is_to_be_seen(doc):
    for element in doc.tree.elements:
        if doc.tree.standard(element.type) == "Figure" and not (
                text(element.dict.get("/Alt")) or
                text(element.dict.get("/ActualText"))):
            yield str(element)


@rule("PDF 14.8.5.4.3")
def figures_say_where_they_are(doc):
    for element in doc.tree.elements:
        if doc.tree.standard(element.type) != "Figure":
            continue
        rows = doc.pdf.get(element.dict.get("/A"))
        rows = rows if isinstance(rows, list) else [rows]
        boxes = [doc.pdf.list(doc.pdf.dict(r).get("/BBox")) for r in rows]
        if not any(len(b) == 4 and b[0] < b[2] and b[1] < b[3]
                   for b in boxes):
            yield str(element)


def _headings(doc):
    for element in doc.tree.elements:
        found = re.match(r"H([1-6])\Z", doc.tree.standard(element.type))
        if found:
            yield int(found.group(1)), element


@rule("UA 7.4.2-1 (14-002, 14-003)")
def headings_begin_with_the_first_level_and_skip_none(doc):
    last = 0
    for level, element in _headings(doc):
        if level > last + 1:
            yield f"{element} follows H{last}" if last else \
                f"{element} is the first"
        last = level


# ---- language ---------------------------------------------------------------


@rule("A-2 6.7.4-1; UA 7.2-29 (11-001 to 11-006)")
def languages_are_tags_of_languages(doc):
    for number, entry in doc.pdf.dicts():
        if "/Lang" in entry and not _LANGUAGE.match(text(entry["/Lang"])):
            yield f"object {number}: {text(entry['/Lang'])!r}"


@rule("UA 7.2-2, 7.2-21 to 7.2-25, 7.2-30 to 7.2-34 (11-001 to 11-006)")
def the_document_has_a_language(doc):
    if not text(doc.root.get("/Lang")):
        yield "/Lang is missing"


# ---- annotations ------------------------------------------------------------


@rule("A-2 6.3.1, 6.4.1; UA 7.18.1-1, 7.18.2, 7.18.4, 7.18.6, 7.18.8 "
      "(28-002, 28-006, 28-007, 28-010, 28-014 to 28-018)")
def annotations_are_links(doc):
    for page, reference, entry in doc.pdf.annotations():
        if entry.get("/Subtype") != "/Link":
            yield f"{reference} is a {entry.get('/Subtype')}"


@rule("A-2 6.3.2")
def annotations_are_printed_and_not_hidden(doc):
    for _page, reference, entry in doc.pdf.annotations():
        flags = entry.get("/F")
        if not isinstance(flags, int) or not flags & 4 or \
                flags & (1 | 2 | 32 | 256):
            yield f"{reference}: {flags}"


@rule("A-2 6.3.3")
def annotations_draw_nothing_themselves(doc):
    for _page, reference, entry in doc.pdf.annotations():
        if "/AP" in entry:
            yield reference


@rule("UA 7.18.1-2, 7.18.5-2 (28-004, 28-012)")
def links_tell_where_they_lead(doc):
    for _page, reference, entry in doc.pdf.annotations():
        if not text(entry.get("/Contents")):
            yield reference


@rule("UA 7.18.3 (28-008, 28-009)")
def pages_with_annotations_go_by_the_structure(doc):
    for number, page in doc.pdf.pages():
        if doc.pdf.list(page.get("/Annots")) and page.get("/Tabs") != "/S":
            yield f"page object {number}: {page.get('/Tabs')}"


@rule("UA 7.18.5-1 (28-011)")
def links_are_in_elements_for_links(doc):
    held = {}
    for element in doc.tree.elements:
        for reference in element.objects:
            held.setdefault(reference, []).append(
                doc.tree.standard(element.type))
    for _page, reference, _entry in doc.pdf.annotations():
        if held.get(reference) != ["Link"]:
            yield f"{reference} is in {held.get(reference)}"


@rule("PDF 12.5.2")
def annotations_lie_on_their_page(doc):
    for number, page in doc.pdf.pages():
        box = doc.pdf.list(page.get("/MediaBox")) or [0, 0, 14400, 14400]
        for reference in doc.pdf.list(page.get("/Annots")):
            at = doc.pdf.list(doc.pdf.dict(reference).get("/Rect"))
            if len(at) != 4 or not (
                    box[0] <= at[0] < at[2] <= box[2] and
                    box[1] <= at[1] < at[3] <= box[3]):
                yield f"{reference} on page object {number}: {at}"
