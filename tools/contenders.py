"""tools/contenders.py - the servers that tools/run-bench sets against each
other: how each is started, where it is asked, whose CPU time it takes.
"""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

SERVER_CPU, CLIENT_CPU = (1, 0) if (os.cpu_count() or 1) > 1 else (0, 0)
PEERS = "bench/peers"
READY_S = 20


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def tree_of(root):
    """A process and all that came of it."""
    parents = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as f:
                parents[int(pid)] = int(f.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
    found, more = set(), {root}
    while more:
        found |= more
        more = {p for p, of in parents.items() if of in found} - found
    return found


class Data:
    """The rows that peers answer, in both databases, and their text."""

    def __init__(self, postgres):
        self.postgres = postgres
        os.sched_setaffinity(postgres.server.pid, {SERVER_CPU})
        self.folder = tempfile.mkdtemp(prefix="vitae-bench-")
        with open(f"{PEERS}/people.sql") as f:
            rows = f.read()
        path = os.path.join(self.folder, "people.db")
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(rows)
        db.close()
        subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", postgres.url],
                       input=rows + "ANALYZE;", text=True, check=True)
        self.env = {
            "BODY": '{"hello":"world"}',
            "PEOPLE_DB": path,
            "PEOPLE_PG": postgres.url,
        }

    def remove(self):
        shutil.rmtree(self.folder)


class Contender:
    """One server. Vitae's own differ from its peers' in argv() alone."""

    def __init__(self, group, name, path="/", random=False):
        self.group, self.name, self.path = group, name, path
        self.random = random  # asks for one of the people, each time another
        self.server = None

    def title(self):
        return f"http.{self.group}.{self.name}"

    def folder(self):
        return f"{PEERS}/{self.name}-{self.group}"

    def argv(self, port):
        return [f"{self.folder()}/run", str(port)]

    def prepare(self):
        prepare = f"{self.folder()}/prepare"
        if os.path.exists(prepare):
            subprocess.run([prepare], check=True, stdout=subprocess.DEVNULL)

    def start(self, data):
        self.data = data
        self.port = free_port()
        self.server = subprocess.Popen(
            ["taskset", "-c", str(SERVER_CPU), *self.argv(self.port)],
            env={**os.environ, **data.env}, stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, start_new_session=True)
        self._await_answer()

    def url(self):
        return f"http://127.0.0.1:{self.port}{self.path}"

    def _await_answer(self):
        until = time.monotonic() + READY_S
        while True:
            try:
                with urllib.request.urlopen(self.url(), timeout=2) as answer:
                    self.answer_bytes = len(answer.read())
                    return
            except (urllib.error.URLError, ConnectionError) as error:
                if (time.monotonic() > until or self.server.poll() is not None
                        or isinstance(error, urllib.error.HTTPError)):
                    raise RuntimeError(f"{self.title()}: {error}") from error
            time.sleep(0.05)

    def pids(self):
        """Whose CPU time an answer takes: the database's is part of it."""
        pids = tree_of(self.server.pid)
        if self.group == "postgres":
            pids |= tree_of(self.data.postgres.server.pid)
        return pids

    def stop(self):
        if not self.server:
            return
        pids = tree_of(self.server.pid)
        self.server.stdin.close()
        self.server.terminate()
        try:
            self.server.wait(10)
        except subprocess.TimeoutExpired:
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            self.server.wait()
        self.server = None


class Fixed(Contender):
    def folder(self):
        return f"{PEERS}/{self.name}"


class Room(Contender):
    """Our HTTP room without the rest of Vitae; runs until its input ends."""

    def argv(self, port):
        return ["build/release/bench/http_bench", "serve", str(port)]


def everyone():
    """The others of a group are compared with its first. Vitae's whole server
    joins the groups of rows as a class of its own, as Room joins `fixed`."""
    return [
        Fixed("fixed", "nginx"),
        Room("fixed", "vitae", "/fast"),
        Room("fixed", "vitae-inline", "/loop"),
        Contender("sqlite", "fastify", "/person/1815", random=True),
        Contender("sqlite", "fastapi", "/person/1815", random=True),
        Contender("postgres", "fastify", "/person/1815", random=True),
    ]
