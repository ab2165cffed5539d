"""tools/corpus/latex.py - a page as LaTeX: layouts of the article class in the
manner of those that many use, and the classes moderncv, europecv, currvita."""

import random
import re

import layout

SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}",
           "^": r"\textasciicircum{}", **{c: "\\" + c for c in "&%$#_{}"}}
TYPES = (  # of pdflatex
    "", r"\usepackage{lmodern}", r"\usepackage{charter}",
    r"\usepackage[default]{sourcesanspro}", r"\usepackage{mathptmx}",
    r"\usepackage{helvet}\renewcommand\familydefault{\sfdefault}",
    r"\usepackage{palatino}", r"\usepackage{bookman}")
FONTS = ("Carlito", "Lato", "Open Sans", "Gentium Plus", "Roboto",
         "Liberation Serif", "Vollkorn", "Caladea")  # of xelatex
ICONS = {"email": r"\faEnvelope", "phone": r"\faPhone", "url": r"\faGlobe",
         "location": r"\faMapMarker*", "LinkedIn": r"\faLinkedin",
         "GitHub": r"\faGithub", "Twitter": r"\faTwitter"}
HEADS = (
    r"\newcommand\head[1]{\par\vspace{9pt}{\large\scshape #1}"
    r"\par\vspace{-5pt}\hrulefill\par\vspace{2pt}}",
    r"\newcommand\head[1]{\par\vspace{9pt}{\Large\bfseries\color{accent}"
    r"#1}\hspace{6pt}\hrulefill\par\vspace{3pt}}",
    r"\newcommand\head[1]{\par\vspace{10pt}{\large\bfseries\color{accent}"
    r"\MakeUppercase{#1}}\par\vspace{3pt}}",
    r"\newcommand\head[1]{\par\vspace{8pt}\noindent\colorbox{accent!15}"
    r"{\parbox{\dimexpr\linewidth-2\fboxsep}{\bfseries #1}}\par"
    r"\vspace{3pt}}",
    r"\newcommand\head[1]{\par\vspace{9pt}{\centering\bfseries #1\par}"
    r"\vspace{2pt}}",
    r"\newcommand\head[1]{\section*{#1}}")


def esc(text):
    text = "".join(SPECIAL.get(c, c) for c in text)
    return text.replace(" – ", " -- ").replace("–", "--") \
        .replace("—", "---").replace("€", r"\texteuro{}") \
        .replace("£", r"\pounds{}").replace("’", "'")


def spans(list_):
    out = []
    for style, text, url in list_:
        t = esc(text)
        t = rf"\textbf{{{t}}}" if "b" in style else t
        t = rf"\textit{{{t}}}" if "i" in style else t
        if url:
            t = rf"\href{{{url.replace('%', '')}}}{{{t}}}"
        out.append(t)
    return "".join(out)


class Skin:
    def __init__(self, look, number):
        d = self.dice = random.Random(f"latex {look.seed}")
        self.look, self.number = look, number
        self.engine = "xelatex" if number % 3 == 0 else "pdflatex"
        self.icons = d.random() < 0.35 and not look.labels
        self.head = d.choice(HEADS)
        self.row = d.choice(("hfill", "tabular", "tabularx"))
        self.mark = d.choice((r"\textbullet", "--", r"$\circ$",
                              r"$\triangleright$", r"\textbullet"))
        self.center = d.random() < 0.5
        self.size = d.choice(("10pt", "11pt", "12pt"))
        self.scale = d.choice((0.76, 0.82, 0.86))
        self.color = d.choice(("0,0,0", "0.1,0.3,0.5", "0.5,0.1,0.2"))
        self.font = d.choice(FONTS if self.engine == "xelatex" else TYPES)
        self.split = "minipage" if number % 2 else "paracol"


def preamble(s, cls="article"):
    fonts = rf"\usepackage{{fontspec}}\setmainfont{{{s.font}}}" \
        if s.engine == "xelatex" else \
        r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}" \
        r"\usepackage{textcomp}" + s.font
    return rf"""\documentclass[{s.size},a4paper]{{{cls}}}
{fonts}
\usepackage[scale={s.scale}]{{geometry}}
\usepackage{{xcolor,enumitem,tabularx,array,paracol,eurosym}}
\usepackage{{fontawesome5}}
\usepackage[hidelinks]{{hyperref}}
\definecolor{{accent}}{{rgb}}{{{s.color}}}
\setlength\parindent{{0pt}}\pagestyle{{empty}}\raggedbottom
\setlist[itemize]{{label={{{s.mark}}},leftmargin=14pt,itemsep=1pt,
topsep=2pt,parsep=0pt}}
{s.head}
\begin{{document}}
"""


