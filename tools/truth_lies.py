"""What somebody could make up: each function changes one thing of a resume so
that it says what its source does not, and tells which words are new. None: this
one has nothing to change. For bench/truth."""

import random
import re

EMPLOYERS = ("Norvane Analytics", "Tidemark Holdings", "Quellstrom AG",
             "Brightharbor Group", "Ostravia Systems")
TOOLS = ("Terraform", "Snowflake", "Apache Kafka", "Elixir", "Salesforce",
         "Databricks", "SolidWorks", "QuickBooks", "Kubernetes", "Tableau",
         "SAP", "Figma", "MATLAB", "Ansible")
TONGUES = ("Japanese", "Swahili", "Finnish", "Korean", "Hungarian")
LIES = {}


def lie(of):
    LIES[of.__name__] = of
    return of


def text_of(value):
    if isinstance(value, dict):
        return " ".join(text_of(v) for v in value.values())
    if isinstance(value, list):
        return " ".join(map(text_of, value))
    return str(value)


def lacks(resume, listed, dice):
    """One of a list that the resume does not name, or None."""
    said = text_of(resume).lower()
    free = [x for x in listed
            if not any(w in said for w in x.lower().split())]
    return dice.choice(free) if free else None


def bullets(resume):
    """Places of bullets: (entry, index)."""
    return [(e, i) for s in ("work", "volunteer", "projects")
            for e in resume.get(s, ())
            for i in range(len(e.get("highlights", ())))]


def at_bullet(resume, dice, change, wanted=lambda text: True):
    found = [(e, i) for e, i in bullets(resume) if wanted(e["highlights"][i])]
    if not found:
        return False
    entry, i = dice.choice(found)
    was = entry["highlights"][i]
    entry["highlights"][i] = change(was)
    return entry["highlights"][i] != was


def behind(dice, *endings):
    return lambda text: text.rstrip(".") + dice.choice(endings)


def has_number(text):
    return re.search(r"\d", text)


def starts(text, *verbs):
    return text.split(" ")[0] in verbs


# ---- facts ------------------------------------------------------------------


@lie
def swapped_employer(r, dice):
    dice.choice(r["work"])["name"] = dice.choice(EMPLOYERS)
    return True


@lie
def traded_employers(r, dice):
    a, b = r["work"][0], r["work"][-1]
    a["name"], b["name"] = b["name"], a["name"]
    return a["name"] != b["name"]


@lie
def raised_title(r, dice):
    job = dice.choice(r["work"])
    job["position"] = dice.choice(("Principal ", "Head ", "Chief ", "Global ",
                                   "Managing ")) + job["position"]
    return True


@lie
def traded_titles(r, dice):
    a, b = r["work"][0], r["work"][-1]
    a["position"], b["position"] = b["position"], a["position"]
    return a["position"] != b["position"]


@lie
def earlier_start(r, dice):
    job = dice.choice(r["work"])
    job["startDate"] = str(int(job["startDate"][:4]) - dice.randint(1, 4)) + \
        job["startDate"][4:]
    return True


@lie
def later_end(r, dice):
    job = dice.choice([j for j in r["work"] if j.get("endDate")] or [{}])
    if job:
        job["endDate"] = str(int(job["endDate"][:4]) + 1) + job["endDate"][4:]
    return bool(job)


@lie
def goes_on(r, dice):
    return bool(r["work"][-1].pop("endDate", None))


@lie
def changed_place(r, dice):
    job = dice.choice(r["work"])
    job["location"] = "Zurich, Switzerland"
    return True


@lie
def moved_home(r, dice):
    r["basics"].setdefault("location", {})["city"] = "Lisbon"
    return True


@lie
def another_person(r, dice):
    r["basics"]["name"] = "Dr. " + r["basics"]["name"]
    return True


@lie
def upgraded_degree(r, dice):
    if not r.get("education"):
        return False
    dice.choice(r["education"])["studyType"] = dice.choice(
        ("PhD", "Master of Science", "MBA", "Doctor of Philosophy"))
    return True


@lie
def better_school(r, dice):
    if not r.get("education"):
        return False
    dice.choice(r["education"])["institution"] = \
        "Royal Institute of Novara"
    return True


