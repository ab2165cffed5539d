"""'vitae lint': findings of resumes and of files, and the round trip through
our own renderer and reader (TAI-3)."""

import glob
import json
import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, has, main, same, test  # noqa: E402

SAMPLES = sorted(glob.glob(f"{ROOT}/test/data/resume/*.json"))
DESIGNER = f"{ROOT}/test/data/resume/designer.json"
AS_OF = ("--as-of", "2026-11")
TRIP = {"not-rendered", "no-glyph", "lost-contact", "lost-field",
        "changed-field", "lost-words"}  # errors and warnings of it

BAKER = {
    "basics": {
        "name": "Ines Carvalho", "label": "Baker",
        "email": "ines@carvalho.example", "phone": "+351 21 000 0000",
        "location": {"city": "Porto", "countryCode": "PT"}},
    "work": [{"name": "Forno Velho", "position": "Head Baker",
              "startDate": "2021-03",
              "highlights": ["Led a crew of 6 people through the nights.",
                             "Cut waste of dough by a third."]}],
    "skills": [{"name": "Baking", "keywords": ["Sourdough"]}]}


def with_(**changes):
    """BAKER with other values at "basics__email": None leaves them out."""
    out = json.loads(json.dumps(BAKER))
    for path, value in changes.items():
        at = out
        *way, last = path.split("__")
        for name in way:
            at = at[int(name)] if isinstance(at, list) else at.setdefault(
                name, {})
        if value is None:
            del at[last]
        else:
            at[last] = value
    return json.dumps(out)


def lint(box, path, status, *args):
    done = box.run("lint", path, "--json", *AS_OF, *args)
    same((done.returncode, done.stderr), (status, ""))
    return json.loads(done.stdout)


def codes(got):
    return {f["code"] for f in got["findings"]}


def of(box, status, **changes):
    return lint(box, box.write("r.json", with_(**changes)), status)


# ---- a resume --------------------------------------------------------------

@test
def TAI_3_a_good_resume_passes(box):
    got = of(box, 0)
    same({k: got["count"][k] for k in ("error", "warning")},
         {"error": 0, "warning": 0})
    same(got["read_back"], {"pdf": 1, "docx": 1})
    box.write("good.json", with_())
    has(box.says("lint", "good.json", *AS_OF),
        "good.json: 0 errors, 0 warnings, ",
        "100.0 % of the fields are read back from the PDF")
    same(box.says("lint", "good.json", "-q", *AS_OF), "")


@test
def a_finding_says_where_it_is_and_what_to_do(box):
    got = of(box, 1, basics__email=None)
    first = got["findings"][0]
    same(list(first), ["code", "severity", "at", "page", "line", "what",
                       "fix"])
    same([first[k] for k in ("code", "severity", "at", "page", "line")],
         ["no-email", "error", "/basics/email", None, None])
    same(got["count"]["error"], 1)
    done = box.run("lint", "r.json", *AS_OF)
    same(done.returncode, 1)
    has(done.stdout, "r.json: 1 error, 0 warnings", "\nERRORS\n",
        "no-email: there is no e-mail address", "- /basics/email",
        "> Give one below your name")


@test
def notes_alone_are_no_failure(box):
    got = of(box, 0, basics__summary="I bake.")
    assert "first-person" in codes(got), codes(got)
    done = box.run("lint", "r.json", "--json", "-q", *AS_OF)
    same((done.returncode, json.loads(done.stdout)["findings"]), (0, []))


@test
def what_breaks_the_schema_is_told_once(box):
    got = of(box, 1, languages="Portuguese")
    same([(f["code"], f["at"]) for f in got["findings"]
          if f["code"] == "bad-schema"], [("bad-schema", "/languages")])
    got = of(box, 1, work__0__startDate="Spring 2021")
    same([f["code"] for f in got["findings"]
          if f["at"].endswith("work/0/startDate") and f["code"] not in TRIP],
         ["date-unreadable"])


@test
def many_places_of_a_rule_are_counted_and_all_are_in_json(box):
    words = [f"Baked {n}." for n in range(9)]
    got = of(box, 0, work__0__highlights=words)
    same(sum(f["code"] == "bullet-short" for f in got["findings"]), 9)
    has(box.run("lint", "r.json", *AS_OF).stdout,
        "- and 4 more; --json lists them")


@test
def signs_that_terminals_act_on_are_left_out(box):
    box.write("r.json", with_(basics__email="a\x1b[31mb\u202e c"))
    out = box.run("lint", "r.json", *AS_OF).stdout
    has(out, "bad-email")
    assert "\x1b" not in out and "\u202e" not in out, out


# ---- the round trip ---------------------------------------------------------

@test
def TAI_3_what_cannot_be_rendered_is_an_error(box):
    got = of(box, 1, meta__vitae__template="nonesuch")
    assert "not-rendered" in codes(got), codes(got)
    assert "read_back" not in got, got


