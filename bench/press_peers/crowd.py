"""press_peers/crowd.py - many resumes of nobody: each as long as the one that
it is made from, with a name and words of its own. The same every time."""

import copy
import random
import re

SYLLABLES = """ba del fen gor hal jun kel lor mar nes o pir quen ros sil
    tam u vor wex yan ze bri cla dro fli gwen""".split()
NEW_WORDS = 0.15  # of the words; the rest are words of the first one
WORD = re.compile(r"[a-z]{4,}")
LISTS = ("work", "volunteer", "education", "projects", "awards",
         "publications", "skills")


def invented(pick):
    return "".join(pick.choices(SYLLABLES, k=pick.randint(2, 3)))


def rewritten(text, pool, pick):
    def other(match):
        return (invented(pick) if pick.random() < NEW_WORDS
                else pick.choice(pool))
    return WORD.sub(other, text)


def texts_changed(node, change):
    if isinstance(node, dict):
        return {k: v if k in ("url", "startDate", "endDate", "date",
                              "releaseDate") else texts_changed(v, change)
                for k, v in node.items()}
    if isinstance(node, list):
        return [texts_changed(each, change) for each in node]
    return change(node) if isinstance(node, str) else node


def crowd(resume, count):
    """`count` resumes, one after the other."""
    pool = sorted(set(WORD.findall(str(resume["work"]))))
    for i in range(count):
        pick = random.Random(i)

        def change(text):
            return rewritten(text, pool, pick)

        made = copy.deepcopy(resume)
        made["basics"]["name"] = " ".join(
            invented(pick).capitalize() for _ in range(2))
        made["basics"]["summary"] = change(resume["basics"]["summary"])
        for name in LISTS:
            made[name] = texts_changed(resume[name], change)
        yield made
