"""Lies about facts and skills, and what all lies are made with: see
truth_lies.py."""

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
