"""An outcome as two officers decided it, where that is otherwise than the count. What the count says stands beside."""

from collections.abc import Mapping
from typing import Any

from services.voting.domain.counting.announcement import Published
from services.voting.domain.errors import OverrideChangesNothing, OverrideIsTooDear
from services.voting.domain.polls.poll import Override, Poll


def as_decided(poll: Poll, counted: Published) -> Published:
    """What is funded in the end. Votes, ties, the trace and each project's verdict are those of the count."""
    projects = [_decided(project, poll.overrides.get(project["number"])) for project in counted["projects"]]
    change = sum(_change(*pair) for pair in zip(counted["projects"], projects, strict=True))
    return {**counted, "projects": _in_place(projects), "cost_cents": counted["cost_cents"] + change}


def demand_possible(poll: Poll, counted: Published, fields: Mapping[str, Any]) -> None:
    """Nothing, if what is decided otherwise is something else, and can be paid for.

    Raises:
        OverrideChangesNothing, OverrideIsTooDear: if not.
    """
    decided = as_decided(poll, counted)
    project = next(one for one in decided["projects"] if one["number"] == int(fields["project"]))
    is_funded = fields["decision"] == "funded"
    if project["is_funded"] is is_funded:
        raise OverrideChangesNothing
    left = poll.fund.budget_cents - decided["cost_cents"]
    if is_funded and project["cost_cents"] > left:
        raise OverrideIsTooDear(left)


def _decided(project: dict[str, Any], override: Override | None) -> dict[str, Any]:
    if override is None or override.is_funded is project["is_funded"]:
        return {**project, "overridden": None}
    # What was short of the money is not short of it any more.
    missing = None if override.is_funded else project["missing_cents"]
    other = {"is_funded": override.is_funded, "overridden": override.reason, "missing_cents": missing}
    return {**project, **other, "without_cents": None, "place": None}


def _change(counted: dict[str, Any], decided: dict[str, Any]) -> int:
    """How much more the outcome costs for it than the count says. What the count funds in part gives that part back."""
    if decided["overridden"] is None:
        return 0
    cost: int = counted["cost_cents"]
    return cost if decided["is_funded"] else (counted.get("without_cents") or 0) - cost


def _in_place(projects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that the count selected keep their order; whatever was decided otherwise comes after."""
    last = len(projects) + 1
    funded = sorted(
        (one for one in projects if one["is_funded"]), key=lambda one: (one["place"] or last, one["number"])
    )
    if not funded:  # as on a ranked list, whose places are not those of what is funded
        return projects
    places = {one["number"]: place for place, one in enumerate(funded, start=1)}
    return [{**one, "place": places.get(one["number"])} for one in projects]
