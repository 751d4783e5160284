"""Every term of a poll, none of it a default, from the draft to the file and back.

Whoever adds a term adds it to ``EVERY_TERM``; the tests below then say where it is lost.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter
from sqlalchemy import text

from commonpurse.election import read_election
from commonpurse.election_rulings import AreaRuling
from gateways.web.pages.forms import FilledForm
from gateways.web.staff.polls.draft_form import kept, typed_for, wish_of
from libs.shared.events.poll_terms import PollTerms, RuleTerms
from libs.shared.events.residents import PeopleInArea, RollImported
from libs.shared.events.words import BallotLimits
from services.reporting.projections.results import Results
from services.voting.domain.counting.as_published import rule_as_announced
from services.voting.domain.counting.counting import instance_of, rule_of
from services.voting.domain.polls.poll import Limits, Poll, Terms
from services.voting.domain.tally.pb.papers import MAX_CITYWIDE, MAX_IN_AREA
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import min_score_of
from services.voting.storage import polls
from tests.support.staff import staff_headers
from tests.voting.support.town import BASE, Body, VotingTown

BERLIN = ZoneInfo("Europe/Berlin")
SOON = datetime.now(UTC) + timedelta(days=1)

NORTH = uuid5(UUID(int=0), "North")

EVERY_TERM: Mapping[str, Any] = {
    "name": "Every term",
    "method": "points",
    "limits": {
        "min_choices": 2,
        "max_choices": 4,
        "min_points_each": 2,
        "max_points_each": 5,
        "max_points": 9,
        "max_cost_cents": None,
        "max_in_area": 1,
        "max_citywide": 3,
    },
    "rule": "equal-shares",
    "completion": "add1",
    "min_score": 3,
    "comparison": True,
    "whole_shares": True,
    "step": 3,
    "ending": "skip",
    "equals": "dearer",
    "quorum": 1,
    "channels": ["sms", "kiosk", "web"],
    "may_replace": False,
    "final_channels": ["kiosk", "sms"],
    "paper_order": "lot",
    "area_choice": "roll",
    "conflicts": [["Project 2", "Project 1"]],
    "area_money": [{"area_id": str(NORTH), "name": "North, 1", "guaranteed_cents": 0, "at_most_cents": 2500_00}],
    "weights": [{"channel": "kiosk", "weight": 3}, {"channel": "web", "weight": 2}],
    "opens_at": SOON.replace(second=7, microsecond=250).isoformat(),
    "closes_at": (SOON + timedelta(days=9)).replace(second=8, microsecond=500).isoformat(),
}


UNDER_SCORE_ORDER: Mapping[str, Any] = {
    **EVERY_TERM,
    "rule": "score-order",
    "completion": "none",
    "comparison": False,
    "whole_shares": False,
    "step": 1,
    "ending": "stop-80",
}
"""Terms that mean nothing under Equal Shares, whose own are left out."""

IN_STAGES: Mapping[str, Any] = {
    **UNDER_SCORE_ORDER,
    "ending": "stop",
    "area_money": [{"area_id": str(NORTH), "name": "North, 1", "guaranteed_cents": 2000_00, "at_most_cents": 2500_00}],
}
"""Terms under which there are several counts: nothing is funded beyond its money, and nothing compared."""

BOUNDED: Mapping[str, Any] = {**IN_STAGES, "rule": "bos-equal-shares", "ending": "skip"}
"""Terms of Equal Shares with bounded overspending, in stages as well."""

IN_PART: Mapping[str, Any] = {**UNDER_SCORE_ORDER, "ending": "stop-part"}

EACH = {
    "equal-shares": EVERY_TERM,
    "score-order": UNDER_SCORE_ORDER,
    "in-stages": IN_STAGES,
    "in-part": IN_PART,
    "bounded": BOUNDED,
}


def terms_of(told: Body) -> Body:
    """The terms in what an API or an event says of a poll."""
    return PollTerms.model_validate(told).model_dump(mode="json")


@pytest.fixture(autouse=True)
async def north(town: VotingTown) -> None:
    """One project of the five stands in an area, in which enough people live for a paper of their own."""
    await town.accept_proposal(2, cost_cents=2000_00, area_id=NORTH)
    by_area = [PeopleInArea(area_id=NORTH, people=100)]
    await town.hear(RollImported(round_id=town.round_id, people=100, by_area=by_area, invited=100))


@pytest.fixture(params=list(EACH.values()), ids=list(EACH))
def wished(town: VotingTown, request: pytest.FixtureRequest) -> Body:
    return in_town(town, request.param)


def in_town(town: VotingTown, terms: Mapping[str, Any]) -> Body:
    """The terms with the town's own proposals in place of their titles."""
    groups = [[town.proposal_id(int(title[-1])) for title in group] for group in terms["conflicts"]]
    return terms_of({**terms, "conflicts": groups})


