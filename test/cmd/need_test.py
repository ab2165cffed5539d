"""tools/need, the first thing that `make start` and `make test` do: installs
what is missing, as root or with sudo, and says so. The package manager here
is one of our own, which only writes down what it was asked."""

import os
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, has, main, same, test  # noqa: E402

TOOLS = ("sh", "grep", "sort", "tr", "cat", "env", "echo")
APT = '#!/bin/sh\necho "$SUDO apt-get $*" >>"$ASKED"\n'


def need(box, *groups, user=0, sudo=False, there=(), env=None):
    """What it says, its status, and what it asked the package manager."""
    shutil.rmtree(box.path("bin"), ignore_errors=True)
    os.mkdir(box.path("bin"))
    for tool in TOOLS:
        os.symlink(shutil.which(tool), box.path("bin", tool))
    box.write("bin/id", f"#!/bin/sh\necho {user}\n", 0o755)
    box.write("bin/apt-get", APT, 0o755)
    box.write("bin/dpkg-query", "#!/bin/sh\nfor p; do :; done\ncase ' " +
              " ".join(there) + " ' in *\" $p \"*) echo installed ;; esac\n",
              0o755)
    if sudo:
        box.write("bin/sudo", '#!/bin/sh\nSUDO=sudo exec "$@"\n', 0o755)
    box.write("asked", "")
    done = subprocess.run(
        [f"{ROOT}/tools/need", *groups], capture_output=True, text=True,
        env={"PATH": box.path("bin"), "ASKED": box.path("asked"), "SUDO": "",
             **(env or {})})
    with open(box.path("asked")) as f:
        return done.stdout + done.stderr, done.returncode, f.read()


@test
def root_installs_what_is_missing_and_says_what(box):
    said, status, asked = need(box, "build", there=["zlib1g-dev"])
    same(status, 0)
    has(said, "Vitae installs from your distribution's packages: ",
        " libsqlite3-dev ", " gcc ")
    assert "zlib1g-dev" not in said and "postgresql" not in said, said
    update, install = asked.splitlines()
    has(update, "apt-get update")
    has(install, "install -y", " libsqlite3-dev ")
    assert "sudo" not in asked


@test
def who_is_not_root_installs_with_sudo(box):
    said, status, asked = need(box, "build", user=1000, sudo=True)
    same(status, 0)
    has(said, "Vitae installs")
    assert all(line.startswith("sudo ") for line in asked.splitlines()), asked


@test
def without_sudo_it_says_what_to_run_as_root(box):
    said, status, asked = need(box, "build", user=1000)
    same((status, asked), (1, ""))
    has(said, "Run as root: apt-get install ", " libsqlite3-dev ")


@test
def where_it_must_not_install_it_only_complains(box):
    said, status, asked = need(box, "build", env={"NEED": "never"})
    same((status, asked), (1, ""))
    has(said, "Vitae needs these packages: ", " libsqlite3-dev ")


@test
def with_all_there_it_says_and_asks_nothing(box):
    said, _status, _asked = need(box, "build")
    all_of_it = said.split(": ", 1)[1].split()
    same(need(box, "build", user=1000, there=all_of_it), ("", 0, ""))


@test
def a_group_that_is_none_is_refused(box):
    said, status, _asked = need(box, "bulid")
    same(status, 2)
    has(said, "no group 'bulid'")


if __name__ == "__main__":
    main()
