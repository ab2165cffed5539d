"""What somebody could make up: each function changes one thing of a resume so
that it says what its source does not. False: this one has nothing to change.
Those about facts and skills are in truth_facts.py. For bench/truth."""

import random
import re

from truth_facts import LIES, at_bullet, behind, bullets, has_number, lie, \
    text_of

__all__ = ["LIES", "bullets", "dice_of", "hedged"]


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