@pytest.fixture
async def draft(town: VotingTown, wished: Body) -> Body:
    return await town.draft(**wished)


async def announced(town: VotingTown, poll: Body) -> Body:
    """The drafted poll's outcome, of one ballot."""
    poll_id = UUID(poll["poll_id"])
    await town.must(poll_id, "publish", "open")
    assert (await town.cast(poll_id, "Nora", {1: 5, 2: 4})).status_code == 201
    return await town.announce(poll_id)


def test_the_domain_and_the_published_language_have_the_same_terms() -> None:
    assert {term.name for term in fields(Terms)} == PollTerms.model_fields.keys()
    assert {limit.name for limit in fields(Limits)} == BallotLimits.model_fields.keys()


def test_the_terms_tried_here_are_all_there_are_and_none_is_a_default() -> None:
    assert EVERY_TERM.keys() == PollTerms.model_fields.keys()
    assert EVERY_TERM["limits"].keys() == BallotLimits.model_fields.keys()
    for name, declared in PollTerms.model_fields.items():
        default = declared.get_default(call_default_factory=True)
        tried = [terms[name] for terms in EACH.values()]
        assert declared.is_required() or any(one != default for one in tried), name


async def test_a_draft_has_the_terms_that_were_wished(town: VotingTown, draft: Body, wished: Body) -> None:
    answer = await town.client.get(f"{BASE}/polls/{draft['poll_id']}", headers=staff_headers("returning-officer"))

    assert terms_of(draft) == terms_of(answer.json()) == wished


async def test_a_draft_that_is_kept_as_the_form_shows_it_is_the_same_draft(
    town: VotingTown, draft: Body, wished: Body
) -> None:
    funds, areas = [{"fund_id": draft["fund_id"]}], [{"area_id": str(NORTH), "name": "North, 1"}]
    rounds = [{"round_id": draft["round_id"], "name": "Round", "funds": funds, "areas": areas}]
    form = FilledForm(typed_for(draft, BERLIN))
    wish = kept(draft, wish_of(form, rounds, BERLIN), form, BERLIN)

    changed = await town.client.put(
        f"{BASE}/polls/{draft['poll_id']}", json=wish, headers=staff_headers("returning-officer")
    )

    assert (changed.status_code, form.errors) == (200, {})
    assert terms_of(changed.json()) == wished


async def test_a_published_poll_has_been_announced_with_its_terms(town: VotingTown, draft: Body, wished: Body) -> None:
    published = await town.must(draft["poll_id"], "publish")

    told = dict(await town.events())["voting.poll-published.v1"]
    assert terms_of(published) == terms_of(told) == wished


async def test_both_counts_take_the_same_rule_each_by_a_mapping_of_its_own(
    town: VotingTown, draft: Body, wished: Body
) -> None:
    await town.must(draft["poll_id"], "publish")
    told = dict(await town.events())["voting.poll-published.v1"]

    poll: Any = SimpleNamespace(terms=TypeAdapter(Terms).validate_python(wished))

    assert rule_as_announced(told) == rule_of(poll)


async def test_an_outcome_repeats_the_terms_of_its_rule_wherever_it_is_told(
    town: VotingTown, draft: Body, wished: Body
) -> None:
    of_the_rule = RuleTerms.model_validate(wished)

    outcome = await announced(town, draft)

    told = dict(await town.events())["voting.outcome-announced.v1"]
    results = Results.model_validate(told | {"name": "Every term"})
    for place in (outcome, told, results.model_dump()):
        assert RuleTerms.model_validate(place) == of_the_rule
        assert RuleTerms.model_fields.keys() <= place.keys()