@lie
def other_subject(r, dice):
    if not r.get("education"):
        return False
    dice.choice(r["education"])["area"] = "Astrodynamics"
    return True


@lie
def better_grade(r, dice):
    if not r.get("education"):
        return False
    dice.choice(r["education"])["score"] = "4.0/4.0, summa cum laude"
    return True


@lie
def earlier_degree(r, dice):
    if not r.get("education") or "endDate" not in r["education"][0]:
        return False
    e = r["education"][0]
    e["endDate"] = str(int(e["endDate"][:4]) - 3) + e["endDate"][4:]
    return True


@lie
def added_degree(r, dice):
    r.setdefault("education", []).append(
        {"institution": "Stellhaven University",
         "studyType": "Master of Science", "area": "Data Science",
         "startDate": "2012", "endDate": "2014"})
    return True


@lie
def added_job(r, dice):
    r["work"].insert(0, {
        "name": dice.choice(EMPLOYERS), "position": "Consultant",
        "startDate": "2024-01", "highlights": ["Led the platform team."]})
    return True


@lie
def doubled_job(r, dice):
    r["work"].insert(1, dict(r["work"][0]))
    return True


@lie
def removed_job(r, dice):
    r["work"].pop(dice.randrange(len(r["work"])))
    return True


@lie
def added_certificate(r, dice):
    r.setdefault("certificates", []).append(
        {"name": dice.choice(("Certified Information Systems Auditor",
                              "Six Sigma Black Belt",
                              "AWS Certified Solutions Architect")),
         "issuer": "Amazon", "date": "2022"})
    return True


@lie
def renewed_certificate(r, dice):
    if not r.get("certificates"):
        return False
    c = dice.choice(r["certificates"])
    c["date"] = str(int(c["date"][:4]) + 2)
    return True


@lie
def added_award(r, dice):
    r.setdefault("awards", []).append(
        {"title": "Employee of the Year", "date": "2021",
         "awarder": r["work"][0]["name"]})
    return True


@lie
def added_publication(r, dice):
    r.setdefault("publications", []).append(
        {"name": "On the Reliability of Queues", "publisher": "Nature",
         "releaseDate": "2020"})
    return True


@lie
def added_language(r, dice):
    r.setdefault("languages", []).append(
        {"language": dice.choice(TONGUES), "fluency": "Fluent"})
    return True


@lie
def raised_language(r, dice):
    if not r.get("languages"):
        return False
    one = dice.choice(r["languages"])
    was, one["fluency"] = one.get("fluency"), "Native speaker"
    return was != one["fluency"]


@lie
def added_project(r, dice):
    r.setdefault("projects", []).append(
        {"name": "Lanternfish", "description": "A search engine for songs."})
    return True


@lie
def added_profile(r, dice):
    r["basics"].setdefault("profiles", []).append(
        {"network": "GitHub", "username": "notme",
         "url": "https://github.com/notme"})
    return True


@lie
def own_field(r, dice):
    dice.choice(r["work"])["teamSize"] = 40
    return True


# ---- skills -----------------------------------------------------------------


@lie
def added_skill(r, dice):
    tool = lacks(r, TOOLS, dice)
    if not tool or not r.get("skills"):
        return False
    dice.choice(r["skills"]).setdefault("keywords", []).append(tool)
    return True


@lie
def added_group(r, dice):
    tool = lacks(r, TOOLS, dice)
    if tool:
        r.setdefault("skills", []).append({"name": "Other",
                                           "keywords": [tool]})
    return bool(tool)


@lie
def raised_skill(r, dice):
    if not r.get("skills"):
        return False
    dice.choice(r["skills"])["level"] = "Expert"
    return True


@lie
def tool_in_bullet(r, dice):
    tool = lacks(r, TOOLS, dice)
    return bool(tool) and at_bullet(
        r, dice, behind(dice, f" using {tool}.", f" with {tool}.",
                        f" ({tool})"))


@lie
def tool_in_summary(r, dice):
    tool = lacks(r, TOOLS, dice)
    if tool:
        r["basics"]["summary"] = (r["basics"].get("summary", "") +
                                  f" Skilled in {tool}.").strip()
    return bool(tool)


