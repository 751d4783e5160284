"""An outcome as two officers decided it, where that is otherwise than the count. What the count says stands beside."""

from collections.abc import Mapping
from typing import Any

from libs.shared.kernel.words import Words, in_language
from services.voting.domain.counting.announcement import Published
from services.voting.domain.counting.terms_not_kept import in_words, terms_not_kept
from services.voting.domain.errors import OverrideChangesNothing, OverrideIsTooDear
from services.voting.domain.polls.poll import Override, Poll


def as_decided(poll: Poll, counted: Published) -> Published:
    """What is funded in the end. Votes, ties, the trace and each project's verdict are those of the count.

    ``not_kept`` says which of the published terms that breaks.
    """
    return _as_decided(poll, counted, poll.overrides)


def _as_decided(poll: Poll, counted: Published, overrides: Mapping[int, Override]) -> Published:
    projects = [_decided(project, overrides.get(project["number"])) for project in counted["projects"]]
    change = sum(_change(*pair) for pair in zip(counted["projects"], projects, strict=True))
    decided = {**counted, "projects": _in_place(projects), "cost_cents": counted["cost_cents"] + change}
    return decided | {"not_kept": [one.as_json() for one in terms_not_kept(poll, decided)]}


def with_what_it_breaks(poll: Poll, counted: Published, said: Words, fields: Mapping[str, Any]) -> Words:
    """The line of a decision with the terms that are not kept by it; the reason, which ends it, stays at its end."""
    override = Override(fields["decision"] == "funded", str(fields["reason"]))
    after = _as_decided(poll, counted, {**poll.overrides, int(fields["project"]): override})
    before = terms_not_kept(poll, as_decided(poll, counted))
    broken = [in_words(poll, one) for one in terms_not_kept(poll, after) if one not in before]
    for sentence in broken:
        said = {
            language: f"{text.removesuffix(override.reason)}{in_language(sentence, language)} {override.reason}"
            for language, text in said.items()
        }
    return said


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