def contacts(page, s):
    parts = [(ICONS.get(kind, r"\faLink") + "~" if s.icons else "") +
             spans(list_) for kind, list_ in page.contacts]
    if page.look.contact == "lines":
        return r"\\".join(parts)
    between = page.look.between
    return (esc(between) if between.strip() else r"\quad ").replace(
        "•", r"\textbullet{}").replace("·", r"\textperiodcentered{}") \
        .join(parts)


def header(page, s):
    name = rf"{{\Huge\bfseries {esc(page.name)}}}"
    label = rf"\\[3pt]{{\large {esc(page.label)}}}" if page.label else ""
    about = f"\n\n{spans(page.summary)}\n\n" if page.summary else ""
    where = "center" if s.center else "flushleft"
    return rf"\begin{{{where}}}{name}{label}\\[5pt]{contacts(page, s)}" \
        rf"\end{{{where}}}{about}"


def row(left, right, s):
    if not right:
        return spans(left) + r"\par " if left else ""
    a, b = spans(left), spans(right)
    if s.row == "hfill":
        return rf"{a}\hfill {b}\par "
    if s.row == "tabular":
        return rf"\begin{{tabular*}}{{\linewidth}}[t]{{@{{}}l@{{\extracolsep" \
            rf"{{\fill}}}}r@{{}}}}{a} & {b}\\\end{{tabular*}}\par"
    return rf"\begin{{tabularx}}{{\linewidth}}{{@{{}}Xr@{{}}}}{a} & {b}" \
        r"\\\end{tabularx}\par"


def items(list_):
    if not list_:
        return ""
    return r"\begin{itemize}" + "".join(
        rf"\item {esc(b)}" + "\n" for b in list_) + r"\end{itemize}"


def item(i, s):
    body = "\n".join(row(left, right, s) for left, right in i.rows)
    body += "".join(spans(p) + r"\par " for p in i.paras) + items(i.bullets)
    if i.aside is None:
        return body + r"\vspace{4pt}"
    before = r"\\".join(spans(a) for a in i.aside)
    return rf"\begin{{minipage}}[t]{{0.2\linewidth}}\raggedright {before}" \
        r"\end{minipage}\hfill\begin{minipage}[t]{0.77\linewidth}" \
        rf"{body}\end{{minipage}}\par\vspace{{5pt}}"


def sections(list_, s):
    return "\n".join(rf"\head{{{esc(x.title)}}}" + "\n".join(
        item(i, s) for i in x.items) for x in list_)


def plain(page, s):
    """One column, or two by minipages or paracol."""
    out = preamble(s) + header(page, s)
    main, side = sections(page.main, s), sections(page.side, s)
    if not page.look.side:
        return out + main + r"\end{document}"
    w = (0.31, 0.65)
    a, b = (side, main) if page.look.side == "left" else (main, side)
    w = w if page.look.side == "left" else w[::-1]
    # what a minipage holds does not go on in the next page
    if s.split == "paracol" or max(len(a), len(b)) > 2600:
        return out + rf"\columnratio{{{w[0]}}}\begin{{paracol}}{{2}}{a}" \
            rf"\switchcolumn {b}\end{{paracol}}\end{{document}}"
    return out + rf"\begin{{minipage}}[t]{{{w[0]}\linewidth}}{a}" \
        rf"\end{{minipage}}\hfill\begin{{minipage}}[t]{{{w[1]}\linewidth}}" \
        rf"{b}\end{{minipage}}\end{{document}}"


# ---- classes ----------------------------------------------------------------

STYLES = ("casual", "classic", "banking", "oldstyle")


