"""An election file on its way into the platform: what it says that a poll here cannot hold is said aloud."""

from pathlib import Path

import pytest

from commonpurse.election import read_election
from commonpurse.samples import SWIECIE
from commonpurse.trouble import Trouble
from tests.support.elections import CASES

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
