"""tools/postgres.py - a PostgreSQL server of our own in a temporary folder.

    with Postgres() as pg:
        ... pg.url ...

Runs as the user `postgres` where we are root, as ourselves otherwise; listens
on a free port of the loopback and on a socket in its folder; leaves nothing.
"""

import ctypes
import glob
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time


START_S = 180
TRIES = 5


def _tool(name):
    found = sorted(
        glob.glob(f"/usr/lib/postgresql/*/bin/{name}"),
        key=lambda path: int(path.split("/")[4]),
    )
    return found[-1] if found else shutil.which(name) or name


def _die_with_parent():
    """The server must not outlive us even when we are killed."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGINT)


def _free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Postgres:
    """`durable` keeps what a power cut must keep; tests do without."""

    SETTINGS = {
        "listen_addresses": "127.0.0.1",
        "max_connections": "100",
        "shared_buffers": "32MB",
        "timezone": "UTC",
        "log_min_messages": "warning",
    }
    HASTY = {"fsync": "off", "full_page_writes": "off"}

    def __init__(self, durable=False):
        self.settings = {**self.SETTINGS, **({} if durable else self.HASTY)}
        self.made = set()

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="vitae-pg-")
        self.server = None
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        # PostgreSQL refuses to run as root.
        self.who = {}
        if os.getuid() == 0:
            self.who = {"user": "postgres", "group": "postgres"}
            self.who["extra_groups"] = []
            shutil.chown(self.folder, "postgres", "postgres")
        data = os.path.join(self.folder, "data")
        self._run("initdb", "-D", data, "-U", "vitae", "-A", "trust", "-N",
                  "-E", "UTF8", "--locale=C.UTF-8")
        self.log = open(os.path.join(self.folder, "log"), "wb")
        # somebody may take the port before the server does
        for _ in range(TRIES):
            self.port = _free_port()
            self._spawn(data)
            if self._is_ready():
                break
        else:
            with open(self.log.name, errors="replace") as f:
                sys.exit("PostgreSQL does not start:\n" + f.read()[-4000:])
        self.url = f"postgresql://vitae@127.0.0.1:{self.port}/postgres"

    def _spawn(self, data):
        settings = {
            **self.settings,
            "port": str(self.port),
            "unix_socket_directories": self.folder,
        }
        argv = [_tool("postgres"), "-D", data]
        for key, value in settings.items():
            argv += ["-c", f"{key}={value}"]
        self.server = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            start_new_session=True, preexec_fn=_die_with_parent,
            cwd=self.folder, **self.who)

    def database(self, name):
        """The address of a database of that name, made when it is new."""
        if name not in self.made:
            self._run("createdb", "-h", self.folder, "-p", str(self.port),
                      "-U", "vitae", name)
            self.made.add(name)
        return self.url.rsplit("/", 1)[0] + "/" + name

    def _run(self, tool, *args):
        subprocess.run(
            [_tool(tool), *args], check=True, cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **self.who)

    def _is_ready(self):
        """Waits until it is, or is over; one that hangs is tried no more."""
        ready = [_tool("pg_isready"), "-q", "-h", self.folder,
                 "-p", str(self.port)]
        until = time.monotonic() + START_S
        while self.server.poll() is None:
            if not subprocess.run(ready).returncode:
                return True
            if time.monotonic() > until:
                sys.exit(f"PostgreSQL is not ready after {START_S} s")
            time.sleep(0.05)
        return False

    def __exit__(self, *_error):
        if self.server:
            self.server.send_signal(signal.SIGQUIT)
            try:
                self.server.wait(60)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
            self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
