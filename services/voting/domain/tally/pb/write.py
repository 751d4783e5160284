"""Writing Pabulib's ``.pb`` format. What the rules need comes back when the text is read again.

Three columns of PROJECTS are our own, and written only where they say something: ``ineligible`` (the public reason),
``conflicts`` (the numbers of the project's conflict groups) and ``commonpurse_saving`` (what an option of an advisory
poll would save). Other readers pass them over.
"""

import csv
from collections.abc import Callable
from io import StringIO

from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.paper.instance import Project
from services.voting.domain.tally.pb.channels import COLUMN, channel_lines
from services.voting.domain.tally.pb.decimals import format_amount
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.projects import PAPER_TOTALS, SAVING
from services.voting.domain.tally.pb.shares import share_lines

_VOTE_TYPES = {
    Method.APPROVAL: "approval",
    Method.KNAPSACK: "approval",
    Method.POINTS: "cumulative",
    Method.ALLOCATION: "cumulative",
    Method.RANKING: "ordinal",
    Method.FOR_AND_AGAINST: "scoring",
    Method.SCORE: "scoring",
}
_WITH_POINTS = ("cumulative", "scoring")


def write_pb(file: PabulibFile) -> str:
    """The file's text. Voters are numbered from one; who voted how cannot be told from the order.

    Raises:
        InstanceIsInconsistent: if a budget share is neither an area's nor a category's, or has a comma in its name.
    """
    text = StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\n")
    lines.writerows([["META"], ["key", "value"], *_meta(file).items()])
    lines.writerow(["PROJECTS"])
    lines.writerows(_projects(file))
    lines.writerow(["VOTES"])
    lines.writerows(_votes(file))
    return text.getvalue()


def _meta(file: PabulibFile) -> dict[str, str]:
    instance, profile = file.instance, file.unweighted
    meta = dict(file.meta) | {
        "num_projects": str(len(instance.projects)),
        "num_votes": str(profile.voters),
        "budget": format_amount(instance.budget, instance.digits),
        "vote_type": _vote_type(file),
    }
    if profile.method is Method.RANKING:
        meta["max_length"] = str(profile.longest)
    if profile.method is Method.KNAPSACK:
        meta.setdefault("max_sum_cost", meta["budget"])
    if profile.method is Method.ALLOCATION:
        meta |= {"min_sum_points": "100", "max_sum_points": "100"}
    return meta | share_lines(instance) | channel_lines(file)


def _vote_type(file: PabulibFile) -> str:
    """The ``vote_type`` that fits the ballots; a file that says ``choose-1`` keeps it."""
    fitting = _VOTE_TYPES[file.profile.method]
    said = file.meta.get("vote_type", "")
    return said if said == "choose-1" and fitting == "approval" else fitting


def _projects(file: PabulibFile) -> list[list[str]]:
    instance, official = file.instance, file.official
    columns: dict[str, Callable[[Project], str]] = {
        "project_id": lambda project: project.id,
        "cost": lambda project: format_amount(project.cost, instance.digits),
        "name": lambda project: project.name,
        "category": lambda project: ",".join(project.categories),
        "neighborhood": lambda project: project.area,
        "selected": lambda project: str(int(project.id in (official or ()))),
        SAVING: lambda project: project.saving,
        "ineligible": lambda project: instance.ineligible.get(project.id, ""),
        PAPER_TOTALS: lambda project: str(instance.paper_totals.get(project.id, "")),
        "conflicts": lambda project: ",".join(str(n) for n, g in enumerate(instance.conflicts, 1) if project.id in g),
    }
    if official is None:
        del columns["selected"]
    always = ("project_id", "cost", "selected")
    used = {
        name: cell
        for name, cell in columns.items()
        if name in always or any(cell(project) for project in instance.projects)
    }
    return [list(used), *([cell(project) for cell in used.values()] for project in instance.projects)]


def _votes(file: PabulibFile) -> list[list[str]]:
    profile = file.profile
    with_points, with_channel = _VOTE_TYPES[profile.method] in _WITH_POINTS, [COLUMN] if file.channels else []
    rows = [["voter_id", "vote", "points", *with_channel] if with_points else ["voter_id", "vote", *with_channel]]
    for place, (ballot, people) in enumerate(profile.ballots(file.instance.ids)):
        named = sorted(ballot, key=lambda id_: -ballot[id_]) if profile.method is Method.RANKING else list(ballot)
        cells = [",".join(named)]
        if with_points:
            cells.append(",".join(format_amount(ballot[id_], profile.mark_digits) for id_ in named))
        for through, count in _through(file, place, people):
            rows += [[str(len(rows) + more), *cells, *through] for more in range(count)]
    return rows


def _through(file: PabulibFile, place: int, people: int) -> list[tuple[list[str], int]]:
    """How many cast the ballot in this place, by channel if that is known."""
    if not file.channels:
        return [([], people)]
    return [([channel], int(cast[place])) for channel, cast in file.channels.items()]