@lie
def narrower_skill(r, dice):
    said = text_of(r).lower()
    if re.search(r"machine learning|pytorch|tensorflow|keras", said):
        return False
    r.setdefault("skills", []).append({"name": "TensorFlow"})
    return True


# ---- numbers ----------------------------------------------------------------


@lie
def raised_number(r, dice):
    def raised(text):
        return re.sub(r"\d+", lambda m: str(int(m.group()) +
                                            dice.randint(1, 20)), text, 1)
    return at_bullet(r, dice, raised, has_number)


@lie
def rounded_up(r, dice):
    return at_bullet(
        r, dice, lambda t: re.sub(r"(?<![\w-])(\d+)(?=[ %])", r"over \1", t, 1),
        lambda t: re.search(r"(?<![\w-])\d+[ %]", t) and "over" not in t)


@lie
def number_plus(r, dice):
    return at_bullet(r, dice,
                     lambda t: re.sub(r"(?<![\w-])(\d+) ", r"\1+ ", t, 1),
                     lambda t: re.search(r"(?<![\w-])\d+ ", t))


@lie
def added_metric(r, dice):
    return at_bullet(r, dice, behind(
        dice, ", improving throughput by 37%.", ", saving $2.4m a year.",
        ", cutting costs by a third.", ", 31 percent faster."),
        lambda t: not re.search(r"37|31|2\.4", t))


@lie
def metric_in_words(r, dice):
    return at_bullet(r, dice, behind(
        dice, ", which tripled revenue.", ", which doubled sales.",
        ", for thousands of users.", ", halving the time."))


@lie
def moved_metric(r, dice):
    """A figure of one job, said of another."""
    found = [(e, m.group()) for e, i in bullets(r)
             for m in [re.search(r"\d+%", e["highlights"][i])] if m]
    if not found:
        return False
    entry, figure = dice.choice(found)
    others = [e for e, _ in bullets(r)
              if e is not entry and figure not in text_of(e)]
    if not others:
        return False
    other = dice.choice(others)
    other["highlights"][0] = other["highlights"][0].rstrip(".") + \
        f", a gain of {figure}."
    return True


@lie
def moved_bullet(r, dice):
    """What was done at one employer, told of another."""
    jobs = [j for j in r["work"] if j.get("highlights")]
    if len(jobs) < 2:
        return False
    a, b = dice.sample(jobs, 2)
    told = dice.choice(a["highlights"])
    words = set(re.findall(r"\w+", told.lower()))
    if any(words <= set(re.findall(r"\w+", h.lower()))
           for h in b["highlights"]):
        return False
    b["highlights"].append(told)
    return True


@lie
def traded_numbers(r, dice):
    """Two figures of one bullet trade places."""
    def traded(text):
        a, b = re.findall(r"\d+", text)[:2]
        parts = re.split(r"\d+", text, maxsplit=2)
        return parts[0] + b + parts[1] + a + parts[2]

    def two(text):
        n = re.findall(r"\d+", text)
        return len(n) > 1 and n[0] != n[1]
    return at_bullet(r, dice, traded, two)


@lie
def team_size(r, dice):
    return at_bullet(r, dice, behind(
        dice, " with a team of 14.", ", leading eleven engineers.",
        " for 63 colleagues."), lambda t: not re.search(
            r"\b(14|eleven|11|63)\b", t))


@lie
def more_years(r, dice):
    r["basics"]["summary"] = "Over 45 years of experience. " + \
        r["basics"].get("summary", "")
    return True


# ---- levels and claims ------------------------------------------------------


@lie
def raised_verb(r, dice):
    weak = {"Supported": "Led", "Assisted": "Managed", "Helped": "Directed",
            "Wrote": "Architected", "Trained": "Supervised",
            "Coordinated": "Founded", "Maintained": "Designed",
            "Cared": "Directed care", "Taught": "Headed",
            "Introduced": "Invented", "Built": "Patented",
            "Reviewed": "Approved", "Cut": "Eliminated"}

    def raised(text):
        first, _, rest = text.partition(" ")
        return weak[first] + " " + rest
    return at_bullet(r, dice, raised, lambda t: t.split(" ")[0] in weak)


