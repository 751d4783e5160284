"""Becomes another program, under an account of its own, that ends when the process that wanted it ends.

A script of its own because a threaded process must not run Python between fork and exec. It imports nothing of ours.
Usage: launch.py PARENT_PID UID GID PROGRAM ARGUMENT…
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main() -> None:
    parent, uid, gid = map(int, sys.argv[1:4])
    program = sys.argv[4:]
    if os.geteuid() != uid:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    os.umask(0o077)
    # After setuid, which clears it. SIGINT is PostgreSQL's "fast shutdown": end sessions, write a checkpoint, go.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
    if os.getppid() != parent:
        sys.exit("the process that wanted this server has ended already")
    os.execv(program[0], program)  # noqa: S606


main()