def moderncv(composer, s):
    """Its commands, asked with the fields."""
    page, truth = composer.page, composer.page.truth
    b = truth["basics"]
    given, _, family = b["name"].partition(" ")
    place = b["location"]
    out = [rf"\documentclass[{s.size},a4paper,sans]{{moderncv}}",
           rf"\moderncvstyle{{{STYLES[s.number % 4]}}}",
           rf"\moderncvcolor{{{('blue', 'green', 'burgundy')[s.number % 3]}}}",
           r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}"
           r"\usepackage{textcomp}" if s.engine == "pdflatex" else "",
           rf"\usepackage[scale={s.scale}]{{geometry}}",
           rf"\name{{{esc(given)}}}{{{esc(family)}}}",
           rf"\title{{{esc(b['label'])}}}",
           rf"\address{{{esc(place.get('address', ''))}}}"
           rf"{{{esc(place.get('postalCode', '') + ' ' + place['city'])}}}"
           rf"{{{esc(place.get('region', ''))}}}",
           rf"\phone[mobile]{{{esc(b['phone'])}}}\email{{{esc(b['email'])}}}"]
    for p in b["profiles"]:
        if p["network"] in ("LinkedIn", "GitHub", "Twitter"):
            out.append(rf"\social[{p['network'].lower()}]{{{p['username']}}}")
    # sans serif type of outlines, whatever the rest is
    out += [r"\usepackage{lmodern}", s.font, r"\begin{document}",
            r"\makecvtitle"]
    if page.summary:
        out.append(spans(page.summary))
    for kind in composer.order():
        if truth.get(kind):
            out.append(rf"\section{{{esc(page.look.title(kind))}}}")
            out += [_moderncv(kind, e, composer) for e in truth[kind]]
    return "\n".join(out) + r"\end{document}"


def _moderncv(kind, e, composer):
    if kind in ("work", "volunteer", "education"):
        when = composer.when(e)
        what = (e.get("position") or f"{e['studyType']} {e['area']}",
                e.get("name") or e.get("organization") or e.get("institution"),
                e.get("location", ""))
        fields = "".join(f"{{{esc(w)}}}" for w in (when, *what, ""))
        return rf"\cventry{fields}{{{items(e.get('highlights'))}}}"
    if kind == "skills":
        listed = esc(", ".join(e["keywords"]))
        return rf"\cvitem{{{esc(e['name'])}}}{{{listed}}}"
    if kind == "languages":
        return rf"\cvitemwithcomment{{{esc(e['language'])}}}" \
            rf"{{{esc(e['fluency'])}}}{{}}"
    first, *rest = [str(v) for v in e.values()]
    if kind == "interests":
        return rf"\cvlistitem{{{esc(first)}}}"
    return rf"\cvitem{{{esc(first)}}}{{{esc(', '.join(rest))}}}"


def currvita(composer, s):
    page, truth = composer.page, composer.page.truth
    composer.header()
    out = [preamble(s, "article").replace(
        r"\begin{document}", r"\usepackage{currvita}\begin{document}"),
        rf"\begin{{cv}}{{{esc(page.name)}}}", contacts(page, s), r"\par"]
    for kind in composer.order():
        if not truth.get(kind):
            continue
        out.append(rf"\begin{{cvlist}}{{{esc(page.look.title(kind))}}}")
        for e in truth[kind]:
            if kind in ("work", "volunteer", "education"):
                when = composer.when(e)
                what = e.get("position") or f"{e['studyType']}, {e['area']}"
                where = e.get("name") or e.get("organization") or \
                    e.get("institution")
                out.append(rf"\item[{esc(when)}] {esc(what)}, {esc(where)}" +
                           items(e.get("highlights")))
            elif kind == "skills":
                out.append(rf"\item[{esc(e['name'])}] "
                           f"{esc(', '.join(e['keywords']))}")
            else:
                first, *rest = [str(v) for v in e.values()]
                out.append(rf"\item {esc(', '.join([first, *rest]))}")
        out.append(r"\end{cvlist}")
    return "\n".join(out) + r"\end{cv}\end{document}"


def render(resume, look, number):
    """(LaTeX, engine, truth)"""
    s = Skin(look, number)
    composer = layout.Composer(resume, look)
    if number % 7 in (2, 5) or number % 7 == 6:
        make = currvita if number % 7 == 6 else moderncv
        s.engine = "pdflatex"
        s.font = TYPES[number % len(TYPES)]
        if "summary" in resume["basics"]:
            composer.page.summary = [layout.span(resume["basics"]["summary"])]
        text = make(composer, s)
        return text, s.engine, composer.page.truth
    page = composer.compose()
    return plain(page, s), s.engine, page.truth


def latin(resume):
    """Can every engine set it? Others have their turn elsewhere."""
    said = re.sub(r"[\u0000-\u017f–—’•€£]", "", str(resume))
    return not said