async def test_the_file_of_the_ballots_names_the_terms_and_a_demonstration_takes_them_from_it(
    town: VotingTown, draft: Body, wished: Body, tmp_path: Path
) -> None:
    await announced(town, draft)
    path = tmp_path / "ballots.pb"
    path.write_bytes((await town.client.get(f"{BASE}/polls/{draft['poll_id']}/ballots.pb")).content)

    file, election = read_pb(path.read_bytes()), read_election(path)

    limits = EVERY_TERM["limits"]
    of_marks, of_papers = ("min_points", "max_points", "max_sum_points"), (MAX_IN_AREA, MAX_CITYWIDE)
    named = [file.meta[name] for name in ("min_length", "max_length", *of_marks, *of_papers)]
    assert named == [str(limit) for limit in limits.values() if limit is not None]
    assert min_score_of(file, file.meta.get("min_project_score_threshold", "")) == wished["min_score"]
    assert file.instance == instance_of(await the_poll(town, draft), 1)
    assert election.conflicts == ((1, 2),)
    (ruled,) = wished["area_money"]
    assert election.areas == (AreaRuling("North 1", ruled["guaranteed_cents"], ruled["at_most_cents"]),)
    assert election.remarks == ()
    assert election.rule_terms == {name: wished[name] for name in RuleTerms.model_fields}


async def the_poll(town: VotingTown, draft: Body) -> Poll:
    async with town.database.reading() as session:
        return await polls.find(session, UUID(draft["poll_id"]))


LOST_ON_THE_WAY = [
    'set terms = terms || \'{"rule": "score-order", "completion": "none"}\'',
    'set terms = terms || \'{"completion": "none"}\'',
    "set terms = terms || '{\"min_score\": 0}'",
    "set terms = terms || '{\"comparison\": false}'",
    "set terms = terms || '{\"whole_shares\": false}'",
    "set terms = terms || '{\"step\": 1}'",
    "set terms = terms || '{\"quorum\": 9}'",
    "set terms = terms || '{\"conflicts\": []}'",
    "set budget_cents = budget_cents + 400000",
    "set paper = jsonb_set(paper, '{0,cost_cents}', '100')",
    "set lot_seed = 'another lot'",
]


UNDER_WHICH = [(EVERY_TERM, loss) for loss in LOST_ON_THE_WAY]
UNDER_WHICH.append((IN_STAGES, "set terms = jsonb_set(terms, '{area_money,0,at_most_cents}', '100')"))
UNDER_WHICH.append((IN_STAGES, "set terms = jsonb_set(terms, '{area_money,0,guaranteed_cents}', '0')"))
UNDER_WHICH.append((UNDER_SCORE_ORDER, 'set terms = terms || \'{"ending": "skip"}\''))
UNDER_WHICH.append((IN_PART, 'set terms = terms || \'{"ending": "stop"}\''))


@pytest.mark.parametrize(("terms", "loss"), UNDER_WHICH)
async def test_what_is_lost_after_publishing_convinces_the_first_count_and_not_the_second(
    town: VotingTown, terms: Mapping[str, Any], loss: str
) -> None:
    poll_id = UUID((await town.draft(**in_town(town, terms)))["poll_id"])
    await town.must(poll_id, "publish", "open")
    for person in range(5):
        assert (await town.cast(poll_id, f"person {person}", {1: 5, 2: 4})).status_code == 201
    await town.must(poll_id, "close")
    async with town.database.transaction() as tx:
        await tx.session.execute(text(f"update polls {loss}"))

    await town.must(poll_id, "count")

    headers = staff_headers("returning-officer")
    count = (await town.client.get(f"{BASE}/polls/{poll_id}/count", headers=headers)).json()
    poll = (await town.client.get(f"{BASE}/polls/{poll_id}")).json()
    assert poll["state"] == "closed"
    assert count["objections"]
