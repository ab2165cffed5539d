"""tools/runner.py - runs test programs and adds up what they say.

Every program gets a session of its own, a time limit, and a closing line to
print: "N passed, N failed". A program that crashes, hangs, prints no closing
line or leaves processes behind counts as one failure more.
"""

import concurrent.futures
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

CLOSING = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)
TAIL_LINES = 60
GRACE_S = 20.0  # for helpers that are dying already

# Those in a browser compute for a third of their time, and wait for the rest.
CPUS = os.cpu_count() or 2
AT_ONCE = CPUS + (CPUS + 1) // 2

SANITIZED = {
    "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0:detect_stack_use_after_"
    "return=1:strict_string_checks=1:allocator_may_return_null=1",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
    "TSAN_OPTIONS": "halt_on_error=1:second_deadlock_stack=1:suppressions="
    + os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(
        __file__))), "test", "tsan.supp"),
}


class Program:
    """One command to run, the name it is shown under, and its limit."""

    def __init__(self, name, argv, limit_s=600, env=None):
        self.name, self.argv, self.limit_s = name, argv, limit_s
        self.env = env or {}


class Result:
    def __init__(self, passed, failed, why, text, took_s, status):
        self.passed, self.failed, self.why = passed, failed, why
        self.text, self.took_s, self.status = text, took_s, status


# ---- what runs now, so that it can be ended ---------------------------------

_running, _lock, _stopped = set(), threading.Lock(), threading.Event()


def stop_all():
    _stopped.set()
    with _lock:
        for pid in _running:
            _kill_session(pid)


def _start(program, out):
    """Under the lock, so that stop_all() misses nobody."""
    with _lock:
        if _stopped.is_set():
            raise InterruptedError("stopped")
        child = subprocess.Popen(
            program.argv,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **SANITIZED, **program.env},
        )
        _running.add(child.pid)
        return child


def end_on_signals():
    """Ctrl-C and a polite kill both unwind, so that `finally` cleans up."""

    def end(number, _frame):
        raise KeyboardInterrupt(signal.Signals(number).name)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


def _session(leader):
    """The living processes of a session, without its leader's remains."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as f:
                stat = f.read()
        except OSError:
            continue
        name = stat[stat.index("(") + 1 : stat.rindex(")")]
        state, _ppid, _group, session = stat[stat.rindex(")") + 2 :].split()[:4]
        if int(session) == leader and state not in "ZX":
            found.append((int(pid), name))
    return found


def _kill_session(leader):
    for pid, _name in _session(leader):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _await_end(pid, limit_s):
    """Waits without reaping, so that the session's number stays taken."""
    until = time.monotonic() + limit_s
    pause = 0.002
    while not os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
        if time.monotonic() > until:
            return False
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)
    return True


def _leftovers(leader):
    """Who is still there a moment later: dying helpers are no leftovers."""
    until = time.monotonic() + GRACE_S
    while True:
        left = _session(leader)
        if not left or time.monotonic() > until:
            return sorted({name for _pid, name in left})
        time.sleep(0.02)


# ---- one program ------------------------------------------------------------


def _judge(status, in_time, left, text, limit_s):
    """(passed, failed, why): the closing line counts, the ending too."""
    closing = CLOSING.findall(text)
    passed, failed = map(int, closing[-1]) if closing else (0, 0)
    why = None
    if not in_time:
        why = f"ran into its limit of {limit_s} s"
    elif status < 0:
        why = f"ended by {signal.Signals(-status).name}"
    elif not closing:
        why = f"no closing line, exit status {status}"
    elif bool(status) != bool(failed):
        why = f"exit status {status} with {failed} failed"
    elif left:
        why = "left running: " + ", ".join(left)
    return passed, failed + (1 if why else 0), why


def run(program):
    started = time.monotonic()
    with tempfile.TemporaryFile() as out:
        child = _start(program, out)
        in_time = _await_end(child.pid, program.limit_s)
        left = _leftovers(child.pid) if in_time else []
        with _lock:
            _kill_session(child.pid)
            _running.discard(child.pid)
        status = child.wait()
        out.seek(0)
        text = out.read().decode("utf-8", "replace")
    took_s = time.monotonic() - started
    verdict = _judge(status, in_time, left, text, program.limit_s)
    return Result(*verdict, text, took_s, status)


# ---- many -------------------------------------------------------------------


def show(program, result):
    mark = "not ok" if result.failed else "ok    "
    print(
        f"{mark} {program.name:<44} {result.passed:>5} passed"
        f"  {result.took_s:6.1f} s",
        flush=True,
    )
    if not result.failed:
        return
    lines = result.text.splitlines()
    if result.why:
        print(f"    {program.name}: {result.why}")
        shown = lines[-TAIL_LINES:]
    else:
        shown = [x for x in lines if x.startswith(("not ok", "    "))]
    for line in shown:
        print("    | " + line)
    sys.stdout.flush()


def results(programs):
    """Runs them, some at a time: (program, result) in their order."""
    pool = concurrent.futures.ThreadPoolExecutor(AT_ONCE)
    try:
        yield from zip(programs, pool.map(run, programs))
    finally:
        stop_all()
        pool.shutdown(cancel_futures=True)
        _stopped.clear()


def run_all(programs):
    """Runs and shows them: (passed, failed)."""
    passed = failed = 0
    for program, result in results(programs):
        show(program, result)
        passed += result.passed
        failed += result.failed
    return passed, failed


def main(what):
    """Runs a tool from the root of the checkout."""
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    end_on_signals()
    try:
        what()
    except KeyboardInterrupt as stop:
        sys.exit(f"stopped by {stop}")


def build(*args):
    """Runs make quietly; what it says is shown only when it fails."""
    make = ["make", "--no-print-directory", f"-j{CPUS}", *args]
    got = subprocess.run(
        make, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if got.returncode:
        sys.stdout.write(got.stderr[-20000:])
    return got.returncode == 0


def close(passed, failed):
    """The last line, and the exit status that fits it."""
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(1 if failed or not passed else 0)
