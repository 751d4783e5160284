"""Each kind of ballot from its draft to the file that everybody can count."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commonpurse.election import read_election
from gateways.web.results.stories import Stories
from gateways.web.words.speech import Speech
from services.voting.domain import tally
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.rule import rule_of, ties_of
from tests.support.ballots import KINDS, NO_BALLOT, Body
from tests.support.staff import staff_headers
from tests.voting.support.town import BASE, VotingTown

METHODS = sorted(KINDS)


@pytest.mark.parametrize("method", METHODS)
async def test_a_ballot_is_cast_named_counted_twice_and_counted_again_from_the_file(
    town: VotingTown, method: str, tmp_path: Path
) -> None:
    kind = KINDS[method]
    poll_id = await town.open_poll(method=method, **kind.terms)

    answers = [await town.hand_in(poll_id, f"person {n}", ballot) for n, ballot in enumerate(kind.ballots)]
    again = await town.hand_in(poll_id, "person 0", kind.ballots[0])
    outcome = await town.announce(poll_id)
    file = read_pb((await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).content)

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert [{**line, "title": f"Project {line['number']}"} for line in kind.lines] == answers[0].json()["choices"]
    assert again.json()["receipt"] == answers[0].json()["receipt"], "the same ballot once more is no new one"
    assert [project["score"] for project in outcome["projects"]] == kind.scores
    assert {project["number"] for project in outcome["projects"] if project["is_funded"]} == kind.funded
    recount = tally.count(file.instance, file.profile, rule_of(file), ties=ties_of(file))
    assert (file.warnings, {int(id_) for id_ in recount.winners}) == ((), kind.funded)
    assert file.profile.method == method
    path = tmp_path / "ballots.pb"
    path.write_bytes((await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).content)
    assert read_election(path).method == method


@pytest.mark.parametrize("method", METHODS)
async def test_what_is_no_ballot_of_the_kind_is_told_which_rule_it_breaks(town: VotingTown, method: str) -> None:
    kind = KINDS[method]
    poll_id = await town.open_poll(method=method, **kind.terms)

    ballots, codes = zip(*kind.wrong, *NO_BALLOT, strict=True)

    answers = [await town.hand_in(poll_id, "ann", ballot) for ballot in ballots]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(422, code) for code in codes]
    assert (await town.must(poll_id, "close"))["ballots"] == 0


async def test_what_costs_too_much_is_told_by_how_much(town: VotingTown) -> None:
    poll_id = await town.open_poll(method="knapsack", limits={"max_choices": 5})

    answer = await town.hand_in(poll_id, "ann", {"choices": [5, 4]})

    assert answer.json()["detail"] == (
        "Your projects cost 9,000.00 EUR together, 3,000.00 more than the 6,000.00 that a ballot may spend. "
        "No ballot was cast; choose fewer or cheaper ones."
    )


@pytest.mark.parametrize("method", ["knapsack", "allocation", "score", "ranking"])
async def test_equal_shares_counts_the_kind_and_both_counts_agree(town: VotingTown, method: str) -> None:
    kind = KINDS[method]
    poll_id = await town.open_poll(method=method, **kind.terms, rule="equal-shares", completion="add1+utilitarian")
    for number, ballot in enumerate(kind.ballots):
        await town.hand_in(poll_id, f"person {number}", ballot)

    outcome = await town.announce(poll_id)

    file = read_pb((await town.client.get(f"{BASE}/polls/{poll_id}/ballots.pb")).content)
    recount = tally.count(file.instance, file.profile, rule_of(file), ties=ties_of(file))
    funded = {str(project["number"]) for project in outcome["projects"] if project["is_funded"]}
    assert funded == set(recount.winners) != set()


async def test_a_project_with_as_many_votes_against_it_as_for_it_is_told_so_with_both(town: VotingTown) -> None:
    poll_id = await town.open_poll(method="for-and-against", limits={"max_choices": 3})
    ballots = {
        "ann": {"1": "for", "3": "for"},
        "bob": {"1": "against", "2": "for", "3": "against"},
        "cid": {"3": "against"},
    }
    for person, votes in ballots.items():
        await town.hand_in(poll_id, person, {"votes": votes})

    outcome = await town.announce(poll_id)

    first, second, third = outcome["projects"][:3]
    assert (first["score"], first["ballots"], first["is_funded"]) == (0, 1, False)
    assert first["explanation"] == "Not funded: not more people voted for it than against it."
    assert (second["score"], second["ballots"], second["is_funded"]) == (1, 1, True)
    assert (third["score"], third["ballots"], third["explanation"]) == (-1, 1, first["explanation"])
    stories = Stories(outcome, outcome, Speech("en", ZoneInfo("UTC")))
    for outvoted in (first, third):
        told = stories.of(outvoted).sentence
        assert told
        assert told.text == "Not more people voted for it than against it."


CONTRADICTIONS: list[tuple[Body, str, str]] = [
    (
        {"method": "for-and-against", "rule": "equal-shares", "limits": {"max_choices": 3}},
        "rule-counts-the-ballots",
        "Under Equal Shares everyone pays for what they want, so votes against would count for nothing.",
    ),
    (
        {"method": "allocation", "limits": {"max_choices": 3, "max_points": 50}},
        "points-can-be-given",
        "An allocation shares out exactly 100, not 50",
    ),
    (
        {"method": "allocation", "limits": {"max_choices": 3, "max_points_each": 30}},
        "points-can-be-given",
        "No ballot could add up to 100",
    ),
    (
        {"method": "score", "limits": {"max_choices": 3, "max_points_each": 5, "max_points": 9}},
        "points-can-be-given",
        "Here each project is scored by itself",
    ),
    ({"method": "score", "limits": {"max_choices": 3}}, "points-can-be-given", "Say how many points a project may get"),
    (
        {"method": "knapsack", "limits": {"max_choices": 3, "max_cost_cents": 7000_00}},
        "purse-buys-something",
        "A ballot could choose projects for 7,000.00 EUR, which is more than there is in the fund.",
    ),
    (
        {"method": "knapsack", "limits": {"max_choices": 3, "max_cost_cents": 999_99}},
        "purse-buys-something",
        "No project costs 999.99 EUR or less",
    ),
    ({"method": "ranking", "limits": {"max_choices": 1}}, "order-can-be-given", "A ranking needs at least two places"),
]


@pytest.mark.parametrize(("wishes", "name", "words"), CONTRADICTIONS)
async def test_terms_that_contradict_each_other_are_red_in_words_and_not_published(
    town: VotingTown, wishes: Body, name: str, words: str
) -> None:
    poll = await town.draft(**wishes)

    answer = await town.act(poll["poll_id"], "publish")

    red = {check["name"]: check["words"] for check in poll["checks"] if not check["is_met"]}
    assert answer.status_code == 409
    assert red.keys() == {name}
    assert red[name].startswith(words)
    german = await town.client.get(
        f"{BASE}/polls/{poll['poll_id']}",
        headers={**staff_headers("returning-officer"), "Accept-Language": "de"},
    )
    assert {check["words"] for check in german.json()["checks"]}.isdisjoint(red.values())
