"""tools/corpus/layout.py - a resume becomes a page that any writer can print:
a header, and sections of items, in one of many habits. What the page tells of
dates and skills is put into the truth that comes with it.

Text is a list of spans (style, words, url); styles: "" b i m (muted).
"""

import copy
import random
import re

import dates
import words


class Item:
    """Rows of (left, right); what stands in a column before them; bullets."""

    def __init__(self, rows=(), aside=None, bullets=(), paras=(), kind=""):
        self.rows, self.aside = list(rows), aside
        self.bullets, self.paras, self.kind = list(bullets), list(paras), kind


class Section:
    def __init__(self, kind, title, items):
        self.kind, self.title, self.items = kind, title, items


class Page:
    """What a writer prints."""

    def __init__(self, look, truth):
        self.look, self.truth = look, truth
        self.main, self.side = [], []
        self.name = self.label = self.contact_title = ""
        self.contacts, self.summary = [], None


def span(text, style="", url=None):
    return (style, text, url)


def plain(spans):
    return "".join(s[1] for s in spans)


def joined(parts, between):
    """Lists of spans with something between; empty ones are left out."""
    out = []
    for part in parts:
        if part and plain(part):
            out += ([span(between)] if out else []) + list(part)
    return out


# ---- how entries stand ------------------------------------------------------

def _of(t, c, where, when):
    return [span(t, "b")], [span(c, "i")], [span(where)], [span(when)]


def title_first(t, c, where, when):
    t, c, where, when = _of(t, c, where, when)
    return [(t, when), (joined([c, where], ", "), [])], None


def title_place(t, c, where, when):
    t, c, where, when = _of(t, c, where, when)
    return [(t, when), (c, where)], None


def company_first(t, c, where, when):
    return [([span(c, "b")], [span(where)]),
            ([span(t, "i")], [span(when, "i")])], None


def company_dates(t, c, where, when):
    return [(joined([[span(c, "b")], [span(where)]], ", "), [span(when)]),
            ([span(t, "i")], [])], None


def one_line(t, c, where, when):
    return [(joined([[span(t, "b")], [span(c)]], ", "), [span(when, "m")])], \
        None


def one_line_company(t, c, where, when):
    return [(joined([[span(c, "b")], [span(t)], [span(where)]], " – "),
             [span(when)])], None


def bars(t, c, where, when):
    return [(joined([[span(t, "b")], [span(c)], [span(where)], [span(when)]],
                    " | "), [])], None


def brackets(t, c, where, when):
    return [(joined([[span(t, "b")], [span(c)]], " – ") +
             [span(f" ({when})", "m")], []), ([span(where, "m")], [])], None


def three_lines(t, c, where, when):
    return [([span(t, "b")], []), (joined([[span(c)], [span(where)]], " · "),
                                   []), ([span(when, "m")], [])], None


def three_company(t, c, where, when):
    return [([span(c, "b")], []), ([span(t, "i")], []),
            (joined([[span(when, "m")], [span(where, "m")]], " | "), [])], None


def dates_first(t, c, where, when):
    return [([span(when, "m")], []), ([span(t, "b")], []),
            (joined([[span(c)], [span(where)]], ", "), [])], None


def dates_before(t, c, where, when):
    return [([span(when + ": ")] + joined([[span(t, "b")], [span(c)]], ", "),
             [])], None


def aside_title(t, c, where, when):
    return [([span(t, "b")], []),
            (joined([[span(c, "i")], [span(where)]], ", "), [])], \
        [[span(when)]]


def aside_company(t, c, where, when):
    return [([span(c, "b")], []), ([span(t)], [])], \
        [[span(when)], [span(where, "m")]]


def aside_line(t, c, where, when):
    return [(joined([[span(t, "b")], [span(c, "i")], [span(where)]], ", "),
             [])], [[span(when, "b")]]


def line_then_place(t, c, where, when):
    return [([span(t, "b")], [span(where)]), ([span(c)], [span(when)])], None


def title_company_upper(t, c, where, when):
    return [([span(c.upper(), "b")], [span(when)]),
            (joined([[span(t, "i")], [span(where)]], " – "), [])], None


ENTRIES = (title_first, title_place, company_first, company_dates, one_line,
           one_line_company, bars, brackets, three_lines, three_company,
           dates_first, dates_before, aside_title, aside_company, aside_line,
           line_then_place, title_company_upper)


def at_company(word):
    def entry(t, c, where, when):
        return [([span(t, "b"), span(f" {word} "), span(c, "b")],
                 [span(when)]), ([span(where, "m")], [])], None
    return entry


# ---- a habit ----------------------------------------------------------------

