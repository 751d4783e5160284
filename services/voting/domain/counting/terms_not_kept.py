"""Which of a poll's published terms an outcome does not keep, that two officers decided otherwise than the count.

The count keeps all of them. Officers may decide otherwise, as a council or a court may make them; but whoever proposes
it, whoever confirms it and everybody who reads the outcome is told what it breaks. Refused is only what cannot be paid.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from libs.shared.kernel.words import Words, filled, words
from services.voting.domain.counting.rulings import conflicts_of
from services.voting.domain.polls.amounts import amount_in_words
from services.voting.domain.polls.poll import Poll

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NotKept:
    """One term, and what the outcome has instead.

    Args:
        term: Which; ``quorum`` means that something is funded although too few took part.
        numbers: The projects on the paper that it is about.
        area: The area that gets more than its most, under its name in the terms.
        bound: What the term says: an amount in minor units, a score, a number of people; of a group, one project.
        found: What it is in the outcome.
    """

    term: Literal["at-most", "conflict", "min-score", "quorum"]
    numbers: tuple[int, ...]
    area: str | None
    bound: int
    found: int

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON."""
        return asdict(self) | {"numbers": list(self.numbers)}


def terms_not_kept(poll: Poll, decided: Told) -> list[NotKept]:
    """Each term that the outcome does not keep; none where nothing was decided otherwise than the count.

    Args:
        poll: The counted poll.
        decided: Its outcome as two officers decided it.
    """
    if not any(project.get("overridden") for project in decided["projects"]):
        return []
    looked_for = (_too_few_took_part, _scores, _groups, _areas)
    return [found for look in looked_for for found in look(poll, decided)]


def _funded(decided: Told) -> dict[int, Told]:
    return {project["number"]: project for project in decided["projects"] if project["is_funded"]}


def _too_few_took_part(poll: Poll, decided: Told) -> Iterator[NotKept]:
    funded, took_part = _funded(decided), decided["ballots"]
    if funded and took_part < poll.terms.quorum:
        yield NotKept("quorum", tuple(sorted(funded)), None, poll.terms.quorum, took_part)


def _scores(poll: Poll, decided: Told) -> Iterator[NotKept]:
    least = max(poll.terms.min_score, 1)  # what nobody wants, or as many are against as for, no rule funds
    for number, project in _funded(decided).items():
        if project["score"] < least:
            yield NotKept("min-score", (number,), None, least, project["score"])


def _groups(poll: Poll, decided: Told) -> Iterator[NotKept]:
    funded = _funded(decided)
    for group in conflicts_of(poll):
        numbers = tuple(sorted(int(id_) for id_ in group if int(id_) in funded))
        if len(numbers) > 1:
            yield NotKept("conflict", numbers, None, 1, len(numbers))


def _areas(poll: Poll, decided: Told) -> Iterator[NotKept]:
    funded = _funded(decided)
    for area in poll.terms.area_money:
        there = [funded[line.number] for line in poll.of_area[area.area_id] if line.number in funded]
        spent = sum(one["cost_cents"] - (one.get("without_cents") or 0) for one in there)
        if area.at_most_cents is not None and spent > area.at_most_cents:
            numbers = tuple(one["number"] for one in there)
            yield NotKept("at-most", numbers, area.name, area.at_most_cents, spent)


_SAID: Mapping[str, Words] = {
    "at-most": words("Projects in {area} get {bound} at most by the published terms; by this they get {found}."),
    "conflict": words("Of the projects {numbers} at most one is funded by the published terms; by this {found} are."),
    "min-score": words("Project {numbers} needs {bound} by the published terms, in votes or points; it has {found}."),
    "quorum": words("By the published terms nothing is funded if fewer than {bound} take part; {found} did."),
}


def in_words(poll: Poll, not_kept: NotKept) -> Words:
    """The sentence for the life line."""
    bound, found = (_figure(poll, not_kept, figure) for figure in (not_kept.bound, not_kept.found))
    numbers = ", ".join(map(str, not_kept.numbers))
    return filled(_SAID[not_kept.term], numbers=numbers, area=not_kept.area, bound=bound, found=found)


def _figure(poll: Poll, not_kept: NotKept, figure: int) -> Words | int:
    return amount_in_words(figure, poll.fund.currency) if not_kept.term == "at-most" else figure
