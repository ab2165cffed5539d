"""tools/corpus/web.py - a page as HTML and CSS, for Chromium and others, in
skins that differ in type, columns, headings, marks and how dates are set."""

import html
import random

FONTS = ("Carlito", "Lato", "Open Sans", "Roboto", "Gentium Plus",
         "Liberation Serif", "Liberation Sans", "Caladea", "Vollkorn",
         "DejaVu Sans", "Noto Serif")
COLORS = ("#1f5582", "#7a1f3d", "#2e6b4f", "#000", "#444", "#b3541e")
ICONS = {"email": "✉", "phone": "☎", "location": "⌂", "url": "⚭"}
RULES = ("none", "below", "above", "boxed", "band", "spaced", "centred",
         "small")
DATES = ("flex", "float", "table", "absolute", "tab")


def esc(text):
    return html.escape(text, quote=False)


def spans(list_):
    out = []
    for style, text, url in list_:
        t = esc(text)
        for c, tag in (("b", "b"), ("i", "i"), ("m", "small")):
            t = f"<{tag}>{t}</{tag}>" if c in style else t
        out.append(f'<a href="{html.escape(url)}">{t}</a>' if url else t)
    return "".join(out)


class Skin:
    def __init__(self, look):
        d = self.dice = random.Random(f"skin {look.seed}")
        self.look = look
        self.font, self.head_font = d.choice(FONTS), d.choice(FONTS)
        self.color = d.choice(COLORS)
        self.size = d.choice((8.5, 9, 9.5, 10, 10.5, 11))
        self.leading = d.choice((1.15, 1.25, 1.35, 1.5))
        self.rule = d.choice(RULES)
        self.dates = d.choice(DATES)
        self.align = d.choice(("left", "center", "left", "center", "right"))
        self.icons = d.random() < 0.3 and not look.labels
        self.contact_right = d.random() < 0.15
        self.literal = d.random() < 0.3  # the mark is text of the page
        self.columns = d.choice(("grid", "float", "table", "absolute"))
        self.contact_side = bool(look.side) and d.random() < 0.6
        self.name_side = self.contact_side and d.random() < 0.4
        self.heads_aside = not look.side and d.random() < 0.12 and \
            "aside" not in look.entry.__name__
        self.timeline = d.random() < 0.12
        self.margin = d.choice((12, 15, 18, 22))
        self.justify = d.random() < 0.15
        self.chips = look.skills == "flat" and d.random() < 0.5
        self.list_columns = d.choice((1, 1, 2, 3))
        self.wide = d.choice((28, 30, 33, 36))
        self.dark = d.random() < 0.3
        self.name_size = d.choice((1.7, 2, 2.4, 3))


def head_css(s):
    return {
        "none": "", "small": "font-variant:small-caps;",
        "below": f"border-bottom:1px solid {s.color};",
        "above": f"border-top:2px solid {s.color};padding-top:2px;",
        "boxed": f"border:1px solid {s.color};padding:1px 6px;",
        "band": f"background:{s.color};color:#fff;padding:2px 6px;",
        "spaced": "letter-spacing:.18em;", "centred": "text-align:center;",
    }[s.rule]


def side_css(s):
    w, left = s.wide, s.look.side == "left"
    fill = f"background:{s.color};color:#fff;" if s.dark else ""
    fill += "padding:8px;box-sizing:border-box;"
    order = f"{w}% 1fr" if left else f"1fr {w}%"
    return {
        "grid": f".cols{{display:grid;grid-template-columns:{order};"
                f"gap:5mm}}.side{{{fill}{'' if left else 'order:2'}}}",
        "float": f".side{{float:{s.look.side};width:{w}%;{fill}}}"
                 f".main{{margin-{s.look.side}:{w + 3}%}}",
        "table": f".cols{{display:table;width:100%}}.side,.main{{display:"
                 f"table-cell;vertical-align:top}}.side{{width:{w}%;{fill}}}"
                 ".main{padding:0 5mm}",
        "absolute": ".cols{position:relative}.side{position:absolute;top:0;"
                    f"{s.look.side}:0;width:{w}%;{fill}}}"
                    f".main{{margin-{s.look.side}:{w + 3}%}}",
    }[s.columns]


