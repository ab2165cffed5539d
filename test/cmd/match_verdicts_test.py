"""'vitae match' says of single requirements what a person says who reads both:
of ten, nine (of resumes that say little, eight), and hardly ever "met" of what
is not there. The sets are test/data/match/verdicts*.json."""

import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, main, test  # noqa: E402

SETS = {  # so many there are, agree at least, and are falsely met at most
    "verdicts": (161, 0.95, 0.015),
    "verdicts_fresh": (794, 0.9, 0.015),
    "verdicts_ordinary": (100, 0.9, 0.03),
    "verdicts_terse": (778, 0.8, 0.06),
    "verdicts_named": (526, 0.92, 0.02),
    "verdicts_practice": (929, 0.86, 0.055),
    "verdicts_long": (60, 0.72, 0.08),
    "verdicts_cases": (545, 0.84, 0.06),
    "verdicts_blind": (132, 0.89, 0.03),
    "verdicts_unseen": (276, 0.9, 0.05),
}


def said(box, case):
    box.write("resume.json", json.dumps(case["resume"]))
    box.write("posting.txt", case["posting"])
    done = box.run("match", "resume.json", "posting.txt", "--as-of", "2026-11",
                   "--json")
    found = json.loads(done.stdout)[0]["requirements"]
    return {need["text"]: need["verdict"] for need in found}


@test
def nine_of_ten_verdicts_are_those_of_a_person(box):
    for name, (there, agreed, falsely_met) in SETS.items():
        count = wrong = false = 0
        with open(f"{ROOT}/test/data/match/{name}.json",
                  encoding="utf-8") as file:
            cases = json.load(file)
        for case in cases:
            found = said(box, case)
            for want in case["requirements"]:
                got = found.get(want["text"])
                count += 1
                wrong += got != want["verdict"]
                false += got == "met" != want["verdict"]
        assert count >= there, (name, count)
        assert wrong <= (1 - agreed) * count, (name, wrong, count)
        assert false <= falsely_met * count, (name, false, count)


if __name__ == "__main__":
    main()
