"""What an honest hand does to a resume: each function changes how something is
said and nothing of what it says. False: there was nothing to change. For
bench/truth."""

import re

from truth_lies import bullets

EDITS = {}
VERBS = ({"Built", "Created", "Developed"}, {"Cut", "Reduced", "Lowered"},
         {"Trained", "Taught", "Instructed"}, {"Grew", "Increased", "Raised"},
         {"Improved", "Enhanced"}, {"Organised", "Coordinated", "Arranged"},
         {"Analysed", "Examined", "Assessed"}, {"Ran", "Managed"},
         {"Launched", "Released"}, {"Resolved", "Solved"},
         {"Wrote", "Authored"}, {"Recruited", "Hired"},
         {"Migrated", "Moved"},
         {"Checked", "Tested", "Verified"}, {"Prepared"},
         {"Bought", "Purchased", "Procured"}, {"Led", "Spearheaded"})
NAMES = (("JavaScript", "JS"), ("TypeScript", "TS"), ("Kubernetes", "K8s"),
         ("PostgreSQL", "Postgres"), ("Amazon Web Services", "AWS"),
         ("Go", "Golang"), ("Google Cloud", "GCP"), ("Node.js", "NodeJS"),
         ("Machine learning", "ML"), ("CI/CD", "Continuous integration"))


def edit(of):
    EDITS[of.__name__] = of
    return of


def each_bullet(resume, change):
    """Every bullet that the change suits."""
    changed = False
    for entry, i in bullets(resume):
        was = entry["highlights"][i]
        now = change(was)
        if now and now != was:
            entry["highlights"][i] = now
            changed = True
    return changed


@edit
def reorder_bullets(r, dice):
    for job in r["work"]:
        dice.shuffle(job.get("highlights", []))
    return True


@edit
def reorder_skills(r, dice):
    dice.shuffle(r.get("skills", []))
    for group in r.get("skills", ()):
        dice.shuffle(group.get("keywords", []))
    return bool(r.get("skills"))


@edit
def reorder_jobs(r, dice):
    r["work"].reverse()
    return len(r["work"]) > 1


@edit
def drop_bullets(r, dice):
    some = False
    for job in r["work"]:
        if len(job.get("highlights", ())) > 1:
            job["highlights"].pop(dice.randrange(len(job["highlights"])))
            some = True
    return some


@edit
def drop_skills(r, dice):
    some = False
    for group in r.get("skills", ()):
        if len(group.get("keywords", ())) > 2:
            group["keywords"].pop()
            some = True
    return some


@edit
def drop_what_may_go(r, dice):
    some = [r.pop(k) for k in ("interests", "projects", "volunteer", "awards")
            if k in r]
    for job in r["work"]:
        some += [job.pop("location")] if "location" in job else []
    return bool(some)


@edit
def one_list(r, dice):
    keywords = [k for g in r.get("skills", ()) for k in g.get("keywords", ())]
    r["skills"] = [{"name": "Skills", "keywords": keywords}]
    return bool(keywords)


@edit
def another_verb(r, dice):
    def swapped(text):
        first, _, rest = text.partition(" ")
        for same in VERBS:
            others = sorted(same - {first})
            if first in same and others:
                return f"{dice.choice(others)} {rest}"
        return None
    return each_bullet(r, swapped)


@edit
def another_name(r, dice):
    some = False
    for group in r.get("skills", ()):
        for i, k in enumerate(group.get("keywords", ())):
            for a, b in NAMES:
                if k in (a, b):
                    group["keywords"][i] = b if k == a else a
                    some = True
    return some


@edit
def skill_from_bullet(r, dice):
    listed = {k for g in r.get("skills", ()) for k in g.get("keywords", ())}
    said = [m.group() for e, i in bullets(r) for m in re.finditer(
        r"\b(Python|Java|Go|Kafka|Excel|Docker|Kubernetes|PostgreSQL|SQL|"
        r"React|Terraform|SAP|Salesforce|AutoCAD|Power BI|Tableau)\b",
        e["highlights"][i]) if m.group() not in listed and
            not re.search(r"who|the team that|without", e["highlights"][i])]
    if not said or not r.get("skills"):
        return False
    r["skills"][0].setdefault("keywords", []).append(dice.choice(said))
    return True


@edit
def tighten(r, dice):
    """Leaves out what says little: articles, what is in brackets."""
    return each_bullet(r, lambda t: re.sub(
        r"\s*\([^)]*\)", "", re.sub(r"\b(the|a|an) ", "", t)))


