"""One real file of each kind of ballot that Pabulib has, and one made up of each other kind, by one command on one
platform with a process for each service: in through texts, pages and API, over Kafka, and out with the outcome that a
direct count of the file has.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer

from tests.support.elections import SAMPLES

pytestmark = pytest.mark.long

PATIENCE_S = 300
MOST = 84

Report = dict[str, Any]

CHOOSE_ONE = "Poland_Wroclaw_2017_Rejon_nr_11_750.pb"
REAL = {
    CHOOSE_ONE: "approval",
    "Netherlands_Assen_2024.pb": "approval",
    "Poland_Warszawa_2018_Niskie_Okecie.pb": "knapsack",
    "Poland_Czestochowa_2020_Grabowka.pb": "points",
    "Poland_Krakow_2022_Czyzyny.pb": "ranking",
}
WHOLE_HUNDREDS = "Worldwide_Mechanical_Turk_Utilities_3.pb"

META = "META\nkey;value\nunit;Lindenhof\nbudget;1000\nvote_type;scoring\nrule;greedy\n"
FOR_AND_AGAINST = f"""{META}instance;for and against
min_points;-1
max_points;1
neighborhoods;North,South
budget_per_neighborhood;500,700
PROJECTS
project_id;cost;name;neighborhood;conflicts;ineligible
a;300;Benches;North;;
b;300;Trees;North;;
c;400;Swings;South;play;
d;300;Slide;South;play;
e;200;Lamps;;;
f;100;Fountain;;;the owner of the ground said no
VOTES
voter_id;vote;points
""" + "".join(
    f"{number};{ballot}\n"
    for number, ballot in enumerate(
        5 * ["a,b,c;1,1,1"] + 4 * ["b,d,e;1,1,-1"] + 4 * ["e,f;1,1"] + 2 * ["c,f;-1,1"] + 2 * [";"]
    )
)
"""Areas with a limit, projects that exclude each other, one that is out of the vote, and blank ballots."""
SCORE = f"""{META}instance;score
min_points;0
max_points;5
PROJECTS
project_id;cost;name
a;600;Benches
b;500;Trees
c;400;Swings
VOTES
voter_id;vote;points
""" + "".join(f"{number};{ballot}\n" for number, ballot in enumerate(5 * ["a,b;3,5"] + 4 * ["c;5"] + 3 * ["a,c;5,1"]))


def _whole_hundreds_of(file: Path) -> str:
    """The file without the ballots that share out less than 100."""
    head, votes = file.read_text().split("VOTES\n")
    header, *ballots = votes.splitlines()
    whole = [line for line in ballots if sum(map(int, line.rsplit(";", 1)[1].split(","))) == 100]
    head = head.replace(f"num_votes;{len(ballots)}", f"num_votes;{len(whole)}")
    return "\n".join([f"{head}VOTES", header, *whole, ""])


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, kafka: str) -> dict[str, Report]:
    """What ``commonpurse demo --json`` says of each file, by the file's name."""
    folder = tmp_path_factory.mktemp("elections")
    made = {
        WHOLE_HUNDREDS: _whole_hundreds_of(SAMPLES / WHOLE_HUNDREDS),
        "for-and-against.pb": FOR_AND_AGAINST,
        "score.pb": SCORE,
    }
    for name, text in made.items():
        (folder / name).write_text(text)
    files = [SAMPLES / name for name in REAL] + [folder / name for name in made]
    named = [argument for file in files for argument in ("--pb", str(file))]
    done = subprocess.run(
        [sys.executable, "-m", "commonpurse", "demo", "--json", "--kafka", kafka, "--ballots", str(MOST), *named],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return {file.name: report | {"said": done.stderr} for file, report in zip(files, told, strict=True)}


KINDS = REAL | {WHOLE_HUNDREDS: "allocation", "for-and-against.pb": "for-and-against", "score.pb": "score"}


@pytest.mark.parametrize(("file", "method"), KINDS.items())
def test_ballots_of_each_kind_come_in_through_three_doors_and_fund_what_the_file_funds(
    reports: dict[str, Report], file: str, method: str
) -> None:
    report = reports[file]

    assert report["method"] == method
    assert report["by_door"].keys() == {"texts", "pages", "api"}
    assert report["ballots_cast"] == report["ballots_counted"] == sum(report["by_door"].values()) <= MOST
    assert min(report["by_door"].values()) >= report["ballots_cast"] // 3
    assert set(report["winners"]) == set(report["counted_directly"])
    assert (report["match"], report["view_matches"]) == (True, True)


def test_where_all_ballots_are_cast_and_the_citys_rule_is_known_the_same_is_funded_as_in_reality(
    reports: dict[str, Report],
) -> None:
    assen = reports["Netherlands_Assen_2024.pb"]

    assert assen["matches_the_city"]
    assert set(assen["winners"]) == set(assen["official_winners"]) != set()


def test_where_only_a_part_is_cast_it_is_said(reports: dict[str, Report]) -> None:
    part = reports[CHOOSE_ONE]

    assert f"{MOST} of the file's 1,014 ballots are cast, taken evenly" in part["said"]
    assert (part["ballots_cast"], part["matches_the_city"]) == (MOST, None)


def test_what_was_withdrawn_after_the_vote_is_withdrawn_here_and_its_ballots_stand(reports: dict[str, Report]) -> None:
    report = reports[CHOOSE_ONE]

    assert report["winners"] == report["official_winners"] == ["425"], "most had voted for 150, which was withdrawn"


def test_what_a_file_rules_of_areas_and_of_projects_that_exclude_each_other_holds(reports: dict[str, Report]) -> None:
    # b has nine votes and leaves North too little for a; d has one vote more than c, and excludes it; f is out
    assert reports["for-and-against.pb"]["winners"] == ["b", "d"]


@pytest.mark.usefixtures("reports")
async def test_the_demo_takes_its_topics_along(kafka: str) -> None:
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka)
    await consumer.start()
    try:
        assert [topic for topic in await consumer.topics() if "demo" in topic] == []
    finally:
        await consumer.stop()
