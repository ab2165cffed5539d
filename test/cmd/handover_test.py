"""One server follows another (SIGUSR2), under load and under systemd's rules:
no request is lost, and one that cannot start changes nothing (OPS-19)."""

import ctypes
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import (  # noqa: E402
    WAIT_S, Server, has, main, on_both, same, test, until)

ROUNDS, MOST = 5, 300
UNLIMITED = {"RATE_LIMIT_MAX_REQUESTS": "0", "RATE_LIMIT_PER_MINUTE": "0",
             "RATE_LIMIT_PER_HOUR": "0", "TRUSTED_PROXIES": "127.0.0.1",
             "LOG_LEVEL": "warn"}
AS_JSON = {"Content-Type": "application/json"}


def adopt_orphans():
    """Successors whose parents have ended become ours to wait for."""
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1)


class Notices:
    """What systemd would hear: READY=1, MAINPID=..., from whom."""

    def __init__(self, box):
        self.path = box.path("notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, 16, 1)  # SO_PASSCRED
        self.socket.bind(self.path)
        self.socket.settimeout(WAIT_S)

    def next(self):
        text, extra, _flags, _from = self.socket.recvmsg(1024, 1024)
        credentials = [data for _level, kind, data in extra if kind == 2]
        sender = int.from_bytes(credentials[0][:4], sys.byteorder)
        return sender, dict(line.split("=", 1)
                            for line in text.decode().split())


class Line:
    """Servers that follow one another, and their numbers."""

    def __init__(self, box, *args, **how):
        adopt_orphans()
        self.notices = Notices(box)
        env = {**UNLIMITED, "NOTIFY_SOCKET": self.notices.path,
               **how.pop("env", {})}
        self.server = Server(box, *args, env={**env, "LOG_LEVEL": "info"},
                             **how).up()
        self.pid = int(self.notices.next()[1]["MAINPID"])
        self.box = box

    def follow(self):
        """The next one serves; the one before has ended well."""
        os.kill(self.pid, signal.SIGUSR2)
        told = [self.notices.next(), self.notices.next()]
        pids = {int(said["MAINPID"]) for _who, said in told}
        same(len(pids), 1)
        new = pids.pop()
        assert new != self.pid
        # the old one's word counts for systemd, the new one says READY
        same({who for who, _said in told}, {new, self.pid})
        old, self.pid = self.pid, new
        self.box.adopted.add(new)
        return old

    def ended(self, pid):
        if pid == self.server.process.pid:
            return self.server.wait()
        status = until(f"process {pid} has ended",
                       lambda: os.waitpid(pid, os.WNOHANG)[1:] if
                       os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT |
                                 os.WNOHANG) else None)[0]
        self.box.adopted.remove(pid)
        return os.waitstatus_to_exitcode(status)

    def stop(self):
        os.kill(self.pid, signal.SIGTERM)
        same(self.notices.next()[1]["STOPPING"], "1")
        return self.ended(self.pid)


# ---- the load ---------------------------------------------------------------


