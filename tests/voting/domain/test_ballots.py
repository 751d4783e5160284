from dataclasses import asdict
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from libs.shared.kernel.errors import DomainError
from services.voting.domain.casting.ballot import Ballot, Writing
from services.voting.domain.casting.kinds import HandedIn, fill_in
from services.voting.domain.casting.permit import Permit
from services.voting.domain.casting.slip import commit, commitment_prefix, fold, receipt_of
from services.voting.domain.polls.paper import AcceptedProposal, PaperProject, compose
from services.voting.domain.polls.poll import Fund, Limits, Method, Poll, Terms
from tests.support.facts import a_poll_published

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PAPER = tuple(PaperProject(UUID(int=number), number, f"Project {number}", 100, None) for number in (1, 2, 3, 5, 8, 13))
ON_PAPER = [line.number for line in PAPER]


def a_poll(method: Method, limits: Limits) -> Poll:
    told = a_poll_published(UUID(int=3), UUID(int=1), method=method).model_dump() | {"limits": asdict(limits)}
    fund = Fund(UUID(int=1), UUID(int=2), None, 1000, "EUR")
    return Poll(UUID(int=3), "open", TypeAdapter(Terms).validate_python(told), fund, PAPER, NOW)


a_number = st.one_of(st.sampled_from(ON_PAPER), st.integers(0, 20))
some_limits = st.builds(
    Limits,
    min_choices=st.integers(0, 3),
    max_choices=st.integers(1, 6),
    min_points_each=st.integers(0, 3),
    max_points_each=st.none() | st.integers(1, 6),
    max_points=st.none() | st.integers(1, 20),
)


@given(some_limits, st.lists(a_number, max_size=8))
def test_an_approval_ballot_is_taken_if_and_only_if_it_keeps_to_the_paper(limits: Limits, choices: list[int]) -> None:
    poll = a_poll("approval", limits)
    keeps = (
        set(choices) <= set(ON_PAPER)
        and len(set(choices)) == len(choices)
        and limits.min_choices <= len(choices) <= limits.max_choices
    )

    if keeps:
        assert fill_in(poll, HandedIn(choices)).numbers == tuple(sorted(choices))
        return
    with pytest.raises(DomainError):
        fill_in(poll, HandedIn(choices))


@given(some_limits, st.dictionaries(a_number, st.integers(-2, 8), max_size=8))
def test_a_points_ballot_is_taken_if_and_only_if_it_keeps_to_the_paper(limits: Limits, points: dict[int, int]) -> None:
    poll = a_poll("points", limits)
    given_points = {number: mark for number, mark in points.items() if mark != 0}
    most_each = limits.max_points_each or 10**9
    keeps = (
        set(points) <= set(ON_PAPER)
        and all(max(limits.min_points_each, 1) <= mark <= most_each for mark in given_points.values())
        and limits.min_choices <= len(given_points) <= limits.max_choices
        and sum(given_points.values()) <= (limits.max_points or 10**9)
    )

    if keeps:
        ballot = fill_in(poll, HandedIn(points=points))
        assert dict(zip(ballot.numbers, ballot.marks or (), strict=True)) == given_points
        return
    with pytest.raises(DomainError):
        fill_in(poll, HandedIn(points=points))


@given(st.dictionaries(st.integers(1, 999), st.integers(1, 99), max_size=12), st.sampled_from(Writing))
def test_a_ballot_has_one_writing_whatever_the_order_and_is_read_back_from_it(
    marks: dict[int, int], writing: Writing
) -> None:
    numbers = tuple(sorted(marks))
    ballot = Ballot(numbers)
    if writing is Writing.RANKED:
        ballot = Ballot(tuple(marks), None, writing)
    elif writing is Writing.MARKED:
        ballot = Ballot(numbers, tuple(marks[number] for number in numbers), writing)
    elif writing is Writing.SIGNED:
        ballot = Ballot(numbers, tuple(1 if marks[number] % 2 else -1 for number in numbers), writing)

    assert Ballot.read(ballot.canonical, writing) == ballot


@given(
    st.binary(min_size=32, max_size=32), st.sampled_from([str.lower, str.upper, lambda text: text.replace("-", " ")])
)
def test_a_receipt_leads_back_to_its_commitment_however_it_is_typed(commitment: bytes, typed: object) -> None:
    receipt = receipt_of(commitment)

    assert commitment_prefix(typed(receipt)) == commitment[:15]  # type: ignore[operator]
    assert commitment_prefix(receipt.replace("0", "O").replace("1", "I")) == commitment[:15]


def test_the_same_ballot_twice_has_two_commitments_that_its_random_bytes_open() -> None:
    permit = Permit(uuid4(), b"p" * 32, None, "web")

    one, two = fold(permit, Ballot((1, 2)), b"1"), fold(permit, Ballot((1, 2)), b"2")

    assert one.commitment != two.commitment
    assert commit(one.poll_id, one.nonce, "1,2") == one.commitment
    assert commit(one.poll_id, one.nonce, "1,3") != one.commitment


@given(st.sets(st.integers(1, 30), max_size=12), st.dictionaries(st.integers(1, 30), st.integers(1, 40), max_size=8))
def test_a_paper_gives_every_proposal_one_number_and_keeps_those_that_staff_gave(
    proposals: set[int], numbers: dict[int, int]
) -> None:
    wanted = {number: place for number, place in numbers.items() if number in proposals}
    assume(len(set(wanted.values())) == len(wanted))
    accepted = [AcceptedProposal(UUID(int=n), f"P{n}", f"Proposal {n}", 100, None) for n in proposals]

    paper = compose(accepted, {UUID(int=n): place for n, place in wanted.items()})

    by_proposal = {line.proposal_id.int: line.number for line in paper}
    assert by_proposal.keys() == proposals
    assert len(set(by_proposal.values())) == len(paper)
    assert wanted.items() <= by_proposal.items()
    assert [line.number for line in paper] == sorted(by_proposal.values())
