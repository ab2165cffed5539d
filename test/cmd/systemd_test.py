"""test/cmd/systemd_test.py - dist/vitae.service as systemd starts it, with all
that it takes away: does the jail still close in there? A systemd is booted for
it, in namespaces of its own; where that cannot be done (no root, no systemd)
it says so. What must not be taken away is tried as well: without it the jail
says what it lacks.
"""

import json
import os
import shutil
import socket
import subprocess

import harness
from harness import LOCKED, ROOT, has, main, test, until

SYSTEMD = "/lib/systemd/systemd"
BOOT = f"{ROOT}/test/cmd/own_systemd.sh"
CANNOT = 77
# What systemd starts by itself, left empty.
TARGETS = ("sysinit", "basic", "shutdown", "network-online")
OWN = """[Unit]
DefaultDependencies=no
Wants=vitae.service
Requires=end.service
"""
# Ends that systemd in good order, when the test has seen enough.
END = """[Unit]
DefaultDependencies=no
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
TimeoutStartSec=300
ExecStart=/bin/sh -c 'until [ -e /seen/end ]; do sleep 0.1; done'
"""
HERE = """[Service]
Environment=PORT={port}
StandardOutput=append:/seen/said
StandardError=append:/seen/said
Restart=no
{more}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def write_units(box, more):
    units = box.path("units")
    os.makedirs(f"{units}/vitae.service.d")
    os.mkdir(box.path("seen"))
    shutil.copy(f"{ROOT}/dist/vitae.service", units)
    for name in TARGETS:
        box.write(f"units/{name}.target", "[Unit]\nDefaultDependencies=no\n")
    box.write("units/own.target", OWN)
    box.write("units/end.service", END)
    box.write("units/vitae.service.d/here.conf",
              HERE.format(port=free_port(), more=more))


def jail_word(box):
    """What the server's log says of the jail; "" while it says nothing."""
    path = box.path("seen", "said")
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as f:
        for line in f.read().splitlines(keepends=True):
            if line.endswith("\n") and line.startswith("{"):
                said = json.loads(line)
                if said["context"] == "jail":
                    return said["message"]
    return ""


def under_systemd(box, more=""):
    """What is said of the jail under the unit and `more` of [Service]; None:
    no systemd can be booted here."""
    if os.geteuid() or not os.path.exists(SYSTEMD):
        return None
    write_units(box, more)
    booted = subprocess.Popen(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--ipc",
         "--uts", "--cgroup", BOOT, box.path(), harness.BUILT],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    try:
        until("the jail is spoken of",
              lambda: jail_word(box) or booted.poll() is not None)
        box.write("seen/end", "")
        booted.wait(harness.WAIT_S)
    finally:
        booted.kill()
        booted.wait()
    return None if booted.returncode == CANNOT else jail_word(box)


def says(box, more, *parts):
    if not LOCKED:
        print("    (this build cannot close its jail: not tried)")
        return
    word = under_systemd(box, more)
    if word is None:
        print("    (no systemd can be booted here: not tried)")
    else:
        has(word, *parts)


@test
def under_the_unit_of_systemd_the_jail_is_closed_and_tried(box):
    says(box, "", "closed, and tried")


@test
def a_unit_that_restricts_namespaces_is_noticed(box):
    says(box, "RestrictNamespaces=yes", "no empty namespaces")


@test
def a_unit_whose_filter_forbids_mounting_is_noticed(box):
    says(box, "SystemCallFilter=~@mount", "no empty namespaces")


@test
def a_unit_whose_filter_forbids_landlock_is_noticed(box):
    says(box, "SystemCallFilter=~landlock_create_ruleset", "no Landlock")


if __name__ == "__main__":
    main()