def stranger(n):
    """An address of its own for each, so that none asks too often."""
    return {"X-Forwarded-For":
            f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"}


class Load:
    """Clients that ask until they are stopped, and count what goes wrong."""

    def __init__(self, port):
        self.port, self.stopped = port, threading.Event()
        self.asked, self.wrong, self.lock = {}, [], threading.Lock()
        kinds = [self.kept, self.kept, self.new, self.new, self.upload,
                 self.slow, self.trickle]
        self.threads = [threading.Thread(target=self.run, args=(kind, n))
                        for n, kind in enumerate(kinds)]
        for thread in self.threads:
            thread.start()

    def run(self, kind, n):
        try:
            while not self.stopped.is_set():
                kind(n)
        except Exception as error:  # noqa: BLE001 - every loss counts
            with self.lock:
                self.wrong.append(f"{kind.__name__}: {error!r}")

    def count(self, what, status, *wanted):
        with self.lock:
            self.asked[what] = self.asked.get(what, 0) + 1
            if status not in wanted:
                self.wrong.append(f"{what}: {status}")

    def ask(self, c, what, wanted, *args):
        c.request(*args)
        answer = c.getresponse()
        answer.read()
        self.count(what, answer.status, *wanted)
        return answer

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, WAIT_S)

    def kept(self, _n):
        """Many requests on a connection, for as long as it is kept."""
        c = self.connection()
        while not self.stopped.is_set():
            answer = self.ask(c, "kept", [200], "GET", "/api/health")
            if answer.will_close:
                break
        c.close()

    def new(self, _n):
        c = self.connection()
        self.ask(c, "new", [200], "GET", "/livez", None,
                 {"Connection": "close"})
        c.close()

    def upload(self, _n):
        c = self.connection()
        body = json.dumps({"email": "a@b.example", "password": "x" * 60000})
        self.ask(c, "upload", [400, 422], "POST", "/api/auth/login", body,
                 {**AS_JSON, "Connection": "close", **stranger(self.total())})
        c.close()

    def slow(self, _n):
        """Passwords take long to check, on purpose."""
        c = self.connection()
        turn = self.total()
        body = json.dumps({"email": f"{turn}@b.example",
                           "password": "Wrong-horse-battery-9"})
        self.ask(c, "slow", [401], "POST", "/api/auth/login", body,
                 {**AS_JSON, "Connection": "close", **stranger(turn)})
        c.close()

    def trickle(self, _n):
        """A request that arrives in pieces, over a change of servers."""
        with socket.create_connection(("127.0.0.1", self.port), WAIT_S) as c:
            who = stranger(self.total())["X-Forwarded-For"].encode()
            for piece in (b"POST /api/auth/log", b"in HTTP/1.1\r\nHost: a\r\n",
                          b"X-Forwarded-For: " + who + b"\r\n",
                          b"Connection: close\r\nContent-Length: 2\r\nContent-"
                          b"Type: application/json\r\n\r\n{", b"}"):
                c.sendall(piece)
                time.sleep(0.05)
            got = b""
            while piece := c.recv(65536):
                got += piece
        self.count("trickle", int(got.split()[1]), 400, 422)

    def total(self):
        with self.lock:
            return sum(self.asked.values())

    def goes_on(self):
        enough = self.total() + MOST
        until("the servers answer",
              lambda: self.wrong or self.total() > enough)

    def stop(self):
        self.stopped.set()
        for thread in self.threads:
            thread.join()
        return self


@on_both
def no_request_is_lost_while_servers_follow_one_another(box):
    line = Line(box)
    load = Load(line.server.port)
    ends = []
    for _round in range(ROUNDS):
        load.goes_on()
        ends.append(line.ended(line.follow()))
    load.goes_on()
    load.stop()
    same(load.wrong[:9], [])
    same(ends, [0] * ROUNDS)
    same(set(load.asked), {"kept", "new", "upload", "slow", "trickle"})
    assert load.total() > ROUNDS * MOST, load.asked
    print(f"# {load.total()} requests: {load.asked}")
    same(line.stop(), 0)


def held_as_by_a_child(pid, port):
    """The server's end of the connection from our port, held open once more:
    as a child does between fork and exec."""
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    process = os.pidfd_open(pid)
    for name in os.listdir(f"/proc/{pid}/fd"):
        fd = syscall(438, process, int(name), 0)  # pidfd_getfd
        if fd < 0:
            continue
        try:
            with socket.socket(fileno=os.dup(fd)) as s:
                if s.getpeername()[1:2] == (port,):
                    return fd
        except OSError:
            pass
        os.close(fd)
    raise AssertionError("the server has no such connection")


