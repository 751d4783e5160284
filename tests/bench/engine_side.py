"""The engine's side of the benchmark, in a process of its own so that its peak memory is its own.

``file PATH RULE`` counts a real election; ``national BALLOTS PROJECTS`` makes up a country's ballots and counts them by
Equal Shares without a completion.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from services.voting.domain.tally import (
    BoundedOverspending,
    Completion,
    EqualShares,
    Instance,
    Method,
    Profile,
    Project,
    ScoreOrder,
    count,
)
from services.voting.domain.tally.pb.read import read_pb
from tests.oracle.elections import APPROVAL_ADD1, APPROVAL_RULES, POINTS_ADD1, POINTS_RULES
from tests.oracle.repeated import measured

RULES = {
    **APPROVAL_RULES,
    **APPROVAL_ADD1,
    **POINTS_RULES,
    **POINTS_ADD1,
    "mes/cost/add1-until-overspend": EqualShares(),
    "equalshares-tool": EqualShares(completion=Completion.ADD1_EXHAUSTIVE_UTILITARIAN, integral=True),
    "bounded-overspending": BoundedOverspending(),
    "score/stop-80": ScoreOrder(stop=True, stretch=True),
    "score/part-funding": ScoreOrder(stop=True, part=True),
}


def one_file(path: str, rule: str) -> dict[str, object]:
    """The counts of a real election, each the same."""
    started = time.perf_counter()
    file = read_pb(Path(path).read_bytes())
    parsed = time.perf_counter()
    outcome, figures = measured(lambda: count(file.instance, file.profile, RULES[rule]))
    return {"winners": list(outcome.winners), "parse_s": parsed - started, **figures}


def national(ballots: int, projects: int) -> dict[str, object]:
    """One count of a made-up country: one to nine choices a ballot, some projects far more popular than others."""
    chance = np.random.default_rng(1)
    sizes = chance.integers(1, 10, ballots)
    popularity = 1 / np.arange(1, projects + 1) ** 0.7
    drawn = chance.choice(projects, int(sizes.sum()), p=popularity / popularity.sum()).astype(np.int32)
    profile = _without_repeats(sizes, drawn, projects)
    costs = chance.integers(100_000, 20_000_000, projects)
    instance = Instance(
        tuple(Project(str(n), int(cost)) for n, cost in enumerate(costs)), int(costs.sum()) // 5, digits=2
    )
    made = time.perf_counter()
    outcome = count(instance, profile, EqualShares(completion=Completion.NONE))
    seconds = time.perf_counter() - made
    return {
        "ballots": profile.voters,
        "choices": len(profile.choices),
        "winners": len(outcome.winners),
        "rule_s": seconds,
    }


def _without_repeats(sizes: "np.ndarray[tuple[int], np.dtype[np.int64]]", drawn: object, projects: int) -> Profile:
    keys = np.repeat(np.arange(len(sizes)), sizes) * projects + np.asarray(drawn)
    keys = np.unique(keys)
    kept = np.bincount(keys // projects, minlength=len(sizes))
    starts = np.concatenate(([0], np.cumsum(kept)))
    weights = np.ones(len(sizes), np.int64)
    return Profile(Method.APPROVAL, projects, weights, starts, keys % projects)


if __name__ == "__main__":
    answer = one_file(sys.argv[2], sys.argv[3]) if sys.argv[1] == "file" else national(*map(int, sys.argv[2:]))
    answer["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps(answer) + "\n")
