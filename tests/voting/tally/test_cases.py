"""Small files that once fell short, through the command, with what each should give."""

import json
from collections.abc import Sequence

import pytest
import typer
from typer.testing import CliRunner

from commonpurse.tallying.command import tally
from tests.support.elections import CASES

app = typer.Typer()
app.command()(tally)

EQUAL_SHARES, CARDINALITY = ("--rule", "equal-shares"), ("--utility", "cardinality")
NONE = ("--rule", "equal-shares", "--completion", "none")


@pytest.mark.parametrize(
    ("name", "options", "winners", "warning"),
    [
        ("platform_export_youth_fund", (), "2 4 5", ""),
        ("points_ignored_by_rule_option", EQUAL_SHARES, "A", ""),
        ("points_used_by_own_rule", (), "A", ""),
        ("rule_word_unknown_silently_score_order", (), "A B", "the file names the rule 'MES', which is not known here"),
        ("rule_word_unknown_silently_score_order", EQUAL_SHARES, "A C", ""),
        ("ballot_over_max_length_counted", (), "1 3", "than max_length, 2; it counts all the same (2 ballots)"),
        ("ballot_over_max_length_counted", (), "1 3", "paper's limits, the winners would be 1, 2 (2 ballots)"),
        ("ranking_without_max_length", (), "1", "the first place counts 2 points, as the longest ballot names 2"),
        ("malformed_01_excel_padded", (), "1 2", ""),
        ("malformed_14_quote_in_name", (), "1 2", "line 18: a quotation mark inside a cell is read as it stands"),
        (
            "malformed_15_dup_in_vote",
            (),
            "1 2",
            "line 23: a ballot names a project twice, which counts once (1 ballot)",
        ),
        ("poznan_80_percent", (), "I.2 I.6", "by which each city means its own; counted as Poznań does"),
        ("poznan_80_percent", ("--rule", "poznan"), "I.2 I.6", ""),
        ("poznan_80_percent", ("--rule", "score"), "I.2 I.9", ""),
        ("poznan_80_percent", ("--rule", "score", "--stop"), "I.2", ""),
        ("bos_helenka_paradox", (), "B", ""),
        ("pabutools_AppEx_2_x10", CARDINALITY, "p0 p1 p3", ""),
        ("pabutools_AppEx_2_x10", NONE, "p0 p2", ""),
        ("pabutools_AllAfford", (), "p0 p1 p2 p3", ""),
        ("pabutools_EmptyProfile", (), "", ""),
        ("pabutools_completion_greedy", (*NONE, *CARDINALITY), "a", ""),
        ("pabutools_irresolute_mes", NONE, "a", ""),
    ],
)
def test_a_case_gives_what_it_should(name: str, options: Sequence[str], winners: str, warning: str) -> None:
    result = CliRunner().invoke(app, [str(CASES / f"{name}.pb"), *options, "--json"])

    said = json.loads(result.stdout)
    assert sorted(said["winners"]) == winners.split()
    assert bool(said["warnings"]) == bool(warning)
    assert warning in result.stderr


@pytest.mark.parametrize("name", ["threshold_percent_silently_zero", "malformed_18_threshold_percent"])
def test_a_threshold_in_percent_is_refused_with_the_number_that_it_may_mean(name: str) -> None:
    result = CliRunner().invoke(app, [str(CASES / f"{name}.pb")])

    assert result.exit_code == 2
    assert "min_project_score_threshold: '10%' is a share of something; write a number, such as " in result.stderr


def test_our_own_file_agrees_with_what_was_announced() -> None:
    result = CliRunner().invoke(app, [str(CASES / "platform_export_youth_fund.pb"), "--json"])

    said = json.loads(result.stdout)
    assert (said["rule"], said["agrees_with_the_city"]) == ("equal-shares/points/add1+utilitarian", True)