class Look:
    """Everything that one document does its way."""

    def __init__(self, seed, lang, entries=ENTRIES):
        d = self.dice = random.Random(f"look {seed}")
        self.seed, self.lang = seed, lang
        self.w = words.of(lang)
        self.entry = d.choice(entries)
        if d.random() < 0.06:
            self.entry = at_company(self.w["at"][0])
        self.school = self.entry if d.random() < 0.5 else d.choice(entries)
        if (self.entry.__name__[:5] == "aside") != \
                (self.school.__name__[:5] == "aside"):
            self.school = self.entry
        self.degree_first = d.random() < 0.45
        self.dates = dates.choose(d, lang)
        self.school_dates = d.choice(("range", "range", "end", "word"))
        self.skills = d.choice(("groups", "groups", "aside", "bullets",
                                "flat", "dots", "list", "stacked", "bars"))
        self.lists = d.choice(("bullets", "lines", "comma", "right"))
        self.link = d.choice(("bare", "bare", "full", "label", "handle"))
        self.labels = d.random() < 0.25
        self.between = d.choice((" | ", " • ", " · ", ", ", "   ", " – "))
        self.contact = d.choice(("line", "line", "lines", "two"))
        self.case = d.choice(("as is", "as is", "upper", "colon"))
        self.group_roles = d.random() < 0.6
        self.mark = d.choice("••••–-▪◦*")
        self.side = d.choice(("", "", "", "left", "right"))
        if self.side and self.skills == "aside":
            self.skills = "stacked"  # a column is too narrow for columns
        self.early_school = d.random() < 0.3
        self.early_skills = d.random() < 0.3
        self.label_shown = d.random() < 0.7
        self.name_upper = d.random() < 0.15
        self.summary_titled = d.random() < 0.7
        self.paper = d.choice(("A4", "Letter")) if lang == "en" else "A4"

    def title(self, kind):
        text = self.dice.choice(self.w[f"head {kind}"])
        if self.case == "upper":
            return text.upper()
        return text + ":" if self.case == "colon" else text