@test
def a_connection_that_a_starting_child_holds_too_ends_all_the_same(box):
    line = Line(box)
    with socket.create_connection(
            ("127.0.0.1", line.server.port), WAIT_S) as c:
        c.sendall(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n")
        has(c.recv(65536).decode(), "HTTP/1.1 200 ")
        held = held_as_by_a_child(line.pid, c.getsockname()[1])
        c.sendall(b"no request\r\n\r\n")
        until("the server has closed it", lambda: "vitae_http_connections 1" in
              line.server.ask("/metrics")[1])
        c.sendall(b"more\r\n")  # an event of what is gone
    same(line.server.ask("/livez")[0], 200)
    os.close(held)
    same(line.stop(), 0)


@test
def a_request_that_runs_is_finished_by_the_old_one(box):
    line = Line(box)
    with socket.create_connection(
            ("127.0.0.1", line.server.port), WAIT_S) as c:
        c.sendall(b"POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type:"
                  b" application/json\r\nContent-Length: 2\r\n\r\n{")
        until("the request is there", lambda: "vitae_http_connections 2" in
              line.server.ask("/metrics")[1])
        old = line.follow()
        same(line.server.ask("/livez")[0], 200)  # by the new one
        os.kill(old, 0)  # still there
        c.sendall(b"}")
        has(c.recv(65536).decode(), "HTTP/1.1 400 ", "Connection: close")
    same(line.ended(old), 0)
    same(line.stop(), 0)


# ---- one that cannot start --------------------------------------------------


def stays(line, program, text):
    """Asked to hand over, it says why not, and goes on."""
    failed_before = line.server.log().count("going on")
    os.kill(line.pid, signal.SIGUSR2)
    until("it goes on",
          lambda: line.server.log().count("going on") > failed_before)
    has(line.server.log(), text)
    same(line.server.ask("/livez")[0], 200)
    os.kill(line.pid, 0)
    children = f"/proc/{line.pid}/task/{line.pid}/children"
    with open(children) as f:
        left = f.read().split()
    for pid in left:  # the jail's zygote alone; no remains
        with open(f"/proc/{pid}/stat") as f:
            assert ") Z " not in f.read()
    assert os.path.exists(program)


@test
def a_new_version_that_cannot_start_leaves_the_old_one_serving(box):
    mine = shutil.copy(box.program, box.path("vitae"))
    box.program = mine
    line = Line(box)
    for text in ("#!/bin/sh\nexit 1\n", "#!/gone\n", "\x7fELF nonsense"):
        box.write("next", text, 0o755)
        os.rename(box.path("next"), mine)
        stays(line, mine, "going on")
    shutil.copy(sys.modules["harness"]._program, box.path("next"))
    os.rename(box.path("next"), mine)
    old = line.follow()
    same(line.ended(old), 0)
    same(line.server.ask("/livez")[0], 200)
    same(line.stop(), 0)


@test
def a_setting_that_is_wrong_now_leaves_the_old_one_serving(box):
    box.write("site.conf", "WORKERS=1\n")
    line = Line(box, "--config", "site.conf")
    box.write("site.conf", "WORKERS=many\n")
    stays(line, box.program, "did not come up")
    has(line.server.log(), "site.conf:1: WORKERS cannot be 'many'")
    box.write("site.conf", "WORKERS=3\n")
    same(line.ended(line.follow()), 0)
    same(line.stop(), 0)


@test
def told_to_stop_while_it_waits_for_a_successor_it_stops(box):
    mine = shutil.copy(box.program, box.path("vitae"))
    box.program = mine
    line = Line(box)
    box.write("next", "#!/bin/sh\necho waiting >&2\nexec sleep 300\n", 0o755)
    os.rename(box.path("next"), mine)
    os.kill(line.pid, signal.SIGUSR2)
    line.server.said("waiting")
    same(line.stop(), 0)
    has(line.server.log(), "before this one was told to stop")


# ---- as systemd does it -----------------------------------------------------


@test
def a_socket_of_systemd_is_taken_over_and_handed_on(box):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        port = listener.getsockname()[1]
        spare = os.dup(listener.fileno())

        def third():
            os.dup2(spare, 3)
            os.set_inheritable(3, True)

        line = Line(box, prefix=["sh", "-c", 'LISTEN_PID=$$ exec "$@"', "-"],
                    env={"LISTEN_FDS": "1", "PORT": "1"}, preexec_fn=third,
                    close_fds=False)
        same(line.server.port, port)
        same(line.server.ask("/livez")[0], 200)
        same(line.ended(line.follow()), 0)
        same(line.server.ask("/livez")[0], 200)
        same(line.stop(), 0)
        # who knocks now waits at systemd's door for the next start
        socket.create_connection(("127.0.0.1", port), WAIT_S).close()
        os.close(spare)


@test
def a_socket_for_somebody_else_is_left_alone(box):
    server = box.serve(env={"LISTEN_FDS": "1", "LISTEN_PID": "1"})
    same(server.ask("/livez")[0], 200)
    same(server.stop(), 0)


@test
def systemd_hears_of_the_start_and_of_the_end(box):
    line = Line(box)
    same(line.pid, line.server.process.pid)
    same(line.stop(), 0)
    assert re.search(r'"stopped"', line.server.log())


if __name__ == "__main__":
    main()
