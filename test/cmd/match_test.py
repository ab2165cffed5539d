"""'vitae match': resumes against postings, one or many, as text and as JSON."""

import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, has, main, same, test  # noqa: E402

ENGINEER = f"{ROOT}/test/data/resume/engineer.json"
AS_OF = ("--as-of", "2026-11")

DATA = """Senior Data Engineer

Company: Larkspur Mills
Location: Turku

Requirements
- 5+ years of experience with Python
- Kubernetes and PostgreSQL
- Fluent German, written and spoken

Nice to have
- Beekeeping
"""

COOK = """Head Cook

Company: Oak Kitchens

Requirements
- Food safety and HACCP
- Menu planning for 200 guests
"""

BAKER = {"basics": {"name": "Bo Crumb", "email": "bo@crumb.example",
                    "phone": "+44 20 7946 0000"},
         "work": [{"name": "Oak Kitchens", "position": "Head Cook",
                   "startDate": "2019-04",
                   "highlights": ["Led menu planning and kept food safety "
                                  "by HACCP."]}]}

PAGE = """<!DOCTYPE html><html><head><title>Jobs</title>
<script>var x = "<li>Fortran</li>";</script></head><body>
<nav><ul><li>Home</li><li>Sales jobs</li></ul></nav>
<main><h1>Senior Data Engineer</h1><h2>Requirements</h2>
<ul><li>5+ years of Python</li><li>Kubernetes &amp; PostgreSQL</li></ul>
<div style="display:none">Fortran</div></main>
<footer>Fortran Ltd</footer></body></html>"""

JOB = {"@context": "https://schema.org", "@type": "JobPosting",
       "title": "Senior Data Engineer",
       "hiringOrganization": {"@type": "Organization",
                              "name": "Larkspur Mills"},
       "jobLocation": {"@type": "Place", "address": {
           "addressLocality": "Turku", "addressCountry": "FI"}},
       "description": "&lt;h3&gt;Requirements&lt;/h3&gt;&lt;ul&gt;"
                      "&lt;li&gt;5+ years of Python&lt;/li&gt;"
                      "&lt;li&gt;PostgreSQL&lt;/li&gt;&lt;/ul&gt;"}


def scored(box, *args, **how):
    return json.loads(box.says("match", *args, "--json", *AS_OF, **how))


def one(box, *args, **how):
    (found,) = scored(box, *args, **how)
    return found


def folder(box, name, files):
    os.makedirs(box.path(name), exist_ok=True)
    for file, text in files.items():
        box.write(f"{name}/{file}", text)


def terms(rows):
    return [row["term"] for row in rows]


# ---- one pair ---------------------------------------------------------------


@test
def a_pair_has_a_score_its_parts_and_what_proves_them(box):
    """TAI-2."""
    box.write("job.txt", DATA)
    got = one(box, ENGINEER, "job.txt")
    same(list(got), ["file", "score", "parts", "weights", "matched",
                     "missing", "requirements", "changes", "posting",
                     "notes", "version", "as_of"])
    same((got["file"], got["as_of"]), ("job.txt", "2026-11"))
    same(set(got["parts"]), {"skills", "keywords", "title", "experience",
                             "education", "format"})
    assert abs(sum(got["parts"].values()) - got["score"]) < 0.1, got["parts"]
    assert abs(sum(got["weights"].values()) - 100) < 0.1, got["weights"]
    same(got["score"], round(got["score"], 1))
    has(terms(got["matched"]), "Python", "Kubernetes", "PostgreSQL")
    has(terms(got["missing"]), "Beekeeping")
    same(len(got["changes"]), 3)


@test
def what_is_quoted_stands_where_it_is_said_to_stand(box):
    box.write("job.txt", DATA)
    with open(ENGINEER, encoding="utf-8") as f:
        resume = json.load(f)
    got = one(box, ENGINEER, "job.txt")
    proved = [r for key in ("matched", "missing", "requirements")
              for r in got[key] if r["evidence"]]
    assert len(proved) > 4, proved
    for row in proved:
        at = resume
        for step in row["evidence"]["at"].split("/")[1:]:
            at = at[int(step)] if isinstance(at, list) else at[step]
        has(at, row["evidence"]["quote"])
    for row in got["matched"] + got["missing"]:
        has(DATA, row["posting"])