class Composer:
    """One resume in one look."""

    def __init__(self, resume, look):
        self.look, self.resume = look, resume
        self.page = Page(look, copy.deepcopy(resume))

    # ---- the header -----------------------------------------------------

    def contact(self, kind, text, url=None):
        labels = {line.split(":")[0]: line.split(":")[1].split(",")
                  for line in self.look.w["labels"]}
        spans = [span(text, "", url)]
        if self.look.labels and kind in labels:
            word = self.label_words.setdefault(
                kind, self.look.dice.choice(labels[kind]).strip())
            spans.insert(0, span(word + ": ", "b"))
        self.page.contacts.append((kind, spans))

    def place(self, place):
        city = " ".join(place[k] for k in ("postalCode", "city")
                        if place.get(k))
        return ", ".join(p for p in (place.get("address"), city,
                                     place.get("region")) if p)

    def link(self, kind, url, short):
        how = self.look.link
        target = url if url.startswith("http") else "https://" + url
        if how == "full":
            self.contact(kind, target, target)
        elif how == "label" and kind != "url":
            self.contact(kind, kind, target)
        elif how == "handle" and kind != "url":
            self.contact(kind, short, target)
        else:
            self.contact(kind, re.sub("^https?://", "", url), target)

    def header(self):
        b, page, d = self.resume["basics"], self.page, self.look.dice
        self.label_words = {}
        page.name = b["name"].upper() if self.look.name_upper else b["name"]
        page.label = b["label"] if self.look.label_shown else ""
        page.contact_title = self.look.title("contact")
        todo = [
            lambda: self.contact("email", b["email"], "mailto:" + b["email"]),
            lambda: self.contact("phone", b["phone"]),
            lambda: self.contact("location", self.place(b["location"]))]
        d.shuffle(todo)
        if "url" in b:
            todo.append(lambda: self.link("url", b["url"], b["url"]))
        for p in b["profiles"]:
            todo.append(lambda p=p: self.link(
                p["network"], p["url"][8:], p["username"]))
        for do in todo:
            do()
        if "summary" in b:
            page.summary = [span(b["summary"])]

    # ---- sections -------------------------------------------------------

    def work(self):
        items, jobs = [], self.page.truth["work"]
        done = 0
        while done < len(jobs):
            same = [j for j in jobs[done:] if j["name"] == jobs[done]["name"]]
            if len(same) > 1 and self.look.group_roles:
                items += self.roles(same)
                done += len(same)
            else:
                items.append(self.job(jobs[done]))
                done += 1
        return items

    def when(self, entry):
        text, told = dates.shown(entry, self.look.dates)
        for key in ("startDate", "endDate"):
            entry.pop(key, None)
        entry.update(told)
        return text

    def job(self, job):
        rows, aside = self.look.entry(job["position"], job["name"],
                                      job.get("location", ""), self.when(job))
        return Item(rows, aside, job["highlights"], kind="entry")

    def roles(self, jobs):
        head = [([span(jobs[0]["name"], "b")],
                 [span(jobs[0].get("location", ""))])]
        out = [Item(head, [] if "aside" in self.look.entry.__name__ else None,
                    kind="entry")]
        for job in jobs:
            when = self.when(job)
            if out[0].aside is None:
                out.append(Item([([span(job["position"], "i")],
                                  [span(when)])], None, job["highlights"],
                                kind="role"))
            else:
                out.append(Item([([span(job["position"], "i")], [])],
                                [[span(when)]], job["highlights"],
                                kind="role"))
        return out

    def education(self):
        items = []
        word = self.look.dice.choice((f" {self.look.w['in'][0]} ", ", ", " "))
        for school in self.page.truth["education"]:
            if self.look.school_dates == "range":
                when = self.when(school)
            else:
                when, told = dates.finished(
                    school, self.look.dates, self.look.school_dates == "word")
                school.pop("startDate")
                school.update(told)
            degree = word.join((school["studyType"], school["area"]))
            place = school["institution"]
            first = (degree, place) if self.look.degree_first \
                else (place, degree)
            rows, aside = self.look.school(*first, "", when)
            bullets = [school["score"]] if school.get("score") else []
            items.append(Item(rows, aside, bullets, kind="entry"))
        return items

    def skills(self):
        groups, how = self.page.truth["skills"], self.look.skills
        if how in ("groups", "bars"):
            sep = ", " if how == "groups" else " | "
            return [Item([([span(g["name"] + ": ", "b"),
                            span(sep.join(g["keywords"]))], [])])
                    for g in groups]
        if how == "aside":
            return [Item([([span(", ".join(g["keywords"]))], [])],
                         [[span(g["name"], "b")]]) for g in groups]
        if how == "bullets":
            return [Item(bullets=[f"{g['name']}: {', '.join(g['keywords'])}"
                                  for g in groups])]
        if how == "stacked":
            return [Item([([span(g["name"], "b")], []),
                          ([span(", ".join(g["keywords"]))], [])])
                    for g in groups]
        flat = list(dict.fromkeys(k for g in groups for k in g["keywords"]))
        self.page.truth["skills"] = [{"name": "", "keywords": flat}]
        if how == "list":
            return [Item(bullets=flat)]
        return [Item([([span((", " if how == "flat" else " • ").join(flat))],
                       [])])]

    def listed(self, rows):
        """Short entries of (words, more, date)."""
        how, items = self.look.lists, []
        if how == "right" and not any(r[2] for r in rows):
            how = "lines"
        texts = [", ".join(p for p in row if p) for row in rows]
        if how == "bullets":
            return [Item(bullets=texts)]
        if how == "right":
            return [Item([(joined([[span(r[0], "b")], [span(r[1])]], ", "),
                           [span(r[2])])]) for r in rows]
        if how == "comma" and not any(r[2] for r in rows):
            return [Item([([span(", ".join(
                f"{r[0]} ({r[1]})" if r[1] else r[0] for r in rows))], [])])]
        for row in rows:
            items.append(Item([(joined([[span(row[0])], [span(row[1])],
                                        [span(row[2])]], " – "), [])]))
        return items

    def projects(self):
        return [Item([([span(p["name"], "b")], [])],
                     paras=[[span(p["description"])]], kind="entry")
                for p in self.page.truth["projects"]]

    def volunteer(self):
        return [Item(*self.look.entry(v["position"], v["organization"], "",
                                      self.when(v)), v["highlights"],
                     kind="entry") for v in self.page.truth["volunteer"]]

    def simple(self, kind):
        keys = {"languages": ("language", "fluency", ""),
                "certificates": ("name", "issuer", "date"),
                "awards": ("title", "awarder", "date"),
                "publications": ("name", "publisher", "releaseDate"),
                "interests": ("name", "", "")}[kind]
        return self.listed([[e.get(k, "") for k in keys]
                            for e in self.page.truth[kind]])

    def order(self):
        order = ["work", "projects", "volunteer", "education", "skills",
                 "certificates", "awards", "publications", "languages",
                 "interests"]
        if self.look.early_school:
            order.remove("education")
            order.insert(0, "education")
        if self.look.early_skills:
            order.remove("skills")
            order.insert(0, "skills")
        return order

    def compose(self):
        self.header()
        page = self.page
        if page.summary and self.look.summary_titled:
            page.main.append(Section("summary", self.look.title("summary"), [
                Item(paras=[page.summary])]))
            page.summary = None
        beside = {"skills", "languages", "certificates", "interests",
                  "awards"} if self.look.side else set()
        if self.look.side and self.look.dice.random() < 0.3 and \
                self.look.skills != "aside":
            beside.add("education")
        for kind in self.order():
            if not self.resume.get(kind):
                continue
            make = getattr(self, kind, None)
            items = make() if make else self.simple(kind)
            to = page.side if kind in beside else page.main
            to.append(Section(kind, self.look.title(kind), items))
        return page


def compose(resume, look):
    return Composer(resume, look).compose()
