"""Ballots that count by the channel they came through: in a file, in every rule, and beside what each once comes to."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from commonpurse import tally as library
from commonpurse.tallying.command import tally
from services.voting.domain.tally import FileIsNotPabulib, InstanceIsInconsistent, Profile, count
from services.voting.domain.tally.paper.channels import Cast
from services.voting.domain.tally.pb.channels import as_channel, read_weight, weighed
from services.voting.domain.tally.pb.read import read_pb
from services.voting.domain.tally.pb.write import write_pb
from services.voting.domain.tally.rule_names import every_rule
from services.voting.domain.tally.second_count.check import CheckableRule, objections

app = typer.Typer()
app.command()(tally)

FILE = """META
key;value
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
4;60;Park
7;60;Pool
9;40;Bench
VOTES
voter_id;vote;voting_method
1;4;internet
2;4;internet
3;4,9;Internet
4;7;paper
5;7; paper
"""
WEIGHTS = "rule;greedy\ncommonpurse_channels;paper\ncommonpurse_weights;2\n"


def with_weights(lines: str = WEIGHTS) -> bytes:
    return FILE.replace("rule;greedy\n", lines).encode()


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "town.pb"
    path.write_text(FILE)
    return path


def asked(town: Path, *options: str) -> tuple[int, str, str]:
    ran = CliRunner().invoke(app, [str(town), *options])
    return ran.exit_code, ran.stdout, ran.stderr


def test_a_ballot_of_weight_two_counts_as_two_and_the_outcome_without_that_is_told_beside(town: Path) -> None:
    code, told, _ = asked(town, "--weight", "paper=2", "--json", "--explain")

    assert code == 0
    said = json.loads(told)
    assert said["winners"] == ["7", "9"]
    assert said["voters"] == 5
    assert said["weighing"] == {
        "channels": [
            {"channel": "internet", "ballots": 3, "weight": 1},
            {"channel": "paper", "ballots": 2, "weight": 2},
        ],
        "votes": 7,
        "unweighted": {"winners": ["4", "9"], "cost": "100"},
    }
    assert said["explanation"]["second_count"] == {"agrees": True, "objections": []}
    pool = next(project for project in said["projects"] if project["project"] == "7")
    assert (pool["score"], pool["people"], pool["funded"]) == ("4", 2, True)
    assert (pool["unweighted_score"], pool["unweighted_funded"]) == ("2", False)


def test_people_and_spreadsheets_are_told_both_outcomes(town: Path) -> None:
    _, told, _ = asked(town, "--weight", "paper=2")
    _, sheet, _ = asked(town, "--weight", "paper=2", "--csv")

    assert "2 ballots by paper, each counts as 2" in told
    assert "5 ballots" in told
    assert "Unweighted, each ballot counting once, it funds 4, 9, for 100" in told
    header, first, *_ = sheet.splitlines()
    assert header.endswith("people,unweighted_funded,unweighted_score")
    assert first.endswith(",2,no,2")


def test_a_file_that_names_no_weights_says_nothing_of_them(town: Path) -> None:
    _, told, _ = asked(town, "--json")
    _, sheet, _ = asked(town, "--csv")

    assert "weighing" not in json.loads(told)
    assert "unweighted" not in sheet


def test_weights_that_a_file_names_hold_until_others_are_asked_for(town: Path) -> None:
    town.write_bytes(with_weights())

    _, by_the_file, _ = asked(town, "--json")
    _, by_others, _ = asked(town, "--json", "--weight", "paper=1")

    assert json.loads(by_the_file)["winners"] == ["7", "9"]
    assert json.loads(by_others)["winners"] == ["4", "9"]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("paper", "--weight paper names no channel, once, with a whole number from 1 to 100: paper=2"),
        ("paper=1.5", "--weight paper=1.5 names no channel"),
        ("paper=0", "--weight paper=0 names no channel"),
        ("paper=101", "--weight paper=101 names no channel"),
        ("post=2", "no ballot of the file came through 'post'; it has internet, paper"),
    ],
)
def test_a_weight_that_cannot_be_is_refused_in_words(town: Path, wish: str, words: str) -> None:
    code, _, trouble = asked(town, "--weight", wish)

    assert code == 2
    assert words in trouble


def test_a_channel_is_named_once(town: Path) -> None:
    code, _, trouble = asked(town, "--weight", "paper=2", "--weight", "Paper=3")

    assert code == 2
    assert "--weight Paper=3 names no channel, once" in trouble


def test_a_file_without_channels_says_so_to_whoever_asks_for_weights(town: Path) -> None:
    town.write_text(FILE.replace(";voting_method", ";age"))

    code, _, trouble = asked(town, "--weight", "paper=2")

    assert code == 2
    assert "it has no channels (its ballots have no column voting_method)" in trouble


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("commonpurse_channels;paper\n", "commonpurse_weights needs a whole number from 1 to 100 for each of"),
        ("commonpurse_weights;2\n", "commonpurse_weights needs a whole number from 1 to 100 for each of"),
        ("commonpurse_channels;paper\ncommonpurse_weights;2,3\n", "needs a whole number from 1 to 100"),
        ("commonpurse_channels;paper\ncommonpurse_weights;two\n", "needs a whole number from 1 to 100"),
        ("commonpurse_channels;paper,paper\ncommonpurse_weights;2,2\n", "names a channel twice"),
        ("commonpurse_channels;post\ncommonpurse_weights;2\n", "no ballot came through the channel 'post'"),
        ("commonpurse_channels;post\ncommonpurse_weights;2\n", "names; the file has internet, paper"),
        (f"commonpurse_channels;{'p' * 60}\ncommonpurse_weights;2\n", f"channel '{'p' * 40}' that"),
    ],
)
def test_weights_of_a_file_that_cannot_be_are_mistakes_with_their_line(lines: str, words: str) -> None:
    with pytest.raises(FileIsNotPabulib) as refused:
        read_pb(with_weights(f"rule;greedy\n{lines}"))

    (line, told), *further = refused.value.mistakes
    assert words in told
    assert line == 6
    assert not further


def test_weights_of_a_file_without_channels_are_a_mistake_that_says_so() -> None:
    with pytest.raises(FileIsNotPabulib) as refused:
        read_pb(with_weights().replace(b";voting_method", b";age"))

    assert "the file has none, as its ballots have no column voting_method" in str(refused.value)


def test_several_weights_are_read_again_as_they_were_written() -> None:
    lines = "rule;greedy\ncommonpurse_channels;internet,paper\ncommonpurse_weights;2,3\n"

    again = read_pb(write_pb(read_pb(with_weights(lines))).encode())

    assert again.weights == {"internet": 2, "paper": 3}
    assert again.profile.voters == 12


def test_what_is_written_is_read_again_with_its_channels_and_weights() -> None:
    file = read_pb(with_weights())

    text = write_pb(file)
    again = read_pb(text.encode())

    assert "num_votes;5" in text
    assert again.weights == {"paper": 2}
    assert again.cast.in_all() == {"internet": 3, "paper": 2}
    assert (again.unweighted.voters, again.profile.voters) == (5, 7)
    assert sorted(again.ballots(), key=str) == sorted(file.ballots(), key=str)
    assert write_pb(again) == text


@pytest.mark.parametrize(("channels", "told_apart"), [(20, 20), (21, 0), (29, 0)])
def test_of_more_channels_than_any_vote_has_none_is_told_apart(channels: int, told_apart: int) -> None:
    votes = "".join(f"{number};4;m{number}\n" for number in range(1, channels + 1))

    file = read_pb((FILE.partition("1;4;internet")[0] + votes).encode())

    assert len(file.channels) == told_apart
    assert file.profile.voters == channels


def test_people_of_a_channel_are_whole_numbers() -> None:
    assert {people.dtype for people in read_pb(FILE.encode()).channels.values()} == {np.dtype(np.int64)}


def test_a_profile_that_nobody_cast_has_no_ballots_however_they_count() -> None:
    profile = read_pb(FILE.encode()).profile

    assert Cast({}, {}).unweighted(profile).voters == Cast({}, {}).weighed(profile).voters == 0


@pytest.mark.parametrize(
    ("written", "weight"),
    [("1", 1), (" 100 ", 100), ("99", 99), ("101", None), ("0", None), ("²", None), ("0001", None)],
)
def test_a_weight_is_a_whole_number_from_one_to_a_hundred(written: str, weight: int | None) -> None:
    assert read_weight(written) == weight


def test_a_channels_name_is_one_line_without_commas_in_small_letters() -> None:
    assert as_channel(" By  Post,Fast ") == "by post fast"


@pytest.mark.parametrize(
    "rule", [rule for rule in every_rule() if rule.name != "elimination"], ids=lambda rule: rule.name
)
def test_under_every_rule_weights_are_as_so_many_people_who_say_the_same(rule: object) -> None:
    file = read_pb(with_weights())
    many = [["4"]] * 2 + [["4", "9"]] + [["7"]] * 4
    as_people = Profile.of_ballots(file.instance.ids, file.profile.method, many)

    by_weight = count(file.instance, file.profile, rule)  # type: ignore[arg-type]
    by_people = count(file.instance, as_people, rule)  # type: ignore[arg-type]

    assert by_weight == by_people
    if isinstance(rule, CheckableRule):
        assert objections(file.instance, list(file.ballots()), rule, library.TieOrder(), by_weight) == []


def test_the_second_count_works_the_weights_out_by_itself() -> None:
    file = read_pb(with_weights())
    counted = library.count(replace(file, profile=file.unweighted))

    assert library.check(counted)


def test_the_library_weighs_an_election_and_keeps_each_ballot_once_beside() -> None:
    election = library.read(FILE.encode())

    heavy = library.weighed(election, {"Paper": 3})

    assert library.count(heavy).winners == ("7", "9")
    assert library.count(election).winners == ("4", "9")
    assert (heavy.profile.voters, heavy.unweighted.voters) == (9, 5)
    assert library.check(library.count(heavy)) == []
    assert weighed(heavy, {"paper": 1}).profile.voters == 5


@pytest.mark.parametrize("weights", [{"post": 2}, {"paper": 0}, {"paper": 101}])
def test_the_library_refuses_weights_that_cannot_be(weights: dict[str, int]) -> None:
    with pytest.raises(InstanceIsInconsistent):
        library.weighed(library.read(FILE.encode()), weights)
