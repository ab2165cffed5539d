"""tools/corpus/word.py - a page as DOCX, by python-docx: tab stops or tables,
lists by style or by typed marks, contact data in the header or in a text box,
side bars as tables."""

import copy
import random

try:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Cm, Pt, RGBColor
except ImportError:
    docx = None

FONTS = ("Calibri", "Arial", "Times New Roman", "Georgia", "Cambria",
         "Garamond", "Verdana")


class Skin:
    def __init__(self, look):
        d = random.Random(f"word {look.seed}")
        self.font, self.size = d.choice(FONTS), d.choice((10, 10.5, 11))
        self.headings = d.choice(("style", "style", "bold", "caps"))
        self.right = d.choice(("tab", "tab", "table", "spaces"))
        self.bullets = d.choice(("style", "style", "typed", "typed tab"))
        self.contact = d.choice(("body", "body", "header", "box", "table"))
        self.title = d.choice(("Title", "Heading 1", "Normal"))
        self.center = d.random() < 0.4
        self.sections_in_table = not look.side and d.random() < 0.15
        self.breaks = d.random() < 0.15  # lines, not paragraphs


class Writer:
    def __init__(self, page):
        self.page, self.s = page, Skin(page.look)
        self.file = docx.Document()
        normal = self.file.styles["Normal"]
        normal.font.name, normal.font.size = self.s.font, Pt(self.s.size)
        normal.paragraph_format.space_after = Pt(2)
        self.at = self.file  # or a cell

    def paragraph(self, style=None):
        p = self.at.add_paragraph()
        if style:
            p.style = self.file.styles[style]
        return p

    def link(self, p, text, url):
        r_id = p.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True)
        link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} '
                         f'r:id="{r_id}"/>')
        run = p.add_run(text)
        link.append(run._r)
        p._p.append(link)

    def spans(self, p, list_):
        for style, text, url in list_:
            if url:
                self.link(p, text, url)
                continue
            run = p.add_run(text)
            run.bold, run.italic = "b" in style, "i" in style
            if "m" in style:
                run.font.color.rgb = RGBColor(0x66, 0x66, 0x66)
        return p

    # ---- the head -------------------------------------------------------

    def contacts(self, to):
        page, kept, self.at = self.page, self.at, to
        lines = [c for _, c in page.contacts]
        if page.look.contact == "lines":
            for line in lines:
                self.spans(self.paragraph(), line)
        else:
            p = self.paragraph()
            for i, line in enumerate(lines):
                if i:
                    p.add_run(page.look.between if page.look.between.strip()
                              else "\t")
                self.spans(p, line)
            if self.s.center:
                p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.at = kept

    def box(self):
        """The paragraphs that follow, within a text box of a drawing."""
        cell = self.file.add_table(1, 1).cell(0, 0)
        self.contacts(cell)
        table = cell._tc.getparent().getparent()
        inner = [copy.deepcopy(p) for p in cell._tc if p.tag == qn("w:p")]
        table.getparent().remove(table)
        shape = parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">'
            '<w:pict><v:shape style="width:400pt;height:60pt"><v:textbox>'
            "<w:txbxContent/></v:textbox></v:shape></w:pict></w:r>")
        content = shape.find(f".//{qn('w:txbxContent')}")
        for p in inner:
            content.append(p)
        self.file.add_paragraph()._p.append(shape)

    def head(self):
        page, s = self.page, self.s
        p = self.paragraph(s.title)
        run = p.add_run(page.name)
        run.bold, run.font.size = True, Pt(22)
        if s.center:
            p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if page.label:
            self.paragraph().add_run(page.label)
        if s.contact == "header":
            self.contacts(self.file.sections[0].header)
        elif s.contact == "box":
            self.box()
        elif s.contact == "table":
            row = self.file.add_table(1, len(page.contacts)).rows[0]
            for cell, (_, c) in zip(row.cells, page.contacts):
                self.spans(cell.paragraphs[0], c)
        else:
            self.contacts(self.file)
        if page.summary:
            self.spans(self.paragraph(), page.summary)

    # ---- sections -------------------------------------------------------

    def row(self, left, right, width):
        if not right:
            return self.spans(self.paragraph(), left)
        how = self.s.right
        if how == "table" and self.at is self.file:
            cells = self.file.add_table(1, 2).rows[0].cells
            self.spans(cells[0].paragraphs[0], left)
            p = self.spans(cells[1].paragraphs[0], right)
            p.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            return p
        p = self.spans(self.paragraph(), left)
        if how == "spaces":
            p.add_run("        ")
        else:
            p.paragraph_format.tab_stops.add_tab_stop(
                Cm(width), WD_TAB_ALIGNMENT.RIGHT)
            p.add_run("\t")
        return self.spans(p, right)

    def bullet(self, text):
        how = self.s.bullets
        if how == "style":
            self.paragraph("List Bullet").add_run(text)
        else:
            mark = self.page.look.mark
            self.paragraph().add_run(
                mark + ("\t" if how == "typed tab" else " ") + text)

    def body(self, item, width):
        if self.s.breaks and len(item.rows) > 1 and \
                not any(right for _, right in item.rows):
            p = self.paragraph()
            for i, (left, _) in enumerate(item.rows):
                if i:
                    p.add_run().add_break()
                self.spans(p, left)
        else:
            for left, right in item.rows:
                self.row(left, right, width)
        for para in item.paras:
            self.spans(self.paragraph(), para)
        for text in item.bullets:
            self.bullet(text)

    def item(self, item, width):
        if item.aside is None or self.at is not self.file:
            for line in item.aside or ():
                self.spans(self.paragraph(), line)
            self.body(item, width)
            return
        table = self.file.add_table(1, 2)
        cells = table.rows[0].cells
        for cell, w in zip(cells, (3.6, 12.4)):
            cell.width = Cm(w)
        for i, line in enumerate(item.aside):
            p = cells[0].add_paragraph() if i else cells[0].paragraphs[0]
            self.spans(p, line)
        self.at = cells[1]
        self.body(item, width - 4)
        self.at = self.file
        empty = cells[1].paragraphs[0]
        if not empty.text and len(cells[1].paragraphs) > 1:
            empty._p.getparent().remove(empty._p)

    def sections(self, list_, width):
        for section in list_:
            how = self.s.headings
            p = self.paragraph("Heading 2" if how == "style" else None)
            run = p.add_run(section.title.upper() if how == "caps"
                            else section.title)
            run.bold = True
            if how != "style":
                run.font.size = Pt(self.s.size + 2)
            for item in section.items:
                self.item(item, width)

    def columns(self):
        """A side bar: a table of two cells."""
        left = self.page.look.side == "left"
        cells = self.file.add_table(1, 2).rows[0].cells
        side, main = cells if left else cells[::-1]
        side.width, main.width = Cm(5), Cm(11)
        self.at = side
        self.sections(self.page.side, 4.5)
        self.at = main
        self.sections(self.page.main, 10.5)

    def save(self, path):
        self.head()
        if self.page.look.side:
            self.columns()
        else:
            self.sections(self.page.main, 16)
        self.file.save(path)


def save(page, path):
    Writer(page).save(path)
