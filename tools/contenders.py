"""tools/contenders.py - the servers that tools/run-bench sets against each
other: how each is started, where it is asked, whose CPU time it takes.
"""

import base64
import hashlib
import hmac
import json
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


def token_of(secret):
    """A signed token (HS256) that is good for an hour."""
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    signed = b".".join(part(json.dumps(x).encode()) for x in (
        {"alg": "HS256", "typ": "JWT"},
        {"sub": "1815", "exp": int(time.time()) + 3600}))
    sign = hmac.digest(secret.encode(), signed, hashlib.sha256)
    return (signed + b"." + part(sign)).decode()


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
        url = postgres.database("peers")
        subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", url],
                       input=rows + "ANALYZE;", text=True, check=True)
        self.env = {
            "PEOPLE_DB": path,
            "PEOPLE_PG": url,
        }

    def remove(self):
        shutil.rmtree(self.folder)


class Contender:
    """One server. Vitae's own differ from its peers' in argv() alone."""

    def __init__(self, group, name, path="/", random=False):
        self.group, self.name, self.path = group, name, path
        self.random = random  # asks for one of the people, each time another
        self.token = None
        self.server = None
        self.errors = None
        self.ready = path

    def title(self):
        return f"http.{self.group}.{self.name}"

    def argv(self, port):
        return [f"{self.folder()}/run", str(port)]

    def folder(self):
        return f"{PEERS}/{self.name}"

    def prepare(self):
        prepare = f"{self.folder()}/prepare"
        if os.path.exists(prepare):
            subprocess.run([prepare], check=True, stdout=subprocess.DEVNULL)

    def start(self, data):
        self.data = data
        self.port = free_port()
        self.server = subprocess.Popen(
            ["taskset", "-c", str(SERVER_CPU), *self.argv(self.port)],
            env={**os.environ, **self.environment(data)}, stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=self.errors,
            start_new_session=True)
        self._await_answer(self.ready)

    def wrk_args(self):
        """What the client's script is told."""
        return []

    def url(self):
        return f"http://127.0.0.1:{self.port}{self.path}"

    def environment(self, data):
        return data.env

    def ask(self, path, body=None, token=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(body).encode() if body else None,
            {"Content-Type": "application/json",
             **({"Authorization": f"Bearer {token}"} if token else {})})
        with urllib.request.urlopen(request, timeout=2) as answer:
            return answer.read()

    def _await_answer(self, path):
        until = time.monotonic() + READY_S
        while True:
            try:
                self.answer_bytes = len(self.ask(path, token=self.token))
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


class Peer(Contender):
    """A framework that answers a row: to those who bring a token, as we do;
    a bare one to everybody."""

    SECRET = "a secret of 32 characters at least"

    def __init__(self, group, name, bare=False):
        self.framework, self.bare = name, bare
        super().__init__(group, name + "-bare" * bare, "/person/1815",
                         random=True)
        self.token = None if bare else token_of(self.SECRET)

    def folder(self):
        return f"{PEERS}/{self.framework}-{self.group}"

    def environment(self, data):
        secret = {} if self.bare else {"JWT_SECRET": self.SECRET}
        return {**data.env, **secret}

    def wrk_args(self):
        return [] if self.bare else ["--", "/person/%d", self.token]


class Fixed(Contender):
    """nginx with one answer, as long as `size` says."""

    def __init__(self, group, name, size):
        super().__init__(group, name)
        self.body = json.dumps({"hello": "world" + "!" * (size - 17)},
                               separators=(",", ":"))

    def environment(self, data):
        return {"BODY": self.body}


class Room(Contender):
    """Our HTTP room without the rest of Vitae; runs until its input ends."""

    def argv(self, port):
        return ["build/release/bench/http_bench", "serve", str(port)]


