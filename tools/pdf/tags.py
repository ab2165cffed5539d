"""The structure of a tagged PDF: elements, their kids, what they hold."""

from .file import Broken, is_reference

STANDARD = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index
    NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead
    TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP
    Warichu WT WP Figure Formula Form""".split())


class Element:
    def __init__(self, reference, entry, parent):
        self.reference, self.dict, self.parent = reference, entry, parent
        self.type = str(entry.get("/S", ""))[1:]
        self.kids = []
        self.pieces = []   # (number of the page's object, MCID)
        self.objects = []  # references of annotations

    def __str__(self):
        return f"{self.type} ({self.reference})"

    def number(self):
        if is_reference(self.reference):
            return int(self.reference.split()[0])
        return 0


class Tree:
    def __init__(self, pdf):
        self.pdf = pdf
        self.root = pdf.dict(pdf.root.get("/StructTreeRoot"))
        self.roles = pdf.dict(self.root.get("/RoleMap"))
        self.elements = []
        self._seen = set()
        for kid in self._as_list(self.root.get("/K")):
            self._walk(kid, None, None)

    def _as_list(self, value):
        found = self.pdf.get(value)
        if found is None:
            return []
        return found if isinstance(found, list) else [value]

    def _walk(self, reference, parent, page):
        entry = self.pdf.get(reference)
        if not isinstance(entry, dict):
            return
        if is_reference(reference):
            if reference in self._seen:
                raise Broken("the structure goes round in a circle")
            self._seen.add(reference)
        element = Element(reference, entry, parent)
        self.elements.append(element)
        if parent:
            parent.kids.append(element)
        page = entry.get("/Pg", page)
        for kid in self._as_list(entry.get("/K")):
            self._kid(element, kid, page)

    def _kid(self, element, kid, page):
        value = self.pdf.get(kid)
        if isinstance(value, int):
            element.pieces.append((page, value))
            return
        kind = value.get("/Type") if isinstance(value, dict) else None
        if kind == "/MCR":
            element.pieces.append((value.get("/Pg", page), value["/MCID"]))
        elif kind == "/OBJR":
            element.objects.append(value.get("/Obj"))
        else:
            self._walk(kid, element, page)

    def standard(self, name):
        """What a type comes to by the role map; itself, if by none."""
        seen = set()
        while name not in STANDARD and "/" + name in self.roles:
            if name in seen:
                return name
            seen.add(name)
            name = str(self.roles["/" + name])[1:]
        return name

    def parents(self):
        """The number tree of parents: key -> value."""
        out, todo = {}, [self.root.get("/ParentTree")]
        while todo:
            node = self.pdf.dict(todo.pop())
            row = self.pdf.list(node.get("/Nums"))
            out.update(zip(row[::2], row[1::2]))
            todo.extend(self.pdf.list(node.get("/Kids")))
        return out
