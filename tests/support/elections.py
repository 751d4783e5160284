"""Small elections for the tests of the tally, made up or real."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.voting.domain.tally import Instance, Method, Profile, Project, Utility
from services.voting.domain.tally.lots import Precedence, TieKey, TieOrder
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.rules.scores import scores
from tests.support.plain_equal_shares import PlainElection

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "data" / "pb"
CASES = ROOT / "tests" / "data" / "pb_cases"
SWIECIE = ROOT / "commonpurse" / "samples" / "swiecie_2023.pb"
SHARED = ROOT.parent / "shared" / "data"


def an_instance(costs: Mapping[str, int], budget: int, **rulings: object) -> Instance:
    """Projects with these costs, in whole currency units."""
    projects = tuple(Project(id_, cost) for id_, cost in costs.items())
    return Instance(projects, budget, digits=0, **rulings)  # type: ignore[arg-type]


def approvals(instance: Instance, ballots: Iterable[Iterable[str]]) -> Profile:
    """Approval ballots; a string of one-letter ids will do for each."""
    return Profile.of_ballots(instance.ids, Method.APPROVAL, ballots)


def a_real_election(path: Path) -> PabulibFile:
    return read_pb(path.read_bytes())


def plain_election(instance: Instance, profile: Profile, utility: Utility) -> PlainElection:
    """The election as those see it who count by the definitions alone."""
    precedence = Precedence(instance, TieOrder(), scores(profile))
    ranked = sorted(range(len(instance.projects)), key=precedence.rank.__getitem__)
    costs = {instance.projects[place].id: instance.projects[place].cost for place in ranked}
    ballots = [
        {
            id_: {Utility.COST: costs[id_], Utility.CARDINALITY: 1, Utility.POINTS: mark}[utility]
            for id_, mark in ballot.items()
        }
        for ballot, people in profile.ballots(instance.ids)
        for _ in range(people)
    ]
    return PlainElection(costs, instance.budget, ballots)


@dataclass(frozen=True, slots=True)
class Known:
    """A real election of which it is known how the city counted."""

    file: str
    stop: bool
    threshold: str
    tie_key: str
    equal_shares: bool

    @property
    def path(self) -> Path:
        return SHARED / "pb" / self.file

    def tie_order(self, instance: Instance) -> TieOrder:
        """The city's own order among equals; many cities took the order of their numbers."""
        keys: dict[str, tuple[TieKey, ...]] = {
            "cost_asc": ("cost-asc", "file-order"),
            "cost_desc": ("cost-desc", "file-order"),
        }
        return TieOrder(keys.get(self.tie_key, ("lot",)), lots=tuple(sorted(instance.ids)))


def known_elections() -> list[Known]:
    """The shared manifest's rows that name the convention behind the official outcome; none without the folder."""
    manifest = SHARED / "manifest.tsv"
    if not manifest.exists():
        return []
    with manifest.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [_known(row) for row in rows if row["convention_that_reproduces_it"] not in {"-", "NO"}]


def _known(row: dict[str, str]) -> Known:
    convention = row["convention_that_reproduces_it"]
    equal_shares = convention.startswith("MES")
    return Known(
        file=row["file"],
        stop=convention.startswith("noskip"),
        threshold=row["threshold"],
        tie_key="" if equal_shares else convention.split("/")[2],
        equal_shares=equal_shares,
    )