@test
def each_requirement_has_a_verdict(box):
    """TAI-1, TAI-2."""
    box.write("job.txt", DATA)
    got = {r["text"]: r for r in one(box, ENGINEER, "job.txt")["requirements"]}
    same(got["5+ years of experience with Python"]["verdict"], "met")
    same(got["Kubernetes and PostgreSQL"]["verdict"], "met")
    same(got["Fluent German, written and spoken"]["must"], True)
    same((got["Beekeeping"]["verdict"], got["Beekeeping"]["must"]), ("missing", False))
    for row in got.values():
        assert row["why"], row


@test
def the_posting_is_told_as_it_was_read(box):
    """TAI-1."""
    box.write("job.txt", DATA)
    got = one(box, ENGINEER, "job.txt")["posting"]
    same(got, {"title": "Senior Data Engineer", "level": "senior",
               "company": "Larkspur Mills", "location": "Turku", "years": 5,
               "degree": None, "languages": ["de"]})


@test
def people_are_told_the_same_in_words(box):
    box.write("job.txt", DATA)
    got = box.says("match", ENGINEER, "job.txt", *AS_OF)
    score = one(box, ENGINEER, "job.txt")["score"]
    has(got, f"{score:.1f} of 100", "Senior Data Engineer", "Larkspur Mills",
        "Skills that it shows", "PostgreSQL (required)", "work/",
        "Skills that it does not show", "Beekeeping", "What it asks for",
        "What would raise it most")


@test
def the_same_pair_has_the_same_bytes_for_ever(box):
    box.write("job.txt", DATA)
    runs = {box.says("match", ENGINEER, "job.txt", "--json", *AS_OF)
            for _ in range(3)}
    same(len(runs), 1)


@test
def years_are_counted_up_to_the_month_that_is_named(box):
    box.write("a.json", json.dumps(BAKER))
    box.write("job.txt", "Head Cook\nRequirements\n- 6 years of experience\n")
    points = [json.loads(box.says("match", "a.json", "job.txt", "--json",
                                  "--as-of", month))[0]["parts"]["experience"]
              for month in ("2020-04", "2022-04", "2026-04")]
    assert points[0] < points[1] < points[2], points


@test
def plain_text_of_a_resume_is_read_as_the_parser_reads_it(box):
    box.write("cv.txt", "Ada Byron\nada.byron@mail.example\n\n"
              "Programmer, Kestrel Engines (mills for sums), 2019 - 2024\n"
              "- Wrote programs for an engine of brass\n\n"
              "BSc Mathematics, University of Oulu, 2018\n"
              "Skills: Python, SQL\n")
    box.write("job.txt", "Programmer\nRequirements\n- Python\n- SQL\n"
              "- Bachelor's degree in mathematics\n")
    box.says("parse", "cv.txt", "-o", "cv.json")
    same(one(box, "cv.txt", "job.txt")["parts"],
         one(box, "cv.json", "job.txt")["parts"])


@test
def standard_input_is_either_side(box):
    box.write("job.txt", DATA)
    with open(ENGINEER, encoding="utf-8") as f:
        resume = f.read()
    want = one(box, ENGINEER, "job.txt")["score"]
    same(one(box, "-", "job.txt", input=resume)["score"], want)
    same(one(box, ENGINEER, "-", input=DATA)["score"], want)
    box.fails(2, "match", "-", "-", says="one file only")


@test
def a_term_that_is_added_raises_and_one_that_is_repeated_does_not(box):
    """TAI-2."""
    box.write("job.txt", COOK)
    plain = {**BAKER, "work": [{**BAKER["work"][0], "highlights": []}]}
    box.write("a.json", json.dumps(plain))
    box.write("b.json", json.dumps(BAKER))
    many = {**BAKER, "work": [{**BAKER["work"][0], "highlights":
                               BAKER["work"][0]["highlights"] * 30}]}
    box.write("c.json", json.dumps(many))
    a, b, c = (one(box, f"{x}.json", "job.txt")["score"] for x in "abc")
    assert a < b, (a, b)
    same(b, c)


