"""Controls: for each rule a file that breaks it, made from a good one. A rule
that finds nothing there is no rule."""

import os
import re
import subprocess
import tempfile

CHANGES = {}  # name of a rule -> functions that change a draft
EDITS = {}    # name of a rule -> functions that change the written bytes


def breaks(*names):
    def add(function):
        for name in names:
            CHANGES.setdefault(name, []).append(function)
        return function
    return add


def edits(name):
    def add(function):
        EDITS.setdefault(name, []).append(function)
        return function
    return add


def _swap(old, new):
    """Bytes for others, which have to be there."""
    def edit(raw):
        if old not in raw:
            raise AssertionError(f"{old!r} is not there")
        return raw.replace(old, new, 1)
    return edit


# ---- bytes of the file ------------------------------------------------------

for name, old, new in (
        ("the_header_is_pdf_1_0_to_1_7_at_the_first_byte", b"%PDF-1.7",
         b"%PDF-1.9"),
        ("the_header_is_pdf_1_0_to_1_7_at_the_first_byte", b"%PDF-1.7\n",
         b"%PDF-1.7 \n"),
        ("four_bytes_over_127_follow_the_header", b"%\xe2\xe3\xcf\xd3",
         b"%abcd"),
        ("the_trailer_has_an_id_of_two_strings", b"/ID[", b"/IX["),
        ("the_words_around_a_stream_have_line_ends", b">>stream\n",
         b">>stream\r"),
        ("the_words_around_a_stream_have_line_ends", b"\nendstream",
         b" endstream"),
        ("objects_begin_and_end_on_lines_of_their_own", b" 0 obj\n",
         b" 0 obj "),
        ("objects_begin_and_end_on_lines_of_their_own", b"\nendobj\n",
         b" endobj\n")):
    EDITS.setdefault(name, []).append(_swap(old, new))


@edits("nothing_follows_the_end_of_the_file")
def _more(raw):
    return raw + b"more\n"


@edits("streams_are_as_long_as_they_say")
def _longer(raw):
    found = re.search(rb"/Type/Metadata/Subtype/XML/Length (\d+)", raw)
    length = int(found.group(1))
    return raw.replace(found.group(), found.group().replace(
        str(length).encode(), str(length - 1).encode()))


@edits("there_are_at_most_8388607_objects")
def _size(raw):
    return re.sub(rb"/Size \d+", b"/Size 9999999", _unpacked(raw), count=1)


@edits("nothing_is_encrypted")
def _encrypted(raw):
    with tempfile.TemporaryDirectory() as box:
        plain, locked = os.path.join(box, "a.pdf"), os.path.join(box, "b.pdf")
        with open(plain, "wb") as f:
            f.write(raw)
        subprocess.run(["qpdf", "--allow-weak-crypto", "--encrypt", "", "o",
                        "128", "--use-aes=y", "--", plain, locked],
                       check=True, capture_output=True)
        with open(locked, "rb") as f:
            return f.read()


def _unpacked(raw):
    """The same without streams of objects."""
    with tempfile.TemporaryDirectory() as box:
        packed, plain = os.path.join(box, "a.pdf"), os.path.join(box, "b.pdf")
        with open(packed, "wb") as f:
            f.write(raw)
        subprocess.run(["qpdf", "--object-streams=disable", packed, plain],
                       check=True, capture_output=True)
        with open(plain, "rb") as f:
            return f.read()


@edits("one_line_end_stands_between_xref_and_its_numbers")
def _xref(raw):
    return _swap(b"\nxref\n", b"\nxref ")(_unpacked(raw))


@edits("names_are_utf_8")
def _latin_name(raw):
    return _swap(b"/S /H1", b"/S /H\xe9")(_unpacked(raw))


@edits("strings_in_hex_have_an_even_number_of_hex_digits")
def _odd_id(raw):
    found = re.search(rb"/ID\[\(", raw)
    return raw[:found.start()] + b"/ID[<ABC>(" + raw[found.end():]


@edits("references_lead_to_objects")
def _nowhere(raw):
    return re.sub(rb"/Root 1 0 R", b"/Root 1 0 R/Xtra 99999 0 R", raw,
                  count=1)