@edit
def drop_clause(r, dice):
    return each_bullet(
        r, lambda t: re.split(r"; |, which |, now | - ", t)[0])


@edit
def split_bullet(r, dice):
    some = False
    for job in r["work"]:
        out = []
        for text in job.get("highlights", ()):
            parts = re.split(r"; |, then ", text)
            some |= len(parts) > 1
            out += [p[0].upper() + p[1:] for p in parts]
        if out:
            job["highlights"] = out
    return some


@edit
def split_at_and(r, dice):
    """"Did this and did that" becomes two."""
    some = False
    for job in r["work"]:
        out = []
        for text in job.get("highlights", ()):
            found = re.match(r"(\w+ed\b.*?),? and (\w+ed\b.*)", text)
            parts = found.groups() if found else [text]
            some |= len(parts) > 1
            out += [p[0].upper() + p[1:] for p in parts]
        if out:
            job["highlights"] = out
    return some


@edit
def merge_bullets(r, dice):
    some = False
    for job in r["work"]:
        h = job.get("highlights", [])
        if len(h) > 1:
            second = h[1] if re.match(r"[A-Z]{2}", h[1]) \
                else h[1][0].lower() + h[1][1:]
            h[:2] = [h[0].rstrip(".") + dice.choice(
                ("; ", " and ", ", and ")) + second]
            some = True
    return some


@edit
def passive(r, dice):
    """"Built the X" becomes "The X was built"."""
    def turned(text):
        found = re.match(r"(Built|Introduced|Maintained|Reviewed|Wrote|"
                         r"Developed|Designed|Created) (the|a|an) ([^,;.]*)$",
                         text)
        if not found:
            return None
        verb, article, what = found.groups()
        verb = {"Wrote": "written"}.get(verb, verb.lower())
        return f"{article.capitalize()} {what} was {verb}"
    return each_bullet(r, turned)


@edit
def present(r, dice):
    """A regular past becomes -ing, where it is the only one."""
    def turned(text):
        first, _, rest = text.partition(" ")
        if not re.fullmatch(r"[A-Z]\w+[^ei]ed", first) or \
                re.search(r"ed\b|;| and (set|kept|led|wrote)", rest):
            return None
        return f"{first[:-2]}ing {rest}"
    return each_bullet(r, turned)


@edit
def plurals(r, dice):
    return each_bullet(r, lambda t: re.sub(
        r"\b(report|client|customer|server|service|tool|pipeline|project|"
        r"course|workshop)s\b", r"\1", t))


@edit
def in_front(r, dice):
    """"X with Y" becomes "With Y, x"."""
    def turned(text):
        found = re.match(r"([A-Z][a-z]+ed [^,;()]*?) (with|for|in) "
                         r"([^,;()]*)$", text)
        if not found:
            return None
        what, link, rest = found.groups()
        rest = rest.rstrip(".")
        return f"{link.capitalize()} {rest}, {what[0].lower()}{what[1:]}"
    return each_bullet(r, turned)


@edit
def numbers_written(r, dice):
    words = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six",
             7: "seven", 8: "eight", 9: "nine", 10: "ten", 12: "twelve"}
    return each_bullet(r, lambda t: re.sub(
        r"(?<![\w.,$%-])(\d+)(?= [a-z])",
        lambda m: words.get(int(m.group()), m.group()),
        t).replace("%", " percent"))


@edit
def summary_of_facts(r, dice):
    job = r["work"][0]
    skills = [k for g in r.get("skills", ()) for k in g.get("keywords", ())]
    if len(skills) < 3:
        return False
    r["basics"]["summary"] = (
        f"{job['position']} with experience at {job['name']}, working with "
        f"{skills[0]}, {skills[1]} and {skills[2]}.")
    return True


@edit
def shorter_summary(r, dice):
    parts = re.split(r"(?<=[.!]) ", r["basics"].get("summary", ""))
    r["basics"]["summary"] = parts[0]
    return len(parts) > 1


@edit
def label_of_a_job(r, dice):
    r["basics"]["label"] = dice.choice(r["work"])["position"]
    return True


@edit
def bullet_in_summary(r, dice):
    told = [h for j in r["work"] for h in j.get("highlights", ())]
    if not told:
        return False
    r["basics"]["summary"] = f"{r['work'][0]['position']}. " + \
        dice.choice(told).rstrip(".") + "."
    return True
