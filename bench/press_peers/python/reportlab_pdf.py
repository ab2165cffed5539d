"""ReportLab with Platypus: its paragraphs, styles and flowables."""

import io
import json
from xml.sax.saxutils import escape

from peer import serve
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (HRFlowable, Paragraph, SimpleDocTemplate,
                                Table)

FOLDER = "/usr/share/fonts/truetype/crosextra/Carlito-"
FACES = {"Carlito": "Regular", "Carlito-B": "Bold", "Carlito-I": "Italic",
         "Carlito-BI": "BoldItalic"}
for name, face in FACES.items():
    pdfmetrics.registerFont(TTFont(name, f"{FOLDER}{face}.ttf"))
pdfmetrics.registerFontFamily("Carlito", *FACES)

WIDTH = A4[0] - 30 * mm
MUTED = HexColor("#595959")


def style(kind, size=9, **how):
    return ParagraphStyle(kind, **{
        "fontName": "Carlito", "fontSize": size, "leading": size * 1.15,
        **how})


STYLES = {s.name: s for s in (
    style("name", 21, fontName="Carlito-B", leading=23),
    style("label", 10.5, textColor=MUTED),
    style("contact", textColor=MUTED),
    style("section", 10.5, fontName="Carlito-B", spaceBefore=6,
          keepWithNext=1),
    style("entry", 9.5, keepWithNext=1),
    style("aside", textColor=MUTED, alignment=TA_RIGHT),
    style("detail", textColor=MUTED),
    style("text"), style("term"), style("quote"),
    style("bullet", leftIndent=11, bulletIndent=0, spaceBefore=0.5),
)}
RULE = HRFlowable(width="100%", thickness=0.5, color=HexColor("#a6a6a6"),
                  spaceBefore=0, spaceAfter=2)
COLUMNS = [("LEFTPADDING", (0, 0), (-1, -1), 0),
           ("RIGHTPADDING", (0, 0), (-1, -1), 0),
           ("TOPPADDING", (0, 0), (-1, -1), 3),
           ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]


def markup(run):
    text = escape(run["text"])
    if run.get("url"):
        text = f'<a href="{escape(run["url"])}">{text}</a>'
    for how, tag in (("bold", "b"), ("italic", "i")):
        if run.get(how):
            text = f"<{tag}>{text}</{tag}>"
    return text


def flowables(blocks):
    for b in blocks:
        text = Paragraph("".join(map(markup, b["runs"])), STYLES[b["kind"]],
                         "•" if b["kind"] == "bullet" else None)
        if b["kind"] == "entry":
            aside = Paragraph(b["aside"], STYLES["aside"])
            text = Table([[text, aside]], [WIDTH - 110, 110], style=COLUMNS)
            text.keepWithNext = 1
        yield text
        if b["kind"] == "section":
            yield RULE


def render(text):
    blocks, out = json.loads(text), io.BytesIO()
    name = blocks[0]["runs"][0]["text"]
    SimpleDocTemplate(
        out, pagesize=A4, title=name, author=name, lang="en",
        leftMargin=15 * mm - 6, rightMargin=15 * mm - 6,
        topMargin=13 * mm - 6, bottomMargin=13 * mm - 6,
    ).build(list(flowables(blocks)))
    return out.getvalue()


serve(render)
