"""python-docx, with the styles of its own template. It has no call that makes
a link, so links are plain text here."""

import io
import json

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from peer import serve

STYLES = {"name": "Title", "section": "Heading 1", "entry": "Heading 2",
          "bullet": "List Bullet"}
SIZES = {"Title": 21, "Heading 1": 10.5, "Heading 2": 9.5}
MUTED = RGBColor(0x59, 0x59, 0x59)


def set_styles(document):
    for name in ("Normal", "List Bullet", *SIZES):
        style = document.styles[name]
        style.font.name = "Carlito"
        style.font.size = Pt(SIZES.get(name, 9))
        style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = 0.96
    document.styles["Heading 1"].paragraph_format.space_before = Pt(6)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(3)
    document.styles["Heading 2"].paragraph_format.tab_stops.add_tab_stop(
        Mm(180), WD_TAB_ALIGNMENT.RIGHT)


def set_page(section):
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(13)


def add(document, b):
    paragraph = document.add_paragraph(
        style=STYLES.get(b["kind"], "Normal"))
    for each in b["runs"]:
        run = paragraph.add_run(each["text"])
        run.bold, run.italic = each.get("bold"), each.get("italic")
        if b["kind"] in ("label", "contact", "detail"):
            run.font.color.rgb = MUTED
    if b["aside"]:
        paragraph.add_run("\t" + b["aside"]).font.color.rgb = MUTED


def render(text):
    blocks, out, document = json.loads(text), io.BytesIO(), Document()
    document.core_properties.title = blocks[0]["runs"][0]["text"]
    set_page(document.sections[0])
    set_styles(document)
    for b in blocks:
        add(document, b)
    document.save(out)
    return out.getvalue()


serve(render)
