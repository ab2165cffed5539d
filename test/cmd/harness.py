"""test/cmd/harness.py - what the tests of the program `vitae` start from.

    @test
    def an_unknown_command_is_refused(box):
        box.fails(2, "frobnicate", says="no command")

A test's name is its claim; it gets a box, which is an empty folder of its
own, and ends what it started in there. The last line is "N passed, N failed".
VITAE_BIN is the program, VITAE_TEST_PG a PostgreSQL server; an argument
keeps the tests whose name contains it.
"""

import http.client
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILT = os.environ.get("VITAE_BIN", f"{ROOT}/build/asan/vitae")
# Can this build's jail be closed?
LOCKED = not any(f"/{v}/" in BUILT for v in ("asan", "tsan", "cover"))
POSTGRES = os.environ.get("VITAE_TEST_PG")
WAIT_S = 60  # for what happens at once, unless something is broken

_tests = []
_program = None  # a copy, which no build takes away meanwhile


def test(f):
    _tests.append((f.__name__, f))
    return f


def on_both(f):
    """Once on SQLite, once on PostgreSQL: box.env names the database."""

    def on_postgres(box):
        box.use_postgres()
        f(box)

    _tests.append((f.__name__ + " (SQLite)", f))
    if POSTGRES:
        _tests.append((f.__name__ + " (PostgreSQL)", on_postgres))
    elif os.environ.get("VITAE_NEED_PG"):
        raise SystemExit("VITAE_TEST_PG names no server\n0 passed, 1 failed")
    return f


def until(what, holds, limit_s=WAIT_S):
    """Waits until holds() is true, and gives what it gave."""
    end = time.monotonic() + limit_s
    while True:
        got = holds()
        if got:
            return got
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.005)


def same(have, want):
    assert have == want, f"{have!r} is not {want!r}"


def has(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in {text!r}"


def psql(url, text):
    done = subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", url, "-c",
                           text], capture_output=True, text=True)
    assert not done.returncode, done.stderr
    return done.stdout.split()


class Server:
    """A `vitae serve` that listens on a port of its own choice."""

    def __init__(self, box, *args, env=None, prefix=(), **more):
        self.log_path = os.path.join(box.folder, f"log-{len(box.servers)}")
        self.ended = False
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(
                [*prefix, box.program, "serve", *args], cwd=box.folder,
                env={**box.env, "PORT": "0", **(env or {})}, stderr=log,
                **more)
        box.servers.append(self)

    def log(self):
        with open(self.log_path) as f:
            return f.read()

    def said(self, text):
        """Waits for a line of the log that has this in it."""

        def found():
            for line in self.log().splitlines():
                if text in line:
                    return line
            assert self.process.poll() is None or self.ended, self.log()
            return None

        return until(f"the server says {text!r}", found)

    def up(self):
        self.port = int(re.search(r"://[^ ]*:(\d+) on",
                                  self.said(" serves ")).group(1))
        return self

    def ask(self, path, method="GET", body=None, headers=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, WAIT_S)
        try:
            c.request(method, path, body, headers or {})
            answer = c.getresponse()
            return answer.status, answer.read().decode()
        finally:
            c.close()

    def tell(self, number):
        self.process.send_signal(number)

    def wait(self):
        self.ended = True
        return self.process.wait(WAIT_S)

    def stop(self):
        self.tell(signal.SIGTERM)
        return self.wait()


class Box:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="vitae-cmd-")
        self.env = {k: v for k, v in os.environ.items()
                    if k in ("PATH", "LANG", "TMPDIR") or "SAN_OPTIONS" in k}
        self.program = _program
        self.servers, self.schema = [], None
        self.adopted = set()  # processes that are ours to end, though not born
        self.data = os.path.join(self.folder, "vitae-data")

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text, mode=0o644):
        with open(self.path(name), "w") as f:
            f.write(text)
        os.chmod(self.path(name), mode)
        return self.path(name)

    def use_postgres(self):
        self.schema = f"cmd_{os.getpid()}_{len(_tests)}_{time.monotonic_ns()}"
        psql(POSTGRES, f"CREATE SCHEMA {self.schema}")
        mark = "&" if "?" in POSTGRES else "?"
        self.env["DATABASE_URL"] = (
            f"{POSTGRES}{mark}options=-csearch_path%3D{self.schema}")

    def sql(self, text):
        """First column of what a statement gives, whatever the database."""
        if self.schema:
            return psql(self.env["DATABASE_URL"], text)
        with sqlite3.connect(os.path.join(self.data, "vitae.db")) as db:
            return [str(row[0]) for row in db.execute(text)]

    def run(self, *args, input="", env=None):
        return subprocess.run(
            [self.program, *args], cwd=self.folder, input=input, text=True,
            capture_output=True, env={**self.env, **(env or {})},
            timeout=WAIT_S)

    def says(self, *args, **how):
        """What a command that goes well prints."""
        done = self.run(*args, **how)
        assert done.returncode == 0 and not done.stderr, \
            f"{args}: exit {done.returncode}: {done.stderr}"
        return done.stdout

    def fails(self, status, *args, says="", **how):
        done = self.run(*args, **how)
        same((args, done.returncode), (args, status))
        has(done.stderr, *([says] if isinstance(says, str) else says))
        return done.stderr

    def serve(self, *args, **how):
        return Server(self, *args, **how).up()

    def close(self):
        for server in self.servers:
            if server.process.poll() is None:
                server.process.kill()
            server.process.wait()
        for pid in self.adopted:
            os.kill(pid, signal.SIGKILL)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            if status != -signal.SIGKILL:
                print(f"    process {pid} had ended by itself: {status}")
        if self.schema:
            psql(POSTGRES, f"SET client_min_messages = error;"
                           f"DROP SCHEMA {self.schema} CASCADE")
        shutil.rmtree(self.folder, ignore_errors=True)


def _run(name, f):
    box = Box()
    try:
        f(box)
    except Exception:  # whatever it is, the test failed of it
        print(f"not ok {name}")
        for line in traceback.format_exc().splitlines():
            print("    " + line)
        for server in box.servers:
            print("    | " + server.log()[-4000:].replace("\n", "\n    | "))
        return False
    finally:
        box.close()
    print(f"ok {name}", flush=True)
    return True


def main():
    global _program
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="vitae-bin-") as folder:
        _program = shutil.copy(BUILT, folder)
        for name, f in _tests:
            if wanted in name:
                went_well = _run(name, f)
                passed, failed = passed + went_well, failed + (not went_well)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)
