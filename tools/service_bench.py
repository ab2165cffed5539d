"""tools/service_bench.py - how fast the service is for those who use it: the
whole of `vitae serve` as it is by default, on SQLite in a folder of its own,
asked over HTTP by wrk on another core.

    def list_of_10000(service, seconds):
        ...
        return {"service.list.p50": (p50, "ms")}

A benchmark is a function in BENCHES: it makes what it needs with
service.person() and service.ask(), has wrk ask (service.wrk), and returns its
figures. Each begins with people of its own. Started by tools/run-bench; alone,
`tools/service_bench.py [WORD]` runs those whose name contains WORD.
"""

import concurrent.futures
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

import contenders

CLIENTS, ROUNDS = 64, 3
SCRIPTS = "bench/service"
RESUME = "test/data/resume/engineer.json"
MS = {"us": 1e-3, "ms": 1.0, "s": 1e3}
TOLD = """
One server by default on SQLite, with limits out of reach, on one core; wrk on
another. A rate is that of {clients} connections; a p50 that of one connection,
the whole request. Medians over {rounds} rounds.
""".format(clients=CLIENTS, rounds=ROUNDS)


# ---- one server -------------------------------------------------------------


def read_wrk(said):
    """{requests, rate, p50 and p99 in ms}; any failed answer ends it."""
    bad = re.search(r"Non-2xx.*|Socket errors:.*", said)
    if bad:
        raise RuntimeError(bad.group())
    found = {
        "requests": int(re.search(r"(\d+) requests in", said).group(1)),
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)),
    }
    for part in (50, 99):
        value, unit = re.search(rf"{part}%\s+([\d.]+)(us|ms|s)", said).groups()
        found[f"p{part}"] = float(value) * MS[unit]
    return found


class Service(contenders.Vitae):
    """The server under measure, and people of it."""

    def __init__(self, folder, binary="build/vitae"):
        super().__init__("service", "sqlite")
        self.folder_of_data, self.binary = folder, binary
        self.people = 0

    def argv(self, port):
        return [self.binary, "serve", "--port", str(port)]

    def environment(self, data):
        return {
            "DATA_DIR": os.path.join(self.folder_of_data, "data"),
            "DATABASE_URL": "",
            "LOG_FORMAT": "json",
            "EXPORTS_PER_MINUTE": "0",
            **{f"RATE_LIMIT_{what}": "50000000" for what in
               ("PER_MINUTE", "PER_HOUR", "MAX_REQUESTS")},
        }

    def start(self, data=None):
        contenders.Contender.start(self, data)

    def call(self, method, path, body=None, token=None, kind=None, to=None):
        """The answer's JSON; `to`: over this connection."""
        line = to or http.client.HTTPConnection("127.0.0.1", self.port,
                                                timeout=30)
        given = body if isinstance(body, (bytes, type(None))) \
            else json.dumps(body).encode()
        line.request(method, path, given, {
            "Content-Type": kind or "application/json",
            **({"Authorization": f"Bearer {token}"} if token else {})})
        answer = line.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
        return json.loads(text) if text else None

    def person(self):
        """The token of somebody new."""
        self.people += 1
        return self.call("POST", "/api/auth/register", {
            "email": f"p{self.people}@example.org", "full_name": "Some One",
            "password": "engine of 1843, no 2"})["access_token"]

    def wrk(self, script, args, path="/", connections=CLIENTS, seconds=3):
        got = subprocess.run(
            ["taskset", "-c", str(contenders.CLIENT_CPU), "wrk", "-t1",
             f"-c{connections}", f"-d{seconds}s", "--latency", "-s",
             f"{SCRIPTS}/{script}", f"http://127.0.0.1:{self.port}{path}",
             "--", *args], check=True, capture_output=True, text=True)
        return read_wrk(got.stdout)

    def rounds(self, *how, **more):
        """Medians over ROUNDS, behind one that warms up."""
        self.wrk(*how, **{**more, "seconds": 1})
        all_of = [self.wrk(*how, **more) for _ in range(ROUNDS)]
        return {name: statistics.median(one[name] for one in all_of)
                for name in all_of[0]}


def resume():
    with open(RESUME, encoding="utf-8") as f:
        return json.load(f)