# ---- content ----------------------------------------------------------------

_CONTENT = (
    ("strings_in_hex_have_an_even_number_of_hex_digits",
     lambda c: c + b"/Artifact<</X<41F>>>BDC EMC\n"),
    ("whole_numbers_have_32_bits", lambda c: c + b"4294967296 w\n"),
    ("other_numbers_are_neither_too_large_nor_too_small",
     lambda c: c + b"0." + b"0" * 44 + b"1 w\n"),
    ("strings_have_at_most_32767_bytes",
     lambda c: c + b"/Artifact<</X(" + b"a" * 40000 + b")>>BDC EMC\n"),
    ("graphics_states_are_nested_in_pairs_and_28_deep_at_most",
     lambda c: c + b"q " * 29 + b"Q " * 29),
    ("graphics_states_are_nested_in_pairs_and_28_deep_at_most",
     lambda c: c + b"q\n"),
    ("operators_are_those_of_pdf_and_none_is_an_inline_image",
     lambda c: c + b"1 frob\n"),
    ("what_a_page_names_is_among_its_own_resources",
     lambda c: c.replace(b"/F0 ", b"/F99 ")),
    ("pages_use_no_graphics_states_patterns_or_shadings",
     lambda c: c + b"/Perceptual ri\n"),
    ("colours_are_of_the_space_that_the_output_intent_is_of",
     lambda c: c + b"0 0 0 1 k\n"),
    ("programs_have_the_glyphs_that_are_used",
     lambda c: c.replace(b"]TJ", b"]TJ<FFFE>Tj", 1)),
    ("every_code_stands_for_a_text",
     lambda c: c.replace(b"]TJ", b"]TJ<FFFD>Tj", 1)),
    ("nothing_shows_the_glyph_for_what_is_missing",
     lambda c: c.replace(b"]TJ", b"]TJ<0000>Tj", 1)),
    ("strings_are_whole_codes",
     lambda c: c.replace(b"]TJ", b"]TJ<41>Tj", 1)),
    ("no_artifact_stands_in_tagged_content",
     lambda c: c.replace(b"]TJ", b"]TJ/Artifact BMC EMC", 1)),
    ("no_tagged_content_stands_in_an_artifact",
     lambda c: c + b"/Artifact BMC /P<</MCID 900>>BDC EMC EMC\n"),
    ("all_content_is_tagged_or_an_artifact",
     lambda c: c + b"0 0 5 5 re f\n"),
    ("all_content_is_tagged_or_an_artifact",
     lambda c: c + b"BT/F0 9 Tf(\0\1)Tj ET\n"),
    ("marked_content_begins_and_ends_in_pairs", lambda c: c + b"EMC\n"),
    ("marked_content_begins_and_ends_in_pairs",
     lambda c: c + b"/Artifact BMC BT EMC ET\n"),
    ("pieces_have_numbers_of_their_own_on_each_page",
     lambda c: c.replace(b"/MCID 1>>", b"/MCID 0>>", 1)),
    ("every_piece_is_in_one_element_and_every_element_has_its_pieces",
     lambda c: c + b"/P<</MCID 900>>BDC EMC\n"),
    ("every_piece_is_in_one_element_and_every_element_has_its_pieces",
     lambda c: c.replace(b"/MCID 1>>", b"/MCID 900>>", 1)),
)
for name, edit in _CONTENT:
    breaks(name)(lambda draft, edit=edit: draft.content(edit))


# ---- objects ----------------------------------------------------------------


def _elements(draft, kind):
    return draft.of("/S", kind)


def _font(draft):
    return draft.of("/Subtype", "/CIDFontType2")[0]


def _descriptor(draft):
    return draft.get(_font(draft)["/FontDescriptor"])


def _image(draft):
    return draft.of("/Subtype", "/Image")[0]


def _link(draft):
    return draft.of("/Subtype", "/Link")[0]


def _resources(draft):
    return draft.get(draft.page()["/Resources"])


def _intents(draft):
    return draft.root()["/OutputIntents"]


def _set(where, key, value):
    def change(draft):
        where(draft)[key] = value
    return change


def _drop(where, key):
    def change(draft):
        del where(draft)[key]
    return change


