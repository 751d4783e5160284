"""The projects of a count as a table for spreadsheets, the same for a file's count and for a poll's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from libs.shared.kernel.money import minor_digits
from services.voting.domain.tally.outcome import Verdict
from services.voting.domain.tally.pb.decimals import format_amount

Cell = str | int | Decimal | None
Told = Mapping[str, Any]

COLUMNS = ("place", "project", "name", "cost", "score", "funded", "verdict", "missing", "reason", "people")
OF_OPTIONS = ("place", "option", "name", "kind", "saving", "score", "verdict", "reason", "people")
"""The same of a ranked list, which funds nothing."""
REHEARSAL = "rehearsal"
_UNWEIGHTED = ("unweighted_funded", "unweighted_score")
"""Where ballots count by their channel: what the count says if each counts once."""
_OF_OPINIONS = ("mean", "median", "lower_quartile", "upper_quartile", "deviation")
"""Where ballots have marks: what everybody gave, and how widely that spreads."""
_NUMBERS = ("place", "cost", "score", "people", "missing", "saving")
_OF_WINNERS = ("effective_votes", "full_price", "paid_in_full", "paid_all_they_had", "their_payments")
_OF_LOSERS = ("effective_support_percent", "supporters_had", "left", "rest_lacked", "wins_at_cost", "wins_with_votes")


def table_of(
    projects: Iterable[Told],
    explanation: Told | None = None,
    agreement: Told | None = None,
    *,
    is_rehearsal: bool = False,
) -> Iterator[Sequence[Cell]]:
    """A header, and a line for each project as it is told of a file's count; with what was paid if that is explained.

    Of a ranked list, a line for each option, and nothing of money but what it would save.

    Numbers are exact decimals. ``agreement`` adds where each stands with everybody. Where ballots count by their
    channel, it says what each project comes to without that.
    ``missing`` is what a loser lacked in the end, or what a project in part goes without.
    Of a rehearsal each line begins with that, so that none can be cut out and taken for real.
    """
    told, projects = _stories(explanation) if explanation else {}, list(projects)
    columns = OF_OPTIONS if any(project["verdict"] == Verdict.RANKED for project in projects) else COLUMNS
    further = (*_OF_WINNERS, *_OF_LOSERS) if explanation and columns is COLUMNS else ()
    opinions = {one["project"]: one for one in agreement["projects"]} if agreement else {}
    spread = _OF_OPINIONS if agreement else ()
    beside = _UNWEIGHTED if projects and _UNWEIGHTED[0] in projects[0] else ()
    head, mark = ((REHEARSAL,), ("yes",)) if is_rehearsal else ((), ())
    yield (*head, *columns, *beside, *spread, *further)
    for project in projects:
        cells = {**project, "option": project["project"]}
        story, opinion = told.get(project["project"], {}), opinions.get(project["project"], {})
        yield (
            *mark,
            *(number_of(cells[name]) if name in _NUMBERS else _word(cells[name]) for name in columns),
            *(_word(project[name]) if name == _UNWEIGHTED[0] else number_of(project[name]) for name in beside),
            *(number_of(opinion.get(name)) for name in spread),
            *(number_of(story.get(name)) for name in further),
        )


def projects_as_told(outcome: Told, currency: str) -> list[dict[str, Any]]:
    """A published outcome's projects, told as those of a file's count are: the funded as selected, then the others."""
    digits = minor_digits(currency)
    by_id = {str(project["number"]): project for project in outcome["projects"]}
    reasons = {str(step["project"]): step["reason"] for step in outcome["trace"]}
    lost = {story["project"]: story for story in outcome["stories"]["losers"]}
    funded = sorted(
        (one for one in outcome["projects"] if one["is_funded"]), key=lambda one: one["place"] or len(by_id)
    )
    # Officers may have decided otherwise than the count: whom they took the money from comes last.
    order = dict.fromkeys([*(str(one["number"]) for one in funded), *lost, *by_id])
    if any(project["verdict"] == Verdict.RANKED for project in by_id.values()):
        order = dict.fromkeys(str(step["project"]) for step in outcome["trace"])
    return [_as_told(id_, by_id[id_], lost.get(id_, {}), reasons.get(id_, ""), digits) for id_ in order]


def number_of(value: str | int | None) -> Cell:
    """A number as a cell holds it: exact."""
    return Decimal(value) if isinstance(value, str) else value


def _as_told(id_: str, project: Told, story: Told, reason: str, digits: int) -> dict[str, Any]:
    return {
        "project": id_,
        "name": project["title"],
        "cost": format_amount(project["cost_cents"], digits),
        "score": str(project["score"]),
        "people": project["ballots"],
        "funded": project["is_funded"],
        "place": project["place"],
        "verdict": project["verdict"],
        "missing": _missing(project, story, digits),
        "reason": reason,
        **_of_advice(project, digits),
        **_unweighted(project),
    }


def _of_advice(project: Told, digits: int) -> dict[str, Any]:
    if project.get("kind", "project") == "project":
        return {}
    saving = project["saving_cents"]
    return {"kind": project["kind"], "saving": None if saving is None else format_amount(saving, digits)}


def _unweighted(project: Told) -> dict[str, Any]:
    if project.get("unweighted_is_funded") is None:
        return {}
    return {"unweighted_funded": project["unweighted_is_funded"], "unweighted_score": str(project["unweighted_score"])}


def _missing(project: Told, story: Told, digits: int) -> str | None:
    """What a loser lacked in the end, or what a project in part is funded without."""
    if not project["is_funded"]:
        missing: str | None = story.get("missing_in_the_end")
        return missing
    without = project.get("without_cents")
    return format_amount(without, digits) if without else None


def _stories(explanation: Told) -> dict[str, Told]:
    return {story["project"]: story for story in (*explanation["winners"], *explanation["losers"])}


def _word(value: str | bool) -> str:
    return value if isinstance(value, str) else ("yes" if value else "no")