# ---- many -------------------------------------------------------------------


@test
def postings_are_ranked_best_first(box):
    """TAI-4."""
    folder(box, "jobs", {"cook.txt": COOK, "data.txt": DATA})
    same([r["file"] for r in scored(box, ENGINEER, "jobs")],
         ["jobs/data.txt", "jobs/cook.txt"])
    box.write("a.json", json.dumps(BAKER))
    same([r["file"] for r in scored(box, "a.json", "jobs/")],
         ["jobs/cook.txt", "jobs/data.txt"])


@test
def resumes_are_ranked_for_one_posting(box):
    """TAI-4."""
    with open(ENGINEER, encoding="utf-8") as f:
        folder(box, "people", {"b.json": f.read(),
                               "a.json": json.dumps(BAKER)})
    box.write("cook.txt", COOK)
    box.write("data.txt", DATA)
    same([r["file"] for r in scored(box, "people", "cook.txt")],
         ["people/a.json", "people/b.json"])
    same([r["file"] for r in scored(box, "people", "data.txt")],
         ["people/b.json", "people/a.json"])
    box.fails(2, "match", "people", "cook.txt", "data.txt",
              says="goes with one posting")
    box.fails(2, "match", "people", "people", says="both are folders")


@test
def folders_and_files_may_be_mixed_and_folders_lie_in_folders(box):
    folder(box, "jobs", {"a.txt": COOK, ".hidden.txt": COOK})
    folder(box, "jobs/more", {"b.txt": DATA})
    box.write("c.md", "# Head Cook\n\n## Requirements\n\n- HACCP\n")
    os.symlink(box.path("jobs"), box.path("jobs", "more", "round"))
    same(sorted(r["file"] for r in scored(box, ENGINEER, "jobs", "c.md")),
         ["c.md", "jobs/a.txt", "jobs/more/b.txt"])


@test
def top_shows_the_same_as_the_head_of_all(box):
    files = {f"{i:03}.txt": DATA if i % 3 else COOK for i in range(60)}
    for i, name in enumerate(files):
        files[name] += f"- {'HACCP' if i % 7 else 'Kafka'}\n" * (i % 4)
    folder(box, "jobs", files)
    rows = scored(box, ENGINEER, "jobs")
    same(len(rows), 60)
    for top in (1, 7, 60, 1000):
        same(scored(box, ENGINEER, "jobs", "--top", str(top)), rows[:top])
    same(scored(box, ENGINEER, "jobs", "-j", "1"), rows)
    same(scored(box, ENGINEER, "jobs", "-j", "8"), rows)
    text = box.says("match", ENGINEER, "jobs", "--top", "2", *AS_OF)
    has(text, "    1. ", "    2. ", rows[0]["file"], "Larkspur Mills",
        "shows ")
    assert "    3. " not in text, text


@test
def more_than_memory_may_hold_goes_to_a_file_and_comes_back_in_order(box):
    """9,002 results of more than 7 kB are more than is kept in memory."""
    folder(box, "jobs", {"a.txt": DATA, "b.txt": COOK})
    for i in range(9000):
        os.link(box.path("jobs", "ab"[i % 2] + ".txt"),
                box.path("jobs", f"{i:05}.txt"))
    rows = scored(box, ENGINEER, "jobs", env={"TMPDIR": box.folder})
    same(len(rows), 9002)
    order = [(-r["score"], r["file"]) for r in rows]
    same(order, sorted(order))
    same([n for n in os.listdir(box.folder) if n != "jobs"], [])


@test
def a_file_that_cannot_be_read_does_not_stop_the_others(box):
    folder(box, "jobs", {"a.txt": COOK, "b.txt": "", "c.json": "{\"a\": 1}",
                         "d.txt": DATA})
    with open(box.path("jobs", "e.bin"), "wb") as f:
        f.write(bytes(range(256)) * 40)
    done = box.run("match", ENGINEER, "jobs", "--json", *AS_OF)
    assert done.returncode, done.stderr
    same([r["file"] for r in json.loads(done.stdout)],
         ["jobs/d.txt", "jobs/a.txt"])
    has(done.stderr, "jobs/b.txt: the posting is empty", "jobs/c.json: ",
        "jobs/e.bin: ", "3 of 5 files could not be read")