def _first(kind):
    return lambda draft: _elements(draft, kind)[0]


def _page(draft):
    return draft.page()


def _root(draft):
    return draft.root()


_OBJECTS = (
    ("streams_lie_in_the_file_itself", _set(_image, "/F", "u:else.where")),
    ("filters_are_standard_ones_but_for_lzw_crypt_and_jpx",
     _set(_image, "/Filter", "/LZWDecode")),
    ("names_have_at_most_127_bytes", _set(_root, "/" + "a" * 200, 1)),
    ("pages_have_a_sensible_size", _set(_page, "/MediaBox", [0, 0, 2, 2])),
    ("every_page_has_a_size_and_content", _drop(_page, "/MediaBox")),
    ("every_page_has_a_size_and_content", _drop(_page, "/Contents")),
    ("pages_use_no_graphics_states_patterns_or_shadings",
     _set(_resources, "/ExtGState", {"/G": {"/CA": 1}})),
    ("what_a_page_names_is_among_its_own_resources",
     _drop(_page, "/Resources")),
    ("the_output_intent_has_a_whole_icc_profile",
     _drop(_root, "/OutputIntents")),
    ("colour_spaces_are_device_ones_or_palettes_of_them",
     _set(_image, "/ColorSpace", ["/Lab", {"/WhitePoint": [1, 1, 1]}])),
    ("colours_are_of_the_space_that_the_output_intent_is_of",
     _set(_image, "/ColorSpace", "/DeviceCMYK")),
    ("pictures_have_no_alternates_no_opi_and_no_interpolation",
     _set(_image, "/Interpolate", True)),
    ("pictures_have_no_alternates_no_opi_and_no_interpolation",
     _set(_image, "/Alternates", [])),
    ("pictures_have_1_2_4_8_or_16_bits_and_all_their_pixels",
     _set(_image, "/BitsPerComponent", 3)),
    ("pictures_have_1_2_4_8_or_16_bits_and_all_their_pixels",
     _set(_image, "/Height", 9)),
    ("what_is_drawn_from_elsewhere_is_a_picture",
     _set(_image, "/Subtype", "/Form")),
    ("fonts_are_composite_ones_with_all_their_parts",
     _set(_font, "/Subtype", "/TrueType")),
    ("fonts_are_composite_ones_with_all_their_parts",
     _set(_descriptor, "/FontName", "/Other")),
    ("codes_are_cids_by_identity",
     _set(lambda d: d.of("/Subtype", "/Type0")[0], "/Encoding",
          "/UniJIS-UTF16-H")),
    ("codes_are_cids_by_identity", _drop(_font, "/CIDSystemInfo")),
    ("truetype_fonts_say_which_glyph_a_cid_is", _drop(_font, "/CIDToGIDMap")),
    ("every_font_is_embedded", _drop(_descriptor, "/FontFile2")),
    ("widths_are_those_of_the_program", _set(_font, "/W", [1, 999, 333])),
    ("every_code_stands_for_a_text",
     _drop(lambda d: d.of("/Subtype", "/Type0")[0], "/ToUnicode")),
    ("there_is_a_tree_of_structure", _drop(_root, "/StructTreeRoot")),
    ("there_is_a_tree_of_structure",
     _drop(lambda d: d.get(d.root()["/StructTreeRoot"]), "/Type")),
    ("types_are_standard_ones_or_mapped_to_them",
     _set(_first("/H1"), "/S", "/Headline")),
    ("the_map_of_roles_maps_no_standard_type_and_has_no_circle",
     _set(lambda d: d.get(d.root()["/StructTreeRoot"]), "/RoleMap",
          {"/P": "/H1"})),
    ("the_map_of_roles_maps_no_standard_type_and_has_no_circle",
     _set(lambda d: d.get(d.root()["/StructTreeRoot"]), "/RoleMap",
          {"/A": "/B", "/B": "/A"})),
    ("elements_name_their_parent", _drop(_first("/P"), "/P")),
    ("everything_is_within_one_document",
     _set(_first("/Document"), "/S", "/Part")),
    ("types_with_rules_of_their_own_are_not_used",
     _set(_first("/P"), "/S", "/Table")),
    ("lists_consist_of_items_and_items_of_label_and_body",
     _set(_first("/LI"), "/S", "/P")),
    ("lists_consist_of_items_and_items_of_label_and_body",
     _set(_first("/LBody"), "/S", "/P")),
    ("lists_with_labels_say_how_these_look", _drop(_first("/L"), "/A")),
    ("figures_tell_what_is_to_be_seen", _drop(_first("/Figure"), "/Alt")),
    ("figures_tell_what_is_to_be_seen", _set(_first("/Figure"), "/Alt", "u:")),
    ("figures_say_where_they_are", _drop(_first("/Figure"), "/A")),
    ("headings_begin_with_the_first_level_and_skip_none",
     _set(_first("/H1"), "/S", "/P")),
    ("headings_begin_with_the_first_level_and_skip_none",
     _set(_first("/H2"), "/S", "/H3")),
    ("languages_are_tags_of_languages",
     _set(_root, "/Lang", "u:English, mostly")),
    ("the_document_has_a_language", _drop(_root, "/Lang")),
    ("annotations_are_links", _set(_link, "/Subtype", "/Text")),
    ("annotations_are_printed_and_not_hidden", _set(_link, "/F", 0)),
    ("annotations_are_printed_and_not_hidden", _set(_link, "/F", 6)),
    ("annotations_are_printed_and_not_hidden", _drop(_link, "/F")),
    ("annotations_draw_nothing_themselves", _set(_link, "/AP", {})),
    ("links_tell_where_they_lead", _drop(_link, "/Contents")),
    ("pages_with_annotations_go_by_the_structure", _drop(_page, "/Tabs")),
    ("pages_with_annotations_go_by_the_structure",
     _set(_page, "/Tabs", "/R")),
    ("links_are_in_elements_for_links", _set(_first("/Link"), "/S", "/Span")),
    ("annotations_lie_on_their_page",
     _set(_link, "/Rect", [0, 0, 9000, 10])),
    ("annotations_lie_on_their_page", _set(_link, "/Rect", [9, 9, 9, 9])),
    ("the_catalogue_has_metadata", _drop(_root, "/Metadata")),
    ("the_old_information_says_the_same_as_the_metadata",
     lambda d: d.info().update({"/Title": "u:Another"})),
    ("the_old_information_says_the_same_as_the_metadata",
     lambda d: d.info().update({"/CreationDate": "u:D:20010101000000Z"})),
    ("the_catalogue_says_that_it_is_tagged",
     _set(_root, "/MarkInfo", {"/Marked": False})),
    ("the_catalogue_says_that_it_is_tagged",
     _set(_root, "/MarkInfo", {"/Marked": True, "/Suspects": True})),
    ("windows_show_the_title", _drop(_root, "/ViewerPreferences")),
    ("there_are_no_forms_layers_attachments_or_demands",
     _set(_root, "/AcroForm", {"/Fields": []})),
    ("there_are_no_forms_layers_attachments_or_demands",
     _set(_root, "/Names", {"/EmbeddedFiles": {"/Names": []}})),
    ("all_that_happens_is_going_somewhere",
     _set(_root, "/OpenAction", {"/S": "/JavaScript", "/JS": "u:beep"})),
    ("all_that_happens_is_going_somewhere", _set(_page, "/AA", {})),
    ("addresses_have_seven_bits",
     lambda d: _link(d)["/A"].update({"/URI": "u:https://\u00fc.example"})),
    ("every_heading_has_a_bookmark", _drop(_root, "/Outlines")),
    ("bookmarks_are_a_tree_and_lead_to_pages",
     lambda d: d.get(d.get(d.root()["/Outlines"])["/First"]).pop("/Dest")),
    ("bookmarks_are_a_tree_and_lead_to_pages",
     lambda d: d.get(d.get(d.root()["/Outlines"])["/First"]).pop("/Parent")),
)
for name, change in _OBJECTS:
    breaks(name)(change)