# ---- documents --------------------------------------------------------------

MANY, KINDS = 10_000, ("resume", "cv", "revamp")


def add_some(service, token, numbers):
    to = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    body = resume()
    for i in numbers:
        body["basics"]["label"] = f"Engineer {i}"
        service.call("POST", "/api/resumes", {
            "kind": KINDS[i % len(KINDS)], "resume": body}, token, to=to)


def list_of_10000(service, seconds):
    """The first page of a list of 10,000, all and by kind, and a search that
    has to look at all of them."""
    token, found = service.person(), {}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: add_some(service, token, range(i, MANY, 8)),
                      range(8)))
    for name, path in (("list", "/api/resumes"),
                       ("list.kind", "/api/resumes?kind=cv"),
                       ("list.search", "/api/resumes?q=nowhere")):
        got = service.rounds("get.lua", [token], path, connections=1,
                             seconds=seconds)
        found[f"service.{name}.p50"] = (got["p50"], "ms")
    return found


def save(service, seconds):
    """Saves with a version each, by 64 clients, each of a document of theirs
    in turn, and by one alone."""
    token, lines = service.person(), []
    for _ in range(CLIENTS):
        made = service.call("POST", "/api/resumes", {"resume": resume()},
                            token)
        lines.append(f"/api/resumes/{made['id']} {token}\n")
    body = resume()
    body["basics"]["label"] = "@"
    given = [os.path.join(service.folder_of_data, name)
             for name in ("documents", "resume.json")]
    with open(given[0], "w", encoding="utf-8") as f:
        f.writelines(lines)
    with open(given[1], "w", encoding="utf-8") as f:
        json.dump(body, f)
    many = service.rounds("save.lua", given, seconds=seconds)
    one = service.rounds("save.lua", given, connections=1, seconds=seconds)
    return {"service.save.64_clients": (many["rate"], "/s"),
            "service.save.64_clients.p99": (many["p99"], "ms"),
            "service.save.p50": (one["p50"], "ms")}


# ---- files ------------------------------------------------------------------

TWO_PAGES, WORD = "bench/press_peers/resume.json", "fourteen"
TYPISTS = 8  # previews are limited by person


def export(service, seconds):
    """Two pages that the request brings along, with another word each time:
    as PDF, as Word, and as the picture of a page while somebody types."""
    given = [os.path.join(service.folder_of_data, name)
             for name in ("people", "request.json")]
    with open(given[0], "w", encoding="utf-8") as f:
        f.writelines(service.person() + "\n" for _ in range(TYPISTS))
    with open(TWO_PAGES, encoding="utf-8") as f:
        body = json.dumps({"resume": json.load(f)}).replace(WORD, "@@", 1)
    with open(given[1], "w", encoding="utf-8") as f:
        f.write(body)
    found = {}
    for name, path in (("pdf", "pdf"), ("docx", "docx"),
                       ("preview", "preview?format=png&dpi=72")):
        one = service.rounds("export.lua", given, f"/api/export/{path}",
                             connections=1, seconds=seconds)
        found[f"service.export.{name}.p50"] = (one["p50"], "ms")
        found[f"service.export.{name}.p99"] = (one["p99"], "ms")
    many = service.rounds("export.lua", given, "/api/export/pdf",
                          connections=TYPISTS, seconds=seconds)
    found["service.export.pdf.8_clients"] = (many["rate"], "/s")
    return found


# ---- all --------------------------------------------------------------------

BENCHES = (save, export, list_of_10000)


def measure(seconds=3, word="", binary="build/vitae"):
    """{name: (value, unit)} of all, each on a server of its own."""
    found = {}
    for bench in BENCHES:
        if word not in bench.__name__:
            continue
        with tempfile.TemporaryDirectory(prefix="vitae-service-") as folder:
            service = Service(folder, binary)
            service.start()
            try:
                got = bench(service, seconds)
            finally:
                service.stop()
        for name, (value, unit) in got.items():
            print(f"{name:<44} {value:>12.4g} {unit}", flush=True)
        found.update(got)
    return found


if __name__ == "__main__":
    measure(word=sys.argv[1] if len(sys.argv) > 1 else "",
            binary=os.environ.get("VITAE_BIN", "build/vitae"))
