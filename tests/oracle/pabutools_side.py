"""pabutools' side of the comparison. Runs in an environment of its own and is never imported by the product.

``stream`` reads one election a line from standard input and answers one line each; ``once PATH RULE [SECONDS]`` counts
a real election, in so much processor time or not at all, and ``file PATH RULE`` also says how long that took and how
much memory it needed. Rules: ``mes/cost``, ``mes/cardinality``, ``mes/points``, the same with ``/add1`` (pabutools' is
always exhaustive), ``greedy/cost``, ``greedy/cardinality``, ``greedy/points`` (all by score per cost), ``phragmen``,
``tool/cost/STEP`` (the default of equalshares.net's tool). ``further`` names the rules that this pabutools has and its
releases up to 1.2.3 have not.
"""

# mypy: ignore-errors
# The product's environment has no pabutools, so its types are unknown here.

import json
import resource
import sys
import time
from typing import Any

from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    Cardinality_Sat,
    Cost_Sat,
    CumulativeBallot,
    CumulativeProfile,
    Instance,
    OrdinalProfile,
    Project,
    parse_pabulib,
)
from pabutools.rules import BudgetAllocation, greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen
from pabutools.rules.mes.mes_rule import method_of_equal_shares_scheme
from pabutools.tiebreaking import TieBreakingRule

try:
    from pabutools.rules.mes.bos_equal_shares import bos_equal_shares
except ImportError:  # it came into the repository in April 2026
    bos_equal_shares = None
from repeated import measured  # run as a script, this folder is where it looks

SATISFACTION = {"cost": Cost_Sat, "cardinality": Cardinality_Sat, "points": Additive_Cardinal_Sat}
BY_ID = TieBreakingRule(lambda _instance, _profile, project: str(project.name))


def count(instance: Any, profile: Any, rule: str) -> Any:
    """The winners' ids, in pabutools' order."""
    name, *rest = rule.split("/")
    # Phragmén and greedy fund even what nobody asked for.
    wanted = [project for project in instance if any(project in ballot for ballot in profile)]
    supported = Instance(wanted, budget_limit=instance.budget_limit)
    if name == "bos":
        return bos_equal_shares(instance, profile)
    if name == "phragmen":
        return sequential_phragmen(supported, profile, tie_breaking=BY_ID)
    satisfaction = SATISFACTION[rest[0]]
    if name == "greedy":
        return greedy_utilitarian_welfare(supported, profile, sat_class=satisfaction, tie_breaking=BY_ID)
    if name == "tool":
        return as_the_tool(instance, supported, profile, int(rest[1]))
    step = 1 if "add1" in rest else None
    return method_of_equal_shares(
        instance, profile, sat_class=satisfaction, tie_breaking=BY_ID, voter_budget_increment=step
    )


def as_the_tool(instance: Any, supported: Any, profile: Any, step: int) -> Any:
    """Equal Shares from the equal share rounded down, raised by the step until exhaustive, then by score order."""
    if not profile.num_ballots():
        return []
    shares = method_of_equal_shares_scheme(
        instance,
        profile,
        profile.as_sat_profile(sat_class=Cost_Sat),
        instance.budget_limit // profile.num_ballots(),
        BudgetAllocation(),
        BY_ID,
        voter_budget_increment=step,
        binary_sat=True,
    )
    return greedy_utilitarian_welfare(
        supported, profile, sat_class=Cost_Sat, tie_breaking=BY_ID, initial_budget_allocation=shares
    )


def election_of(line: dict[str, Any]) -> tuple[Any, Any]:
    """Instance and profile of one line: costs, budget, and ballots as mappings of marks."""
    projects = {id_: Project(id_, cost) for id_, cost in line["costs"].items()}
    instance = Instance(projects.values(), budget_limit=line["budget"])
    if line["points"]:
        ballots = [CumulativeBallot({projects[id_]: mark for id_, mark in b.items()}) for b in line["ballots"]]
        return instance, CumulativeProfile(ballots, instance=instance)
    return instance, ApprovalProfile(
        [ApprovalBallot(projects[id_] for id_ in b) for b in line["ballots"]], instance=instance
    )


def stream() -> None:
    """Answers every line of standard input."""
    for text in sys.stdin:
        line = json.loads(text)
        instance, profile = election_of(line)
        answer = {rule: [project.name for project in count(instance, profile, rule)] for rule in line["rules"]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def further() -> None:
    """Names the rules that only some pabutools has."""
    sys.stdout.write(json.dumps(["bos/cost"] if bos_equal_shares else []) + "\n")


def once(path: str, rule: str, patience: str = "") -> None:
    """Counts one file by one rule; the system stops it after so many seconds of processor time."""
    if patience:
        resource.setrlimit(resource.RLIMIT_CPU, (int(patience), resource.RLIM_INFINITY))
    instance, profile = parse_pabulib(path)
    if isinstance(profile, OrdinalProfile):
        profile = as_points(instance, profile)
    winners = [project.name for project in count(instance, profile.as_multiprofile(), rule)]
    sys.stdout.write(json.dumps({"winners": winners}) + "\n")


def as_points(instance: Any, profile: Any) -> Any:
    """Rankings as points, for pabutools counts none: as many for the first place as a ballot has, one less for each."""
    places = int(instance.meta.get("max_length", 0)) or max(map(len, profile), default=0)
    ballots = [CumulativeBallot(dict(zip(ballot, range(places, 0, -1), strict=False))) for ballot in profile]
    return CumulativeProfile(ballots, instance=instance)


def one_file(path: str, rule: str) -> None:
    """Counts one file by one rule, as often as it takes to say how quickly."""
    started = time.perf_counter()
    instance, profile = parse_pabulib(path)
    profile = profile.as_multiprofile()  # identical ballots grouped, as the engine's reader has them
    parsed = time.perf_counter()
    winners, figures = measured(lambda: [project.name for project in count(instance, profile, rule)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = {"winners": winners, "parse_s": parsed - started, **figures, "peak_mb": peak / 1024}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    sys.setrecursionlimit(100_000)
    {"stream": stream, "further": further, "once": once, "file": one_file}[sys.argv[1]](*sys.argv[2:])
