"""press_peers/blocks.py - a JSON Resume becomes what every peer is given: a
list of blocks in the order of reading, with the words that Vitae's own base
template makes of it. Knows no peer and no look.

A block is {"kind", "runs", "aside"}; a run {"text", "bold", "italic", "url"}.
Kinds: name label contact section entry detail text term bullet quote.
"""

import html
import json

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
MARK = "fourteen"  # stands once in the document; an edit puts another there


def run(text, **how):
    return {"text": text, **how}


def block(kind, *runs, aside=""):
    return {"kind": kind, "runs": [r for r in runs if r["text"]],
            "aside": aside}


def date(text):
    year, *rest = text.split("-")
    return f"{MONTHS[int(rest[0]) - 1]} {year}" if rest else year


def dates(entry):
    if "startDate" in entry:
        end = entry.get("endDate")
        return f"{date(entry['startDate'])} – " + (
            date(end) if end else "present")
    one = entry.get("date") or entry.get("releaseDate")
    return date(one) if one else ""


def shown(url):
    return url.removeprefix("https://")


def joined(*runs):
    """What there is of it, with dots between."""
    out = []
    for each in runs:
        if each and each["text"]:
            out += [run(" · "), each] if out else [each]
    return out


def link(url):
    return run(shown(url), url=url) if url else None


def plain(entry, *names):
    return [run(entry[n] if isinstance(entry[n], str) else
                ", ".join(entry[n])) for n in names if n in entry]


def entry_blocks(e, title, *details):
    yield block("entry", run(title, bold=True), aside=dates(e))
    detail = joined(*plain(e, *details), link(e.get("url")))
    if detail:
        yield block("detail", *detail)
    if "description" in e:
        yield block("text", run(e["description"], italic=True))
    if "summary" in e:
        yield block("text", run(e["summary"]))
    for each in e.get("highlights", []):
        yield block("bullet", run(each))


def term(name, rest):
    return block("term", run(name, bold=True), run(rest))


def listed(head, e):
    words = e.get("keywords", [])
    return term(head, ": " + ", ".join(words) if words else "")


def head(basics):
    place = basics["location"]
    yield block("name", run(basics["name"]))
    yield block("label", run(basics["label"]))
    yield block("contact", *joined(
        run(basics["email"], url="mailto:" + basics["email"]),
        run(basics["phone"]), run(f"{place['city']}, {place['region']}"),
        link(basics["url"]), *(link(p["url"]) for p in basics["profiles"])))


def sections(r):
    """(title, blocks) of each, in the order of the base template."""
    def each(name, make):
        return [b for e in r.get(name, []) for b in make(e)]

    def degree(e):
        yield from entry_blocks(e, f"{e['studyType']}, {e['area']}",
                                "institution", "score")
        if "courses" in e:
            yield term("Courses", ": " + ", ".join(e["courses"]))

    yield "Summary", [block("text", run(r["basics"]["summary"]))]
    yield "Experience", each("work", lambda e: entry_blocks(
        e, e["position"], "name", "location"))
    yield "Projects", each("projects", lambda e: [
        *entry_blocks(e, e["name"], "roles", "entity", "type"),
        listed("Technologies", e)])
    yield "Volunteering", each("volunteer", lambda e: entry_blocks(
        e, e["position"], "organization"))
    yield "Education", each("education", degree)
    yield "Skills", each("skills", lambda e: [
        listed(f"{e['name']} ({e['level']})", e)])
    yield "Languages", each("languages", lambda e: [
        term(e["language"], " – " + e["fluency"])])
    yield "Certificates", each("certificates", lambda e: entry_blocks(
        e, e["name"], "issuer"))
    yield "Awards", each("awards", lambda e: entry_blocks(
        e, e["title"], "awarder"))
    yield "Publications", each("publications", lambda e: entry_blocks(
        e, e["name"], "publisher"))
    yield "Interests", each("interests", lambda e: [listed(e["name"], e)])
    yield "References", each("references", lambda e: [
        block("quote", run(e["reference"], italic=True)),
        block("detail", run(e["name"], bold=True))])


def blocks_of(resume):
    found = list(head(resume["basics"]))
    for title, inside in sections(resume):
        if inside:
            found += [block("section", run(title)), *inside]
    return found


def text_of(blocks):
    """JSON in which the word to edit stands once."""
    text = json.dumps(blocks, ensure_ascii=False)
    if text.count(MARK) != 1:
        raise ValueError(f"'{MARK}' stands not once in the document")
    return text


def words_of(blocks):
    return " ".join("".join(r["text"] for r in b["runs"]) + " " + b["aside"]
                    for b in blocks).split()


# ---- the same as a page of HTML, for the peers that read that ---------------

TAGS = {"name": "h1", "section": "h2", "entry": "h3", "bullet": "li",
        "quote": "blockquote"}


def html_run(r):
    text = html.escape(r["text"])
    if r.get("url"):
        text = f'<a href="{html.escape(r["url"])}">{text}</a>'
    for how, tag in (("bold", "b"), ("italic", "i")):
        if r.get(how):
            text = f"<{tag}>{text}</{tag}>"
    return text


def html_of(blocks, css):
    lines, listing = [], False
    for b in blocks:
        tag = TAGS.get(b["kind"], "p")
        if listing != (tag == "li"):
            listing = not listing
            lines.append("<ul>" if listing else "</ul>")
        aside = f"<time>{b['aside']}</time>" if b["aside"] else ""
        lines.append(f'<{tag} class="{b["kind"]}">'
                     + "".join(map(html_run, b["runs"])) + f"{aside}</{tag}>")
    name = html.escape(blocks[0]["runs"][0]["text"])
    return ('<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>{name}</title><style>\n{css}</style></head><body>\n"
            + "\n".join(lines) + "\n</body></html>\n")