# ---- what takes more --------------------------------------------------------


@breaks("what_is_packed_by_flate_can_be_unpacked")
def _torn(draft):
    reference = draft.add_stream(b"no zlib stream")
    draft.get(reference)["/Filter"] = "/FlateDecode"
    draft.root()["/Xtra"] = reference


@breaks("the_output_intent_has_a_whole_icc_profile")
def _short_profile(draft):
    draft.change(_intents(draft)[0]["/DestOutputProfile"],
                 lambda data: data[:200])


@breaks("all_output_intents_have_one_profile")
def _two_profiles(draft):
    profile = draft.data(_intents(draft)[0]["/DestOutputProfile"])
    other = dict(_intents(draft)[0],
                 **{"/DestOutputProfile": draft.add_stream(profile)})
    _intents(draft).append(other)


@breaks("font_programs_are_whole")
def _damaged_font(draft):
    draft.change(_descriptor(draft)["/FontFile2"],
                 lambda d: d[:400] + bytes([d[400] ^ 255]) + d[401:])


@breaks("font_programs_are_whole")
def _cut_font(draft):
    draft.change(_descriptor(draft)["/FontFile2"], lambda d: d[:300])


@breaks("a_list_of_cids_is_not_there_or_names_all_of_them")
def _few_cids(draft):
    _descriptor(draft)["/CIDSet"] = draft.add_stream(b"\xff")


