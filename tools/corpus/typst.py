"""tools/corpus/typst.py - a page as Typst: one column with dates right or left,
as the themes of RenderCV have it, or two columns by a grid."""

import random

FONTS = ("Carlito", "Lato", "Gentium Plus", "Open Sans", "Vollkorn",
         "Caladea", "Roboto")
HEADS = (
    "#let head(t) = block(above: 12pt, below: 6pt, width: 100%, "
    "stroke: (bottom: 0.6pt + accent), inset: (bottom: 3pt), "
    "text(1.25em, weight: \"bold\", fill: accent, t))",
    "#let head(t) = block(above: 12pt, below: 6pt, grid(columns: (auto, "
    "1fr), gutter: 6pt, text(1.3em, weight: \"bold\", t), "
    "align(horizon, line(length: 100%, stroke: 0.5pt))))",
    "#let head(t) = block(above: 12pt, below: 6pt, smallcaps(text(1.3em, t)))",
    "#let head(t) = block(above: 12pt, below: 6pt, width: 100%, fill: "
    "accent.lighten(80%), inset: 4pt, text(1.1em, weight: \"bold\", t))",
    "#let head(t) = block(above: 12pt, below: 6pt, text(1.1em, weight: "
    "\"bold\", tracking: 0.12em, upper(t)))")


def quoted(text):
    """A string of Typst: nothing in it is markup."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def spans(list_):
    out = []
    for style, text, url in list_:
        t = f"text({quoted(text)})"
        t = f"strong({t})" if "b" in style else t
        t = f"emph({t})" if "i" in style else t
        t = f"text(fill: rgb(\"#666\"), {t})" if "m" in style else t
        out.append(f"link({quoted(url)}, {t})" if url else t)
    return " + ".join(out) or "[]"


class Skin:
    def __init__(self, look):
        d = random.Random(f"typst {look.seed}")
        self.look = look
        self.font, self.head = d.choice(FONTS), d.choice(HEADS)
        self.size = d.choice((9, 9.5, 10, 11))
        self.color = d.choice(("#004f90", "#7a1f3d", "#222222", "#2e6b4f"))
        self.align = d.choice(("center", "left", "center"))
        self.justify = d.choice(("true", "false", "false"))
        self.margin = d.choice((14, 18, 20))


def item(i):
    rows = []
    for left, right in i.rows:
        rows.append(f"grid(columns: (1fr, auto), gutter: 8pt, {spans(left)}, "
                    f"{spans(right)})" if right
                    else f"block({spans(left)})")
    rows += [f"par({spans(p)})" for p in i.paras]
    if i.bullets:
        rows.append("list(" + ", ".join(
            f"text({quoted(b)})" for b in i.bullets) + ")")
    inner = f"stack(spacing: 5pt, {', '.join(rows)})" if rows else "[]"
    if i.aside is None:
        return f"#block(below: 8pt, {inner})"
    before = " + linebreak() + ".join(spans(a) for a in i.aside) or "[]"
    return f"#grid(columns: (22%, 1fr), gutter: 10pt, {before}, {inner})"


def sections(list_):
    return "\n".join(f"#head({quoted(x.title)})\n" +
                     "\n".join(item(i) for i in x.items) for x in list_)


def header(page, s):
    between = page.look.between
    sep = " + linebreak() + " if page.look.contact == "lines" else \
        f" + text({quoted(between if between.strip() else '    ')}) + "
    label = f" + linebreak() + text(1.2em, {quoted(page.label)})" \
        if page.label else ""
    about = f"\n#par({spans(page.summary)})" if page.summary else ""
    return f"#align({s.align}, text(2.4em, weight: \"bold\", fill: accent, " \
        f"{quoted(page.name)}){label})\n#align({s.align}, " \
        f"{sep.join(spans(c) for _, c in page.contacts)}){about}\n"


def render(page):
    s = Skin(page.look)
    paper = "a4" if page.look.paper == "A4" else "us-letter"
    out = f"""#let accent = rgb("{s.color}")
#set page(paper: "{paper}", margin: {s.margin}mm)
#set text(font: "{s.font}", size: {s.size}pt, lang: "{page.look.lang}")
#set par(justify: {s.justify}, leading: 0.5em)
#set list(marker: [{page.look.mark if page.look.mark not in "*-" else "–"}])
{s.head}
{header(page, s)}"""
    if not page.look.side:
        return out + sections(page.main)
    a, b = sections(page.side), sections(page.main)
    wide = "(31%, 1fr)"
    if page.look.side == "right":
        a, b, wide = b, a, "(1fr, 31%)"
    return f"{out}#grid(columns: {wide}, gutter: 14pt, [{a}], [{b}])"