@lie
def raised_level(r, dice):
    r["basics"]["label"] = dice.choice(("Senior Director", "Chief Strategist",
                                        "Vice President of Everything"))
    return True


@lie
def called_expert(r, dice):
    r["basics"]["summary"] = dice.choice((
        "Recognized expert. ", "Award-winning professional. ",
        "Certified specialist with deep expertise. ",
        "Highly accomplished leader. ")) + r["basics"].get("summary", "")
    return True


@lie
def boasted(r, dice):
    words = ("successfully", "single-handedly", "consistently",
             "independently")

    def boast(text):
        first, _, rest = text.partition(" ")
        return f"{first} {dice.choice(words)} {rest}"
    return at_bullet(r, dice, boast)


@lie
def wider(r, dice):
    return at_bullet(r, dice, behind(
        dice, " company-wide.", " across all departments.", " globally.",
        " for multiple international markets."),
        lambda t: "whole" not in t)


@lie
def added_claim(r, dice):
    return at_bullet(r, dice, behind(
        dice, ", praised by the board.", " and won a national prize.",
        ", later adopted as a standard.", " and presented it to ministers.",
        ", ahead of schedule."))


@lie
def added_bullet(r, dice):
    job = dice.choice(r["work"])
    job.setdefault("highlights", []).append(dice.choice((
        "Negotiated contracts with suppliers in Asia.",
        "Presented the strategy to the board of directors.",
        "Founded the diversity council.",
        "Oversaw the budget of the whole division.")))
    return True


@lie
def dropped_negation(r, dice):
    return at_bullet(
        r, dice, lambda t: re.sub(r"\b(without|no|not|never)\s", "", t, 1),
        lambda t: re.search(r"\b(without|no|not|never)\s", t))


@lie
def added_negation(r, dice):
    def negated(text):
        first, _, rest = text.partition(" ")
        return f"Never {first.lower()} {rest}"
    return at_bullet(r, dice, negated)


@lie
def dropped_hedge(r, dice):
    """The source gets a hedge first; see PREPARE."""
    return at_bullet(
        r, dice, lambda t: re.sub(
            r"^(Helped|Assisted the team that|Supported colleagues who) ", "",
            t)[:1].upper() + re.sub(
            r"^(Helped|Assisted the team that|Supported colleagues who) ", "",
            t)[1:], lambda t: re.match(
                r"(Helped|Assisted the team that|Supported colleagues who) ",
                t))


@lie
def dropped_nearly(r, dice):
    return at_bullet(
        r, dice, lambda t: re.sub(r"(nearly|up to|about|almost) (?=\d)", "",
                                  t, 1),
        lambda t: re.search(r"(nearly|up to|about|almost) \d", t))


@lie
def tool_in_courses(r, dice):
    if not r.get("education"):
        return False
    r["education"][0]["courses"] = ["Quantum computing"]
    return True


# ---- what does not show -----------------------------------------------------


@lie
def link_in_bullet(r, dice):
    return at_bullet(r, dice, behind(dice, ", see https://example.org/proof",
                                     " (www.example.com)"))


@lie
def another_link(r, dice):
    r["basics"]["url"] = "https://elsewhere.example.org"
    return True


@lie
def hidden_words(r, dice):
    return at_bullet(r, dice, behind(
        dice, "\u200b\u200b", "\U000e0068\U000e0069", "\u202eterces"))


@lie
def white_style(r, dice):
    r.setdefault("meta", {}).setdefault("vitae", {})["style"] = {
        "colors": {"text": "#ffffff"}}
    return True


# ---- sources ----------------------------------------------------------------


def hedged(resume, dice):
    """A source with things that can be dropped."""
    found = bullets(resume)
    for entry, i in found:
        text = entry["highlights"][i]
        how = dice.randrange(6)
        if how == 0:
            text = dice.choice((
                "Helped ", "Assisted the team that ",
                "Supported colleagues who ")) + text[0].lower() + text[1:]
        elif how == 1:
            text = text.rstrip(".") + ", without overtime"
        elif how == 2 and " than " not in text:
            text = re.sub(r" (\d+%)", r" nearly \1", text, count=1)
        entry["highlights"][i] = text
    return resume


def dice_of(*seed):
    return random.Random("/".join(map(str, seed)))
