"""The ballot paper: the projects of a poll under the numbers that voters use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.voting.domain.errors import NumberIsGivenTwice, ProposalIsNotAccepted

OptionKind = Literal["service", "policy", "saving"]
LineKind = Literal["project", "service", "policy", "saving"]


@dataclass(frozen=True, slots=True)
class AcceptedProposal:
    """A proposal that may stand on a paper, as voting heard of it. ``council_cost_cents`` is what the council pays."""

    proposal_id: UUID
    number: str
    title: str
    council_cost_cents: int
    area_id: UUID | None


@dataclass(frozen=True, slots=True)
class Option:
    """What a poll asks about that funds nothing; ``saving_cents`` is what a saving would save."""

    option_id: UUID
    title: str
    kind: OptionKind
    saving_cents: int | None
    area_id: UUID | None


@dataclass(frozen=True, slots=True)
class PaperProject:
    """One line of the paper: a project, or an option, which has its own id in the place of a proposal's."""

    proposal_id: UUID
    number: int
    title: str
    cost_cents: int
    area_id: UUID | None
    kind: LineKind = "project"
    saving_cents: int | None = None


def compose(proposals: Iterable[AcceptedProposal], numbers: Mapping[UUID, int]) -> tuple[PaperProject, ...]:
    """The paper in the order of its numbers: those that staff gave, and for the rest the lowest that are free."""
    waiting = sorted(proposals, key=lambda proposal: (len(proposal.number), proposal.number))
    taken = set(numbers.values())
    free = (number for number in range(1, len(waiting) + len(taken) + 1) if number not in taken)
    lines = [_line(proposal, numbers.get(proposal.proposal_id) or next(free)) for proposal in waiting]
    return tuple(sorted(lines, key=lambda line: line.number))


def listed(options: Iterable[Option]) -> tuple[PaperProject, ...]:
    """The paper of a poll that funds nothing: its options, numbered in their order. They cost nothing."""
    return tuple(
        PaperProject(one.option_id, number, one.title, 0, one.area_id, one.kind, one.saving_cents)
        for number, one in enumerate(options, 1)
    )


def options_on(paper: Iterable[PaperProject]) -> tuple[Option, ...]:
    """The options on the paper, in its order."""
    return tuple(
        Option(line.proposal_id, line.title, line.kind, line.saving_cents, line.area_id)
        for line in paper
        if line.kind != "project"
    )


def demand_numbers_fit(proposals: Iterable[AcceptedProposal], numbers: Mapping[UUID, int]) -> None:
    """Nothing, if each number is given once, and to a proposal that may stand on this paper.

    Raises:
        ProposalIsNotAccepted, NumberIsGivenTwice: if not.
    """
    known = {proposal.proposal_id for proposal in proposals}
    seen = set[int]()
    for proposal_id, number in numbers.items():
        if proposal_id not in known:
            raise ProposalIsNotAccepted(proposal_id)
        if number in seen:
            raise NumberIsGivenTwice(number)
        seen.add(number)


def _line(proposal: AcceptedProposal, number: int) -> PaperProject:
    return PaperProject(proposal.proposal_id, number, proposal.title, proposal.council_cost_cents, proposal.area_id)