# ---- what a posting may be --------------------------------------------------


@test
def a_saved_page_is_read_without_menus_scripts_and_what_is_hidden(box):
    """TAI-1."""
    box.write("job.html", PAGE)
    got = one(box, ENGINEER, "job.html")
    same(got["posting"]["title"], "Senior Data Engineer")
    has(terms(got["matched"]), "Python", "Kubernetes", "PostgreSQL")
    said = terms(got["matched"] + got["missing"])
    assert not {"Fortran", "Sales"} & set(said), said


@test
def what_a_page_says_for_machines_is_taken(box):
    """TAI-1: JSON-LD, a JobPosting, in a page or by itself."""
    box.write("a.json", json.dumps(JOB))
    graph = {"@graph": [{"@type": "WebSite"}, JOB]}
    box.write("b.html", "<html><head><script type='application/ld+json'>"
              f"{json.dumps(graph)}</script></head><body><p>Fortran jobs</p>"
              "</body></html>")
    for name in ("a.json", "b.html"):
        got = one(box, ENGINEER, name)
        same((got["posting"]["title"], got["posting"]["company"],
              got["posting"]["location"], got["posting"]["years"]),
             ("Senior Data Engineer", "Larkspur Mills", "Turku, FI", 5))
        assert "Fortran" not in terms(got["missing"]), got["missing"]


@test
def a_posting_may_be_a_word_file_or_a_pdf(box):
    """TAI-1."""
    for ending in ("docx", "pdf"):
        job = {"basics": {"name": "Senior Data Engineer"},
               "work": [{"name": "Larkspur Mills", "position": "Requirements",
                         "highlights": ["5 years of Python",
                                        "Kubernetes and PostgreSQL"]}]}
        box.write("job.json", json.dumps(job))
        box.says("render", "job.json", "-o", f"job.{ending}")
        got = one(box, ENGINEER, f"job.{ending}")
        has(terms(got["matched"]), "Python", "Kubernetes", "PostgreSQL")


@test
def a_resume_may_be_any_file_that_is_read(box):
    box.write("job.txt", DATA)
    for ending in ("pdf", "docx", "html", "md", "txt"):
        box.says("render", ENGINEER, "-o", f"a.{ending}")
        got = one(box, f"a.{ending}", "job.txt")
        has(terms(got["matched"]), "Python", "Kubernetes", "PostgreSQL")


@test
def a_resume_as_data_with_tags_in_its_texts_is_no_page(box):
    cook = json.loads(json.dumps(BAKER))
    cook["basics"]["summary"] = "<p>Cooks.</p><p>Bakes.</p>"
    box.write("cook.json", json.dumps(cook))
    box.write("job.txt", COOK)
    has(terms(one(box, "cook.json", "job.txt")["matched"]), "HACCP")


@test
def other_encodings_are_read(box):
    text = "Küchenchef\n\nAnforderungen\n- Lebensmittelhygiene, HACCP\n"
    scores = set()
    for name, encoding in (("a", "utf-8"), ("b", "utf-16"), ("c", "cp1252")):
        with open(box.path(name), "wb") as f:
            f.write(text.replace("\n", "\r\n").encode(encoding))
        scores.add(one(box, ENGINEER, name)["score"])
    same(len(scores), 1)


# ---- bad input --------------------------------------------------------------


@test
def a_posting_in_another_language_works_and_is_told(box):
    box.write("job.txt", "Küchenchef (m/w/d)\n\nWir suchen für unser Team in "
              "Bremen einen Koch, der mit uns die Karte plant und das Team "
              "führt.\n\nDas bringst du mit\n- Erfahrung mit HACCP und der "
              "Führung von Teams\n- Deutsch fließend in Wort und Schrift\n")
    got = one(box, ENGINEER, "job.txt")
    has(" ".join(got["notes"]), "in German", "in English")
    has(box.says("match", ENGINEER, "job.txt"), "Note: the posting is written "
        "in German")