@test
def TAI_3_letters_that_no_font_has_are_told(box):
    got = of(box, 1, basics__label="Baker \U00012000")
    has([f["what"] for f in got["findings"]
         if f["code"] == "no-glyph"][0], "U+12000")


@test
def TAI_3_what_is_read_back_as_something_else_is_told(box):
    """What cannot be read back, whoever reads it."""
    got = of(box, 1, basics__email="ines at carvalho",
             work__0__startDate="Spring 2021")
    lost = {f["code"]: f["at"] for f in got["findings"]}
    same(lost["lost-contact"], "/basics/email")
    assert lost["changed-field"].endswith("work/0/startDate"), lost
    assert got["read_back"]["pdf"] < 1, got["read_back"]


@test
def TAI_3_a_field_that_both_formats_lose_is_told_once(box):
    got = lint(box, f"{ROOT}/test/data/resume/academic.json", 1)
    places = [(f["code"], f["at"], f["what"].split(" (")[0])
              for f in got["findings"]]
    same(len(places), len(set(places)))
    assert {"lost-field", "moved-field", "lost-profile"} <= codes(got), \
        codes(got)


@test
def TAI_3_every_template_reads_back(box):
    for row in json.loads(box.says("templates", "--json")):
        doc = json.load(open(DESIGNER, encoding="utf-8"))
        doc.setdefault("meta", {}).setdefault(
            "vitae", {})["template"] = row["name"]
        got = lint(box, box.write("s.json", json.dumps(doc)), 0)
        same((row["name"], codes(got) & TRIP), (row["name"], set()))


@test
def TAI_3_no_sample_loses_words_or_who_it_is(box):
    for sample in SAMPLES:
        got = json.loads(box.run("lint", sample, "--json", *AS_OF).stdout)
        found = codes(got) & {"lost-words", "lost-contact", "not-rendered"}
        odd = {"lost-contact"} if sample.endswith("odd.json") else set()
        same((sample, found), (sample, odd))


# ---- files ------------------------------------------------------------------

@test
def TAI_3_a_file_shows_what_a_parser_reads(box):
    box.write("r.json", with_())
    for name in ("Ines-Carvalho.pdf", "Ines-Carvalho.docx"):
        box.says("render", "r.json", "-o", name, "-q")
        got = lint(box, name, 0)
        same(got["read"]["basics"]["email"], "ines@carvalho.example")
        assert "read_back" not in got, got
        has(box.says("lint", name, *AS_OF), "WHAT A PARSER READS",
            "/basics/name: Ines Carvalho")


@test
def TAI_3_findings_of_a_file_say_page_and_line(box):
    box.write("r.json", with_(basics__phone=None, basics__summary="I bake."))
    box.says("render", "r.json", "-o", "Ines.pdf", "-q")
    got = lint(box, "Ines.pdf", 1)
    at = {f["code"]: f for f in got["findings"]}
    same((at["first-person"]["page"], at["first-person"]["at"]),
         (1, "/basics/summary"))
    assert at["first-person"]["line"] > 1, at
    same(at["no-phone"]["page"], None)
    has(box.run("lint", "Ines.pdf", *AS_OF).stdout, "- page 1, line ")


@test
def TAI_3_a_file_of_which_nothing_can_be_read_is_an_error(box):
    box.write("Ines.pdf", "%PDF-1.4\njunk")
    got = lint(box, "Ines.pdf", 1)
    same([f["code"] for f in got["findings"]], ["unread-file"])


@test
def a_file_may_come_from_standard_input(box):
    done = box.run("lint", "-", *AS_OF, input=with_())
    same(done.returncode, 0)
    has(done.stdout, "-: 0 errors")


@test
def bad_calls_are_refused(box):
    box.fails(2, "lint", says="usage: vitae lint FILE")
    box.fails(2, "lint", "a", "b", says="one argument too many")
    box.fails(3, "lint", "nowhere.json", says="nowhere.json")
    box.write("broken.json", "{")
    box.fails(2, "lint", "broken.json", says="line 1")
    box.write("empty.json", "")
    box.fails(2, "lint", "empty.json", says="is empty")
    box.write("r.json", with_())
    box.fails(2, "lint", "r.json", "--as-of", "soon", says="2026-11")


# ---- the manual -------------------------------------------------------------

@test
def the_manual_lists_every_rule_as_the_table_has_it(box):
    with open(f"{ROOT}/src/match/lint.def", encoding="utf-8") as f:
        table = re.sub(r'"\s*\n\s*"', "", f.read())
    text = r'"((?:[^"\\]|\\.)*)"'
    rules = [f"| `{code}` | {severity.lower()} | {say} | {fix} |".replace(
        '\\"', '"') for code, severity, say, fix in re.findall(
            rf'LINT\(\w+, "([^"]+)", (\w+),\s*{text},\s*{text}\)', table)]
    same(len(rules), table.count("LINT("))
    with open(f"{ROOT}/doc/lint.md", encoding="utf-8") as f:
        told = [line for line in f.read().splitlines()
                if line.startswith("| `")]
    same(told, rules)


main()
