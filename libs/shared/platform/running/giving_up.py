"""What a process gives up before it reads what a stranger sent (resource limits): it needs no more of the machine."""

import os
import resource
from contextlib import suppress

_COURTESY = 19


def give_up(*, memory: int, seconds: int) -> None:
    """From now on memory and processor time are bounded, no file can be written, and others go first.

    Args:
        memory: Bytes of address space.
        seconds: Of processor time; the system ends the process after that.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each thread would ask for memory of its own
    os.nice(_COURTESY)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as first_to_go:  # noqa: PTH123 - no path of ours
        first_to_go.write("1000")
    bounds = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        with suppress(ValueError, OSError):  # a system that does not know the bound, or has a lower one
            resource.setrlimit(what, (most, most))
