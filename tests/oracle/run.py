"""``make oracle``: official outcome, engine and pabutools side by side, and thousands of random elections full of ties.

pabutools lives in ``.venv-oracle`` and runs in processes of its own. Each verdict says how much processor time it took;
``--patience`` stops it after so many seconds, and the second count is asked in its place. Exit status 1 if any
difference is unexplained.
"""

import argparse
import json
import resource
import signal
import subprocess
import sys
import venv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from services.voting.domain.tally import EqualShares, ScoreOrder, TieOrder, count
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import min_score_of
from services.voting.domain.tally.second_count.check import CheckableRule, objections
from tests.oracle.elections import (
    APPROVAL_ADD1,
    APPROVAL_RULES,
    APPROVAL_UNTIED,
    POINTS_ADD1,
    POINTS_RULES,
    Election,
    a_random_election,
)
from tests.support.elections import ROOT, SHARED, Known, known_elections

HOME = ROOT / ".venv-oracle"
SIDE = ROOT / "tests" / "oracle" / "pabutools_side.py"
ADD1_VOTERS, ADD1_UNITS = 1_000, 500  # beyond, pabutools' Add1 takes minutes and gigabytes
EXPLAINED = {
    "Poland_Czestochowa_2020.pb": "pabutools keeps only the last part of points that a vote gives in parts",
}

console = Console(soft_wrap=True)


def ensure_pabutools() -> str:
    """The interpreter of pabutools' own environment, made on first use."""
    python = HOME / "bin" / "python"
    if not python.exists():
        venv.create(HOME, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pabutools", "gmpy2"], check=True)
    return str(python)


@dataclass(frozen=True, slots=True)
class Side:
    """pabutools: its interpreter, and for how many seconds of processor time one count may take; None: for any."""

    python: str
    patience: int | None = None

    def winners(self, path: Path, rule: str) -> tuple[list[str] | None, float]:
        """Whom it funds, None if it was stopped, and after how many seconds of processor time."""
        before = _children_s()
        command = [self.python, str(SIDE), "once", str(path), rule]
        command += [str(self.patience)] if self.patience else []
        said = subprocess.run(command, check=False, capture_output=True, text=True)
        took = _children_s() - before
        if said.returncode == -signal.SIGXCPU:
            return None, took
        said.check_returncode()
        return sorted(json.loads(said.stdout)["winners"]), took


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compare_file(side: Side, path: Path, known: Known | None) -> int:
    """Prints one election's line; returns how many differences are unexplained."""
    file = read_pb(path.read_bytes())
    official, unexplained = _official(file, known)
    verdicts = []
    for name in _rules(file):
        verdict, same = _compared(side, path, file, name)
        verdicts.append(verdict)
        unexplained += not same and path.name not in EXPLAINED
    console.print(f"{path.name}: {official}; pabutools: {', '.join(verdicts)}", markup=False, highlight=False)
    return unexplained


def _official(file: PabulibFile, known: Known | None) -> tuple[str, int]:
    if file.official is None:
        return "no official outcome", 0
    if known is None:
        return f"official {len(file.official)} projects; the file does not determine how", 0
    rule = EqualShares() if known.equal_shares else ScoreOrder(known.stop, min_score_of(file, known.threshold))
    outcome = count(file.instance, file.profile, rule, ties=known.tie_order(file.instance))
    same = frozenset(outcome.winners) == file.official
    return f"official {len(file.official)} projects, engine {'the same' if same else 'OTHERS'} by {rule.name}", not same


def _rules(file: PabulibFile) -> list[str]:
    with_points = file.profile.method.has_marks
    names = list(POINTS_RULES if with_points else APPROVAL_RULES)
    units_each = file.instance.budget / file.instance.unit / file.profile.voters
    if file.profile.voters <= ADD1_VOTERS and units_each <= ADD1_UNITS:
        names += POINTS_ADD1 if with_points else APPROVAL_ADD1
    return names


def _compared(side: Side, path: Path, file: PabulibFile, name: str) -> tuple[str, bool]:
    """One rule's verdict in words, and whether nothing differs."""
    rule = {**APPROVAL_RULES, **APPROVAL_ADD1, **POINTS_RULES, **POINTS_ADD1}[name]
    plain = replace(file.instance, shares=())  # pabutools knows no budget by neighbourhood
    order = TieOrder(("lot",), lots=tuple(sorted(plain.ids)))
    ours = count(plain, file.profile, rule, ties=order)
    theirs, took = side.winners(path, name)
    if theirs is None:
        assert isinstance(rule, CheckableRule)
        agrees = not objections(plain, list(file.profile.ballots(plain.ids)), rule, order, ours)
        verdict = f"stopped, the second count {'agrees' if agrees else 'OBJECTS'}"
        return f"{name} {verdict} ({took:.0f} s)", agrees
    same = sorted(ours.winners) == theirs
    return f"{name} {'=' if same else 'differs: ' + EXPLAINED.get(path.name, 'UNEXPLAINED')} ({took:.0f} s)", same


def compare_random(python: str, elections: int, first_seed: int) -> int:
    """Counts random elections on both sides; returns how many outcomes differ."""
    counted, differences = Counter[str](), 0
    said = subprocess.run([python, SIDE, "further"], check=True, capture_output=True, text=True)
    unknown = APPROVAL_UNTIED.keys() - json.loads(said.stdout)
    with subprocess.Popen([python, SIDE, "stream"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as side:
        assert side.stdin
        assert side.stdout
        for seed, election in _random(elections, first_seed):
            ours = {rule: winners for rule, winners in election.winners().items() if rule not in unknown}
            side.stdin.write(json.dumps(election.as_line(ours)) + "\n")
            side.stdin.flush()
            theirs = json.loads(side.stdout.readline())
            for rule, winners in ours.items():
                counted[rule] += 1
                if sorted(winners) != sorted(theirs[rule]):
                    differences += 1
                    console.print(f"seed {seed}, {rule}: engine {winners}, pabutools {theirs[rule]}", highlight=False)
    outcomes = ", ".join(f"{rule} {many}" for rule, many in counted.items()) or "none"
    console.print(
        f"{elections} random elections, {counted.total()} outcomes compared, {differences} differ: {outcomes}"
    )
    for rule in sorted(unknown):
        console.print(f"this pabutools has no {rule}: not compared", highlight=False)
    return differences


def _random(elections: int, first_seed: int) -> Iterator[tuple[int, Election]]:
    for seed in range(first_seed, first_seed + elections):
        yield seed, a_random_election(seed)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--random", type=int, default=10_000, help="how many random elections")
    options.add_argument("--seed", type=int, default=1, help="the first one's seed")
    options.add_argument("--only", default="", help="only files whose name contains this")
    options.add_argument("--patience", type=int, help="seconds of processor time for one count by pabutools")
    chosen = options.parse_args()
    python = ensure_pabutools()
    known = {election.file: election for election in known_elections()}
    files = sorted((SHARED / "pb").glob("*.pb"), key=lambda path: path.stat().st_size)
    files = [path for path in files if chosen.only in path.name]
    differences = sum(compare_file(Side(python, chosen.patience), path, known.get(path.name)) for path in files)
    console.print(f"{len(files)} real elections compared", highlight=False)
    differences += compare_random(python, chosen.random, chosen.seed)
    console.print(f"unexplained differences: {differences}", highlight=False)
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
