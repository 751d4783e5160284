"""What would be taken of a file."""

from collections.abc import Iterable

from libs.shared.kernel.location import Location
from services.ideas.api.moving_in.plan import Plan, Target, in_round, plan_of
from services.ideas.domain.moving_in.found import Finding, Found
from tests.support.answers import Json

ROUND: Json = {"round_id": "r", "name": "Lichtenberg", "areas": [{"area_id": "m", "name": "Mitte"}], "funds": []}
BENCH = Found("line 2", "1", "Benches", "Two benches.", area="MITTE", location=Location(13.5, 52.5))
NO_NUMBER = "is no number: letters, digits and . _ / - may stand there, up to 60"
POND = Found("line 3", "2", "Pond", "", "accepted", cost_cents=100)


def planned(*findings: Finding, round_body: Json | None = ROUND) -> Plan:
    return plan_of(iter(findings), Target("decidim", "en", round_body))


def mistakes_of(findings: Iterable[Found]) -> list[str]:
    return [mistake.why["en"] for mistake in planned(*findings).mistakes]


def test_a_wish_says_where_it_is_from_and_where_it_goes() -> None:
    bench, pond = in_round(planned(BENCH, POND).wishes, ROUND)

    assert bench.body == {
        "round_id": "r",
        "title": "Benches",
        "text": "Two benches.",
        "channel": "api",
        "language": "en",
        "origin": {"system": "decidim", "number": "1"},
        "location": {"longitude": 13.5, "latitude": 52.5},
        "area_id": "m",
    }
    assert (pond.body["text"], pond.becomes_proposal(None), pond.becomes_proposal("f")) == ("Pond", False, True)


def test_what_the_api_would_refuse_is_said_beforehand() -> None:
    assert mistakes_of(
        [
            Found("line 1", "1", "", "", area="Mitte"),
            Found("line 2", "2", "x" * 301, "y" * 10_000_000),
            Found("line 3", "no number", "Trees", "Lime trees.", spot="z" * 201),
            Found("line 4", "4", "Trees", "Lime trees.", area="Nowhere"),
            Found("line 5", "", "Trees", "Lime trees."),
        ]
    ) == [
        "there is no title; there is no text",
        "the title has 301 characters; 300 fit; the text has 10,000,000 characters; 5,000 fit",
        f"“no number” {NO_NUMBER}; the place has 201 characters; 200 fit",
        "the round has no area “Nowhere”. There are: Mitte",
        f"“” {NO_NUMBER}",
    ]


def test_of_lines_with_one_number_the_first_is_taken() -> None:
    plan = planned(BENCH, Found("line 9", "1", "Other benches", "Words."))

    assert [wish.place for wish in plan.wishes] == ["line 2"]
    [mistake] = plan.mistakes
    assert (mistake.place, mistake.why["en"]) == ("line 9", "the number 1 stands on line 2 already")
    assert mistake.why["de"] == "Die Nummer 1 steht schon in Zeile 2"


def test_a_round_that_is_to_be_made_gets_each_area_once() -> None:
    plan = planned(BENCH, Found("line 4", "3", "Trees", "Words.", area="Mitte"), round_body=None)

    assert ([*plan.areas.values()], plan.mistakes) == (["MITTE"], [])
