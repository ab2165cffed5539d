"""tools/corpus/people.py - people who do not exist, as JSON Resume. The same
seed makes the same person. Knows no layout.

Addresses of mail and web are of names reserved for examples; telephone
numbers are of ranges kept free for fiction where a country has such.
"""

import random
import re
import unicodedata

import words

ABROAD = ("pl", "cs", "zh", "ar", "el", "in", "tr", "vi", "yo")
THIS_YEAR = 2025
MONEY = {"en": ("${n}0,000", "${small}.{small}M", "£{n}k", "${n}5,000"),
         "": ("{n}.000 €", "{small},{small} Mio. €")}
PHONES = {
    "en": ("(555) 01{d}-{d}{d}{d}{d}", "+1 212 555 01{d}{d}",
           "+1 (415) 555-01{d}{d}", "+44 7700 900{d}{d}{d}",
           "020 7946 0{d}{d}{d}", "555-01{d}{d}-{d}{d}{d}", "+14155550{d}{d}1"),
    "fr": ("06 39 98 {d}{d} {d}{d}", "+33 6 39 98 {d}{d} {d}{d}",
           "01.99.00.{d}{d}.{d}{d}"),
    "de": ("+49 30 23125 {d}{d}{d}", "0221 4710{d}{d}{d}",
           "+49 (0)152 28817{d}{d}{d}", "030/23125{d}{d}{d}"),
    "es": ("+34 600 {d}{d}{d} {d}{d}{d}", "6{d}{d} {d}{d} {d}{d} {d}{d}"),
    "pt": ("+351 912 {d}{d}{d} {d}{d}{d}", "+55 (81) 99999-{d}{d}{d}{d}"),
    "it": ("+39 333 {d}{d}{d} {d}{d}{d}{d}", "06 5555 {d}{d}{d}{d}"),
    "nl": ("+31 6 12 34 {d}{d} {d}{d}", "06-1234{d}{d}{d}{d}"),
}


def slug(text):
    text = unicodedata.normalize("NFKD", text).replace("ı", "i")
    text = text.replace("ł", "l").replace("ß", "ss").lower()
    return re.sub(r"[^a-z0-9]+", "", text.encode("ascii", "ignore").decode())


