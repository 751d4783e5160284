"""An election file on its way into the platform: what it says that a poll here cannot hold is said aloud."""

from pathlib import Path

import pytest

from commonpurse.demo.direct_count import count_directly
from commonpurse.election import read_election
from commonpurse.election_rulings import AreaRuling
from commonpurse.samples import SWIECIE
from commonpurse.trouble import Trouble
from tests.support.elections import CASES, SAMPLES

META = "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\n"
TEXT = f"{META}PROJECTS\nproject_id;cost\na;60\nVOTES\nvoter_id;vote\n1;a\n"


def _a_file(tmp_path: Path, old: str = "", new: str = "") -> Path:
    assert old in TEXT
    path = tmp_path / "town.pb"
    path.write_text(TEXT.replace(old, new, 1))
    return path


def test_a_file_that_a_poll_can_hold_as_it_is_needs_no_remark() -> None:
    assert read_election(SWIECIE).remarks == ()


def test_a_file_without_unit_and_instance_is_named_by_what_it_has(tmp_path: Path) -> None:
    assert read_election(_a_file(tmp_path)).name == "town"
    assert read_election(_a_file(tmp_path, "budget", "description;Our town\nbudget")).name == "Our town"


@pytest.mark.parametrize(
    ("rule", "remarks"),
    [
        ("greedy-no-skip", []),
        (
            "unknown\ncommonpurse_rule;phragmen",
            ["polls here are not counted by phragmen; this one is counted by score-order"],
        ),
        ("equalshares", []),
    ],
)
def test_a_rule_that_polls_do_not_have_is_not_replaced_in_silence(
    tmp_path: Path, rule: str, remarks: list[str]
) -> None:
    assert list(read_election(_a_file(tmp_path, "greedy", rule)).remarks) == remarks


def test_what_the_reader_warns_of_is_passed_on() -> None:
    (remark,) = read_election(CASES / "malformed_15_dup_in_vote.pb").remarks

    assert remark == "line 23: a ballot names a project twice, which counts once (1 ballot)"


def test_what_a_category_gets_and_what_was_summed_on_paper_is_said_as_no_poll_knows_it(tmp_path: Path) -> None:
    with_category = TEXT.replace("rule;greedy", "rule;greedy\ncategories;green\nbudget_per_category;50")
    on_paper = with_category.replace("project_id;cost\na;60", "project_id;cost;category;extra_approvals\na;60;green;7")
    path = tmp_path / "town.pb"
    path.write_text(on_paper)

    assert read_election(path).remarks[1:] == (
        "the file rules what categories get of the money; the poll here does without",
        "the file adds votes on paper of which only sums are known; the poll here counts ballots alone",
    )


def test_areas_come_with_their_money_and_what_was_withdrawn_with_its_reason_and_a_cost_that_fits_the_pot(
    tmp_path: Path,
) -> None:
    path = tmp_path / "town.pb"
    areas = "rule;greedy\nneighborhoods;North,South\nbudget_per_neighborhood;70,80"
    paper = "project_id;cost;neighborhood\na;60;North\nb;999999999;\nc;20;West"
    path.write_text(TEXT.replace("rule;greedy", areas).replace("project_id;cost\na;60", paper))

    election = read_election(path)

    assert election.areas == (AreaRuling("North", at_most_cents=70_00), AreaRuling("West"))
    assert [(one.cost_cents, one.area, one.out) for one in election.candidates] == [
        (60_00, "North", ""),
        (100_00, "", "withdrawn"),
        (20_00, "West", ""),
    ]


def test_a_part_of_the_ballots_is_taken_evenly_said_and_not_held_against_the_city() -> None:
    whole = read_election(SWIECIE)

    part = whole.with_at_most(100)

    assert (len(part.ballots), len(whole.ballots)) == (100, 2553)
    assert part.ballots[:2] == (whole.ballots[0], whole.ballots[25])
    assert part.remarks == ("100 of the file's 2,553 ballots are cast, taken evenly; --ballots 0 casts all",)
    assert (part.names_its_rule, whole.names_its_rule) == (False, True)
    assert whole.with_at_most(2553) == whole


DEARER_FIRST = {"Poland_Krakow_2022_Czyzyny", "Poland_Warszawa_2018_Niskie_Okecie"}
"""Where the city broke a tie by an order that its file does not name."""


@pytest.mark.parametrize("sample", [SWIECIE, *sorted(SAMPLES.glob("*.pb"))], ids=lambda path: path.stem)
def test_the_direct_count_funds_what_the_city_funded_by_a_rule_that_is_known(sample: Path) -> None:
    election = read_election(sample)

    funded = count_directly(election, "a seed that no tie asks for")

    assert funded
    if election.official_winners and election.names_its_rule:
        assert (set(funded) == set(election.official_winners)) is (sample.stem not in DEARER_FIRST)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("a;60", "a;60.1234", "EUR has 2 decimals, but an amount of the file has more"),
        ("1;a\n", "", "holds no ballots"),
        ("budget;100", "budget;10,000", "budget: '10,000' can mean 10000 or 10.000"),
    ],
)
def test_what_a_poll_cannot_hold_is_refused_in_words(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(Trouble, match=words):
        read_election(_a_file(tmp_path, old, new))
