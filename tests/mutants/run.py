"""``make mutants``: plants small mistakes in the tally, one at a time, and asks whether its tests notice.

``ARGS`` names files, as in ``make mutants ARGS="rules/money pb/*"``; without it the whole tally is tried afresh, for
an hour or two. Exit status 1 if a mutant survives that ``docs/mutants.md`` does not explain. The figures go to
``build/mutants.json``.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from rich.console import Console

from tests.mutants.explained import Survivor, explained
from tests.support.elections import ROOT

TALLY = Path("services/voting/domain/tally")
WORK = ROOT / "mutants"  # mutmut's own choice
EXPLANATIONS = ROOT / "docs" / "mutants.md"
SUMMARY = ROOT / "build" / "mutants.json"
CAUGHT = ("killed", "timeout", "segfault")

console = Console(soft_wrap=True, highlight=False, markup=False)


def plant(files: Sequence[str], at_once: int) -> None:
    """Runs mutmut on these files, or on all. What is known of other files stays."""
    if not files:
        shutil.rmtree(WORK, ignore_errors=True)
    # mutmut knows when the code changed, but not when a test did: it is to collect the tests again.
    shutil.rmtree(WORK / "tests", ignore_errors=True)
    (WORK / "mutmut-stats.json").unlink(missing_ok=True)
    names = [f"{'.'.join(TALLY.parts)}.{file.replace('/', '.')}.*" for file in files]
    mutmut = Path(sys.executable).with_name("mutmut")
    if subprocess.run([mutmut, "run", "--max-children", str(at_once), *names], cwd=ROOT, check=False).returncode:
        sys.exit("mutmut did not come to its end; what it said stands above")


def known() -> Iterator[SourceFileMutationData]:
    """What is known of each file's mutants."""
    for path in sorted(TALLY.rglob("*.py")):
        data = SourceFileMutationData(path=path)
        data.load()
        if any(code is not None for code in data.exit_code_by_key.values()):
            yield data


def _name(data: SourceFileMutationData) -> str:
    return Path(data.path).relative_to(TALLY).with_suffix("").as_posix()


def fates(data: SourceFileMutationData) -> dict[str, str]:
    """Each tried mutant's fate in mutmut's words: killed, timeout, survived, no tests …"""
    return {name: status_by_exit_code[code] for name, code in data.exit_code_by_key.items() if code is not None}


def survivors(data: SourceFileMutationData) -> Iterator[Survivor]:
    """The mutants of a file that no test noticed."""
    for name, fate in fates(data).items():
        if fate not in CAUGHT:
            yield Survivor.of(name, get_diff_for_mutant(name, path=data.path))


def report() -> int:
    """Prints and writes the figures of each file and whatever is not explained; returns how many mutants that are."""
    reasons = explained(EXPLANATIONS.read_text(encoding="utf-8"))
    figures: dict[str, Counter[str]] = {}
    unexplained: list[Survivor] = []
    for data in known():
        living = Counter(survivors(data))
        open_ones = Counter({survivor: n for survivor, n in (living - reasons).items() if not survivor.is_a_laxer_zip})
        counted = Counter(fate for fate in fates(data).values() if fate in CAUGHT)
        counted |= Counter(explained=living.total() - open_ones.total(), unexplained=open_ones.total())
        figures[_name(data)] = counted
        unexplained += open_ones.elements()
        _tell_what_is_dead(reasons - living, _name(data))
    _write(figures)
    for survivor in unexplained:
        console.print(f"\nnot explained:\n{survivor}")
    return len(unexplained)


def _tell_what_is_dead(rest: Counter[Survivor], file: str) -> None:
    for survivor in rest:
        if survivor.file == file:
            console.print(f"\nexplained, but does not survive (any more):\n{survivor}")


def _write(figures: dict[str, Counter[str]]) -> None:
    total = sum(figures.values(), Counter[str]())
    everything = figures | {"all": total}
    SUMMARY.parent.mkdir(exist_ok=True)
    SUMMARY.write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")
    for file, counted in everything.items():
        parts = ", ".join(f"{number} {fate}" for fate, number in counted.most_common() if number)
        console.print(f"{file}: {counted.total()} mutants, {parts}")


def main() -> int:
    wanted = argparse.ArgumentParser(prog="make mutants")
    wanted.add_argument("files", nargs="*", help="the tally's files without .py, wildcards allowed: rules/money")
    wanted.add_argument("--at-once", type=int, default=2, help="how many mutants are tried at a time")
    wanted.add_argument("--report", action="store_true", help="try none, report on those tried")
    given = wanted.parse_args()
    if not given.report:
        plant(given.files, given.at_once)
    return 1 if report() else 0


if __name__ == "__main__":
    sys.exit(main())