def css(s):
    mark = "none" if s.literal else \
        {"•": "disc", "◦": "circle", "▪": "square"}.get(
            s.look.mark, f"'{s.look.mark} '")
    when = {
        "flex": ".row{display:flex;justify-content:space-between;gap:1em}",
        "float": ".row .r{float:right}",
        "table": ".row{display:table;width:100%}.row>*{display:table-cell}"
                 ".row .r{text-align:right;white-space:nowrap}",
        "absolute": ".row{position:relative;padding-right:11em}"
                    ".row .r{position:absolute;right:0;top:0}",
        "tab": ".row .r::before{content:'\\2003\\2003'}",
    }[s.dates]
    beside = ".aside{display:grid;grid-template-columns:8.5em 1fr;gap:1em}"
    heads = ".sec{display:grid;grid-template-columns:8em 1fr;gap:1em}" \
        if s.heads_aside else ""
    line = ".items .item{border-left:2px solid #bbb;padding-left:4mm;" \
        "position:relative}" if s.timeline else ""
    return f"""@page{{size:{s.look.paper};margin:{s.margin}mm}}
body{{font:{s.size}pt/{s.leading} '{s.font}';margin:0;color:#222}}
h1,h2{{font-family:'{s.head_font}';margin:0;color:{s.color}}}
h1{{font-size:{s.name_size}em;line-height:1.15}}
h2{{font-size:1.2em;margin:.9em 0 .35em;{head_css(s)}}}
.side h2{{{'color:#fff;' if s.dark else ''}}}
header{{text-align:{s.align};margin-bottom:.6em}}
ul{{margin:.15em 0 .3em;padding-left:{'1em' if s.literal else '1.4em'};
list-style:{mark}}}p{{margin:.2em 0}}
{'p,li{text-align:justify;hyphens:auto}' if s.justify else ''}
small{{font-size:1em;color:#666}}.side small{{color:inherit}}
a{{color:inherit;text-decoration:none}}.item{{margin-bottom:.45em}}
.short{{columns:{s.list_columns}}}
.chip{{display:inline-block;border:1px solid #999;border-radius:4px;
padding:0 .5em;margin:0 .4em .3em 0}}
{when}{beside}{heads}{line}{side_css(s) if s.look.side else ''}"""


def contacts(page, s, side):
    between = page.look.between
    parts = []
    for kind, list_ in page.contacts:
        icon = ICONS.get(kind, "⚯") + " " if s.icons else ""
        parts.append(icon + spans(list_))
    if side or page.look.contact == "lines":
        return "".join(f"<div>{p}</div>" for p in parts)
    half = len(parts) // 2 if page.look.contact == "two" else len(parts)
    gap = between if between.strip() else "&emsp;"
    return "".join(f"<div>{gap.join(p)}</div>"
                   for p in (parts[:half], parts[half:]) if p)


def header(page, s):
    label = f"<div class=label>{esc(page.label)}</div>" if page.label else ""
    name = f"<h1>{esc(page.name)}</h1>"
    reach = contacts(page, s, False)
    about = f"<p>{spans(page.summary)}</p>" if page.summary else ""
    if s.contact_right:
        return "<header style='display:flex;justify-content:space-between'>" \
            f"<div>{name}{label}</div><div>{reach}</div></header>{about}"
    return f"<header>{name}{label}{reach}</header>{about}"


def bullets(list_, s, more=""):
    if not list_:
        return ""
    mark = s.look.mark + " " if s.literal else ""
    return f"<ul{more}>" + "".join(
        f"<li>{mark}{esc(b)}</li>" for b in list_) + "</ul>"


def item(i, s, section):
    rows = ""
    for left, right in i.rows:
        if s.chips and section.kind == "skills":
            rows += "".join(f"<span class=chip>{esc(k.strip())}</span> "
                            for k in left[0][1].split(", "))
            continue
        if right and s.dates == "float":
            rows += f"<div class=row><span class=r>{spans(right)}</span> " \
                f"{spans(left)}</div>"
        elif right:
            rows += f"<div class=row><span>{spans(left)}</span> " \
                f"<span class=r>{spans(right)}</span></div>"
        else:
            rows += f"<div>{spans(left)}</div>"
    rows += "".join(f"<p>{spans(p)}</p>" for p in i.paras)
    short = " class=short" if section.kind == "skills" else ""
    rows += bullets(i.bullets, s, short)
    if i.aside is None:
        return f"<div class=item>{rows}</div>"
    before = "<br>".join(spans(a) for a in i.aside)
    return f"<div class='item aside'><div>{before}</div><div>{rows}</div>" \
        "</div>"


def sections(list_, s):
    return "".join(
        f"<section class=sec><h2>{esc(x.title)}</h2><div class='"
        f"{'items' if x.kind == 'work' else ''}'>"
        f"{''.join(item(i, s, x) for i in x.items)}</div></section>"
        for x in list_)


def render(page):
    s = Skin(page.look)
    if not page.look.side:
        body = header(page, s) + sections(page.main, s)
    else:
        side, top = "", header(page, s)
        if s.contact_side:
            side = f"<h2>{esc(page.contact_title)}</h2>" + \
                contacts(page, s, True)
            name = f"<h1>{esc(page.name)}</h1><div>{esc(page.label)}</div>"
            about = f"<p>{spans(page.summary)}</p>" if page.summary else ""
            top = about if s.name_side else f"<header>{name}</header>{about}"
            side = name + side if s.name_side else side
        side = f"<div class=side>{side}{sections(page.side, s)}</div>"
        main = f"<div class=main>{sections(page.main, s)}</div>"
        if s.columns in ("grid", "absolute") and s.look.side == "right":
            body = f"{top}<div class=cols>{main}{side}</div>"
        elif s.columns == "table" and s.look.side == "right":
            body = f"{top}<div class=cols>{main}{side}</div>"
        else:
            body = f"{top}<div class=cols>{side}{main}</div>"
        if s.columns == "grid":
            body = body.replace("order:2", "")
    return f"<!doctype html><html lang={page.look.lang}><meta charset=utf-8>" \
        f"<title>{esc(page.name)}</title><style>{css(s)}</style>{body}"