@test
def a_resume_in_the_place_of_a_posting_is_told_and_not_refused(box):
    has(" ".join(one(box, ENGINEER, ENGINEER)["notes"]),
        "looks like a resume")
    box.says("render", ENGINEER, "-o", "a.txt")
    has(" ".join(one(box, ENGINEER, "a.txt")["notes"]),
        "looks like a resume")
    box.write("job.txt", DATA)
    same([n for n in one(box, ENGINEER, "job.txt")["notes"]
          if "resume, not" in n], [])


@test
def empty_files_are_refused_by_name(box):
    box.write("none.txt", " \n\t\n")
    box.write("job.txt", DATA)
    box.write("empty.json", "{}")
    box.fails(2, "match", ENGINEER, "none.txt",
              says="none.txt: the posting is empty")
    box.fails(2, "match", "none.txt", "job.txt",
              says="none.txt: the resume is empty")
    box.fails(2, "match", "empty.json", "job.txt",
              says="empty.json: the resume is empty")
    os.mkdir(box.path("nothing"))
    box.fails(3, "match", ENGINEER, "nothing", says="no files")


@test
def a_megabyte_is_read_and_three_are_refused(box):
    line = "- Experience with Python and Kubernetes in Turku\n"
    box.write("big.txt", DATA + line * (1_000_000 // len(line)))
    has(terms(one(box, ENGINEER, "big.txt")["matched"]), "Python")
    box.write("huge.txt", line * (3_000_000 // len(line)))
    box.fails(2, "match", ENGINEER, "huge.txt", says="at most")


@test
def a_resume_of_three_megabytes_is_refused_before_it_is_read(box):
    box.write("job.txt", DATA)
    said = "Led the mills of Turku. " * 125_000
    box.write("huge.txt", said)
    box.write("huge.json", json.dumps({"basics": {"summary": said}}))
    for name in ("huge.txt", "huge.json"):
        box.fails(2, "match", name, "job.txt",
                  says=f"{name}: the resume has")
    picture = {"basics": {"name": "Bo", "summary": "Cook in Turku",
                          "image": "data:image/png;base64," + "A" * 3_000_000}}
    box.write("picture.json", json.dumps(picture))
    done = box.run("match", "picture.json", "job.txt")
    assert "the resume has" not in done.stderr, done.stderr[:200]


@test
def a_binary_file_is_refused(box):
    with open(box.path("job"), "wb") as f:
        f.write(bytes(range(256)) * 400)
    box.fails(6, "match", ENGINEER, "job", says="of no kind that is read")
    box.fails(3, "match", ENGINEER, "not there", says="No such file")
    box.fails(2, "match", ENGINEER, says="which posting?")
    box.fails(2, "match", says="which resume?")
    box.write("broken.json", "{\"@type\": ")
    box.fails(2, "match", ENGINEER, "broken.json", says="looks like JSON")


@test
def a_side_without_any_skill_is_scored_by_its_words(box):
    box.write("a.json", json.dumps({"basics": {"name": "Bo Crumb"}, "work": [
        {"name": "The Mill", "position": "Helper"}]}))
    box.write("job.txt", DATA)
    got = one(box, "a.json", "job.txt")
    has(" ".join(got["notes"]), "the resume names no skill")
    same([t["term"] for t in got["matched"] if t["kind"] == "skill"], [])
    box.write("odd.txt", "Helper\n\nCome to the mill, we are nice people.\n")
    has(" ".join(one(box, ENGINEER, "odd.txt")["notes"]),
        "the posting names no skill")


@test
def what_terminals_act_on_is_not_shown(box):
    box.write("job.txt", DATA + "- Python \x1b[31m\x1b]0;x\x07 \u202e here\n")
    got = box.says("match", ENGINEER, "job.txt")
    assert not {"\x1b", "\x07", "\u202e"} & set(got), repr(got)


@test
def options_are_checked(box):
    box.write("job.txt", DATA)
    for bad in ("2026", "2026-13", "2026-1x", "November"):
        box.fails(2, "match", ENGINEER, "job.txt", "--as-of", bad,
                  says="a month like 2026-11")
    box.fails(2, "match", ENGINEER, "job.txt", "--top", "0", says="--top")
    has(box.says("match", "--help"), "--as-of YYYY-MM", "--top N", "--json")


if __name__ == "__main__":
    main()