def _meaning(text):
    """Every second code stands for it."""
    def change(draft):
        font = draft.of("/Subtype", "/Type0")[0]
        draft.change(font["/ToUnicode"], lambda data: re.sub(
            rb"(>)<[0-9A-F]+>(\s)", rb"\1<" + text + rb">\2", data))
    return change


breaks("no_code_stands_for_what_is_no_character")(_meaning(b"FEFF"))
breaks("private_characters_tell_their_text")(_meaning(b"E000"))


@breaks("every_piece_is_in_one_element_and_every_element_has_its_pieces")
def _held_twice(draft):
    names = [e for e in draft.of("/S", "/P") if isinstance(e.get("/K"), int)]
    names[0]["/K"] = names[1]["/K"]


@breaks("the_tree_of_parents_leads_back")
def _wrong_parents(draft):
    tree = draft.get(draft.root()["/StructTreeRoot"])["/ParentTree"]
    draft.get(draft.get(tree)["/Nums"][1]).reverse()


@breaks("the_tree_of_parents_leads_back", "links_are_in_elements_for_links")
def _link_in_none(draft):
    for element in draft.of("/S", "/Link"):
        kids = element["/K"]
        element["/K"] = [k for k in kids if not isinstance(k, dict)] \
            if isinstance(kids, list) else kids
    del _link(draft)["/StructParent"]
    for element in draft.of("/S", "/Link"):
        element["/K"].append({"/Type": "/OBJR", "/Obj": draft.page()[
            "/Annots"][0]})


def _xmp(old, new):
    def change(draft):
        draft.change(draft.root()["/Metadata"], _swap(old, new))
    return change


for name, old, new in (
        ("the_packet_has_no_bytes_and_no_encoding", b"<?xpacket begin=",
         b"<?xpacket bytes=\"9\" begin="),
        ("the_metadata_is_well_formed_rdf_in_utf_8", b"</rdf:RDF>", b""),
        ("the_metadata_is_well_formed_rdf_in_utf_8", b"Vitae", b"Vit\xe6"),
        ("properties_are_known_or_explained", b"<pdf:Producer>",
         b"<pdf:Shoe>9</pdf:Shoe><pdf:Producer>"),
        ("properties_are_known_or_explained", b"URI>http://www.aiim.org/",
         b"URI>http://nobody.example/"),
        ("extension_schemas_have_all_their_fields",
         b"<pdfaProperty:category>internal</pdfaProperty:category>", b""),
        ("extension_schemas_have_all_their_fields",
         b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>", b""),
        ("the_file_says_that_it_is_pdf_a_2a", b"part>2<", b"part>3<"),
        ("the_file_says_that_it_is_pdf_a_2a", b"conformance>A<",
         b"conformance>B<"),
        ("the_file_says_that_it_is_pdf_ua_1", b"<pdfuaid:part>1",
         b"<pdfuaid:part>2"),
        ("the_metadata_has_a_title", b"dc:title>", b"dc:label>")):
    breaks(name)(_xmp(old, new))