class Person:
    """Draws one; every draw is of its own dice."""

    def __init__(self, seed, lang="en"):
        self.dice = random.Random(f"{seed}/{lang}")
        self.lang, self.w = lang, words.of(lang)
        self.names = words.of("names")
        self.field = self.dice.choice(words.fields(lang))
        self.fast = self.dice.random() < 0.5  # a short career

    def pick(self, key):
        return self.dice.choice(self.w[key])

    def named(self, key):
        listed = ",".join(self.names[key]).split(",")
        return self.dice.choice(listed).strip()

    def fill(self, text, **known):
        """Every {slot} of its own."""
        def slot(found):
            key = found.group(1)
            if key in known:
                return known[key]
            if key == "money":
                kinds = MONEY.get(self.lang, MONEY[""])
                return self.fill(self.dice.choice(kinds))
            return self.draw(key)
        return re.sub(r"\{(\w+)\}", slot, text)

    def draw(self, key):
        if key in ("n", "pct"):
            return str(self.dice.randint(11, 60))
        if key in ("small", "d"):
            return str(self.dice.randint(2, 9))
        if key == "tool":
            return self.named("tool")
        if key == "coin":
            return self.named("coin")
        if key == "surname":
            return self.named(f"{self.lang} family")
        if key == "suffix":
            return self.pick("suffixes")
        if key == "city":
            return self.city()[0]
        raise KeyError(key)

    def city(self):
        listed = ";".join(self.names[f"{self.lang} city"]).split(";")
        city, _, rest = self.dice.choice(listed).strip().partition("|")
        return city, rest.strip(", ")

    # ---- parts ----------------------------------------------------------

    def name(self):
        other = self.dice.random() < 0.35
        culture = self.dice.choice(ABROAD) if other else self.lang
        given = self.named(f"{culture} given")
        family = self.named(f"{culture} family")
        if ord(given[0]) > 0x4000:
            while ord(family[0]) < 0x4000:
                family = self.named(f"{culture} family")
            return family + given
        while ord(family[0]) > 0x4000:
            family = self.named(f"{culture} family")
        middle = ""
        if culture == "en" and self.dice.random() < 0.25:
            middle = self.dice.choice("ABCDEFGHJKLMNPRSTW") + ". "
        return f"{given} {middle}{family}"

    def basics(self, title):
        name = self.name()
        plain = slug(name.split()[0]), slug(name.split()[-1])
        if not all(plain):  # a script that addresses do not write
            plain = (plain[0] or self.dice.choice("abcdefghjk"), "contact")
        user = self.dice.choice("{0}.{1} {0}{1} {0}_{1} {2}{1} {0}.{1}.work "
                                "{1}.{0} {0}{3}".split()).format(
            *plain, plain[0][:1], self.dice.randint(70, 99))
        mail = self.dice.choice(words.commas("names", "mail"))
        handle = "".join(plain) + self.dice.choice(("", "-dev", "42", "7", "x"))
        place = dict(zip(("city", "region"), self.city()))
        if self.dice.random() < 0.25:
            streets = dict(s.split(": ") for s in self.names["street"])
            place["address"] = self.dice.choice(streets[self.lang].split("|"))
            if self.dice.random() < 0.6:
                place["postalCode"] = str(self.dice.randint(10100, 98900))
        phone = self.dice.choice(PHONES[self.lang])
        basics = {"name": name, "label": title, "email": f"{user}@{mail}",
                  "phone": self.fill(phone),
                  "location": {k: v for k, v in place.items() if v},
                  "profiles": self.profiles(handle)}
        if self.dice.random() < 0.4:
            url = self.dice.choice(words.commas("names", "domain"))
            basics["url"] = self.fill(url, slug=handle)
        if self.dice.random() < 0.65:
            basics["summary"] = self.fill(
                self.pick("summary"), title=title,
                years=str(self.dice.randint(3, 20)),
                area=self.pick(f"{self.field} areas"))
        return basics

    def profiles(self, handle):
        kinds = {"LinkedIn": "linkedin.com/in/{}", "GitHub": "github.com/{}",
                 "Twitter": "twitter.com/{}", "Behance": "behance.net/{}",
                 "GitLab": "gitlab.com/{}", "Xing": "xing.com/profile/{}"}
        least = {"software": ["LinkedIn", "GitHub"],
                 "design": ["LinkedIn", "Behance"]}
        chosen = least.get(self.field, ["LinkedIn"])[:self.dice.randint(0, 2)]
        if self.dice.random() < 0.15:
            chosen.append(self.dice.choice(list(kinds)[2:]))
        return [{"network": k, "username": handle,
                 "url": "https://" + kinds[k].format(handle)}
                for k in dict.fromkeys(chosen)]

    def employer(self):
        name = self.fill(self.pick("employers"))
        if name[-1] != "." and "{suffix}" not in name and \
                self.lang not in ("de", "nl") and self.dice.random() < 0.3:
            comma = ", " if self.lang == "en" and self.dice.random() < 0.4 \
                else " "
            name += comma + self.pick("suffixes")
        return name

    def bullets(self, least, most):
        pool = list(self.w[f"{self.field} bullets"])
        self.dice.shuffle(pool)
        dots = self.dice.random()
        out = [self.fill(b).rstrip(".") + ("" if dots < 0.25 else ".")
               for b in pool[:self.dice.randint(least, most)]]
        if out and self.dice.random() < 0.3:  # one that takes two lines
            out[0] = out[0].rstrip(".") + "; " + out[-1][0].lower() + \
                out[-1][1:] if len(out) > 2 else out[0]
        return out

    def work(self):
        year, month = THIS_YEAR - self.dice.choice((0, 0, 0, 1)), 9
        jobs, many = [], self.dice.randint(1, 3) if self.fast else \
            self.dice.randint(3, 5)
        present = self.dice.random() < 0.75
        while len(jobs) < many:
            employer, city = self.employer(), self.city()
            roles = 2 if self.dice.random() < 0.18 else 1
            for _ in range(roles):
                length = self.dice.randint(4, 50)
                end = year * 12 + month - 1
                start = end - length
                job = {"name": employer, "position": self.pick(
                    f"{self.field} titles"), "location": ", ".join(
                        c for c in city if c)}
                if jobs and job["position"] == jobs[-1]["position"]:
                    continue
                job["startDate"] = f"{start // 12}-{start % 12 + 1:02d}"
                if jobs or not present:
                    job["endDate"] = f"{end // 12}-{end % 12 + 1:02d}"
                job["highlights"] = self.bullets(0 if len(jobs) > 2 else 2, 5)
                jobs.append(job)
                gap = self.dice.choice((0, 0, 1, 1, 2, 9))
                year, month = divmod(start - 1 - gap, 12)
                month += 1
                year, month = year, month
        return jobs, year

    def education(self, before):
        out, end = [], before
        for _ in range(self.dice.choice((1, 1, 2, 2, 3))):
            kind = self.dice.choice(self.pick("degrees").split("|"))
            length = self.dice.choice((2, 3, 4))
            school = {"institution": self.fill(self.pick("universities")),
                      "studyType": kind,
                      "area": self.pick(f"{self.field} areas"),
                      "startDate": f"{end - length}-09",
                      "endDate": f"{end}-06"}
            if self.dice.random() < 0.25 and self.lang == "en":
                school["score"] = self.dice.choice(
                    ("3.8/4.0", "First Class Honours", "GPA 3.6", "3.9"))
            out.append(school)
            end -= length
        return out

    def skills(self):
        lists = self.w[f"{self.field} skills"]
        out = []
        for line in lists:
            name, _, listed = line.partition(":")
            keywords = [k.strip() for k in listed.split(",")]
            self.dice.shuffle(keywords)
            out.append({"name": name.strip(), "keywords":
                        keywords[:self.dice.randint(3, 8)]})
        return out

    def extras(self, resume, year):
        """What only some have."""
        def some(chance, key, make, most=3):
            if self.dice.random() < chance:
                many = self.dice.randint(1, most)
                got = [make() for _ in range(many)]
                resume[key] = list({str(list(g.values())[0]): g
                                    for g in got}.values())
        day = self.dice.randint

        some(0.5 if self.field == "software" else 0.25, "projects",
             lambda: {"name": self.pick(f"{self.field} projects"),
                      "description": self.fill(self.pick(
                          f"{self.field} project texts"))}, 2)
        some(0.6, "languages", lambda: {
            "language": self.pick("tongues"),
            "fluency": self.pick("fluency")}, 4)
        some(0.35, "certificates", lambda: {
            "name": self.pick("certificates"), "issuer": self.pick("issuers"),
            "date": str(day(year, THIS_YEAR))})
        some(0.2, "awards", lambda: {
            "title": self.pick("awards"), "date": str(day(year, THIS_YEAR)),
            "awarder": self.employer()}, 2)
        some(0.15, "publications", lambda: {
            "name": self.pick("publications"),
            "publisher": self.pick("publishers"),
            "releaseDate": str(day(year, THIS_YEAR))}, 2)
        some(0.2, "volunteer", lambda: {
            "organization": self.fill(self.pick("volunteer places")),
            "position": self.pick("volunteer roles"),
            "startDate": f"{day(2012, 2018)}-03",
            "endDate": f"{day(2019, 2024)}-10",
            "highlights": [self.fill(self.pick("volunteer bullets"))]}, 1)
        some(0.3, "interests", lambda: {"name": self.pick("interests")}, 4)

    def resume(self):
        work, year = self.work()
        resume = {"basics": self.basics(work[0]["position"]), "work": work,
                  "education": self.education(year),
                  "skills": self.skills()}
        self.extras(resume, year)
        return resume


def make(seed, lang="en"):
    return Person(seed, lang).resume()