class Vitae(Contender):
    """The whole server as it is by default: an administrator asks for one of
    10,000 accounts, each time another, over eight sessions in turn. It checks
    the token and the limits (set out of reach), counts, and logs."""

    PEOPLE, SESSIONS = 10_000, 8
    IDS = "00000000-0000-7000-8000-%012d"
    ROW = "/api/admin/users/" + IDS
    WHO = {"email": "ada@example.org", "password": "engine of 1843, no 2"}
    ROWS = f"""
        WITH RECURSIVE n (n) AS
          (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {PEOPLE})
        INSERT INTO account
          (id, email, email_key, full_name, created_at, updated_at)
        SELECT {{id}}, 'person' || n || '@example.org',
          'person' || n || '@example.org', 'Person Number ' || n,
          1700000000000 + n, 1700000000000 + n FROM n"""

    def __init__(self, group, engine):
        super().__init__(group, "vitae", random=True)
        self.engine, self.ready = engine, "/readyz"
        self.errors = subprocess.DEVNULL  # where its log goes

    def argv(self, port):
        return ["build/vitae", "serve", "--port", str(port)]

    def environment(self, data):
        return {
            "DATA_DIR": os.path.join(data.folder, self.engine),
            "DATABASE_URL": "" if self.engine == "sqlite"
                            else data.postgres.database("house"),
            "LOG_FORMAT": "json",
            **{f"RATE_LIMIT_{what}": "50000000" for what in
               ("PER_MINUTE", "PER_HOUR", "MAX_REQUESTS")},
        }

    def fill(self, env):
        subprocess.run(["build/vitae", "migrate"], check=True,
                       env={**os.environ, **env}, capture_output=True)
        if self.engine == "sqlite":
            id = "printf('" + self.IDS + "', n)"
            with sqlite3.connect(f"{env['DATA_DIR']}/vitae.db") as db:
                db.execute(self.ROWS.format(id=id))
            db.close()
        else:
            id = "'" + self.IDS[:-5] + "' || lpad(n::text, 12, '0')"
            subprocess.run(
                ["psql", "-qX", "-v", "ON_ERROR_STOP=1",
                 env["DATABASE_URL"]], check=True, text=True,
                input=self.ROWS.format(id=id) + "; ANALYZE;")

    def start(self, data):
        self.fill(self.environment(data))
        super().start(data)
        new = {**self.WHO, "full_name": "Ada Lovelace"}
        signs = [self.ask("/api/auth/register", new)]
        subprocess.run(["build/vitae", "admin", "grant", self.WHO["email"]],
                       env={**os.environ, **self.environment(data)},
                       check=True, capture_output=True)
        signs += [self.ask("/api/auth/login", self.WHO)
                  for _ in range(self.SESSIONS - 1)]
        self.tokens = [json.loads(sign)["access_token"] for sign in signs]
        self.answer_bytes = len(self.ask(self.ROW % 1815, None,
                                         self.tokens[0]))

    def wrk_args(self):
        return ["--", self.ROW, *self.tokens]


class VitaeFixed(Vitae):
    """The same server, asked for a word that it knows by heart: what our
    routing, limits, headers, counting and logging cost."""

    def __init__(self, group, name):
        super().__init__(group, "sqlite")
        self.name, self.random, self.path = name, False, "/livez"

    def start(self, data):
        Contender.start(self, data)

    def environment(self, data):
        return {**super().environment(data),
                "DATA_DIR": os.path.join(data.folder, self.name)}

    def wrk_args(self):
        return []


def everyone():
    """The others of a group are compared with its first."""
    return [
        Fixed("fixed", "nginx", 17),
        Room("fixed", "vitae", "/fast"),
        Room("fixed", "vitae-inline", "/loop"),
        VitaeFixed("fixed", "vitae-whole"),
        Fixed("sqlite", "nginx", 262),
        Vitae("sqlite", "sqlite"),
        Peer("sqlite", "fastify"),
        Peer("sqlite", "fastify", bare=True),
        Peer("sqlite", "fastapi"),
        Peer("sqlite", "fastapi", bare=True),
        Vitae("postgres", "postgres"),
        Peer("postgres", "fastify"),
        Peer("postgres", "fastify", bare=True),
    ]
