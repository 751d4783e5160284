"""A smaller year of the story: one kind of each thing that becomes of ideas, from all the localities."""

from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress
from typer.testing import CliRunner

from commonpurse.demo.story.play import STORIES, play_story
from commonpurse.demo.story.script import WAYS, Script, Wish, read_script
from commonpurse.main import app
from commonpurse.town_hall import Body
from services.voting.domain.counting.differences import FEWEST_IN_A_GROUP
from tests.command.test_up import is_up, platform
from tests.support.eventually import eventually

LICHTENBERG = STORIES["lichtenberg"]
CHANNELS = {"web", "api", "mail", "sms", "letter", "phone", "desk", "meeting"}
FEW = {0, 1, 2, 5, 8, 10, 12}


@pytest.fixture(scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """The story's figures, and where its platform is left."""
    data = tmp_path_factory.mktemp("story") / "lichtenberg"
    return await play_story(_smaller(read_script(LICHTENBERG)), data, Progress(disable=True)), data


class _Smaller(Script):
    """One kind of each, the first of them from everywhere."""

    @cached_property
    def wishes(self) -> list[Wish]:
        return [one for one in Script(self.said).wishes if one.kind.number == 0 or one.area in FEW]


def _smaller(script: Script) -> Script:
    kinds: dict[str, Body] = {}
    for kind in script.said["kinds"]:
        kinds.setdefault(kind["becomes"], kind)
    same = script.said["again"][0]
    said = {
        "kinds": list(kinds.values()),
        "people": [1] * len(script.said["areas"]),
        "voters": 6,
        "services": script.said["services"] | {"asked_in": script.said["areas"]},
        "again": [same, script.said["again"][1] | {"kind": 0}],
    }
    return _Smaller(script.said | said)


def test_the_whole_script_has_three_hundred_ideas_from_every_channel_in_thirteen_localities() -> None:
    script = read_script(LICHTENBERG)

    assert len(script.wishes) + len(script.again) >= 300
    assert {wish.channel for wish in script.wishes} == {
        "web",
        "api",
        "mail",
        "sms",
        "letter",
        "phone",
        "desk",
        "meeting",
    }
    assert len({wish.area_name for wish in script.wishes}) == 13
    assert {kind.becomes for kind in script.kinds} >= {*WAYS}
    assert len({wish.title for wish in script.wishes}) == len(script.wishes)


def test_enough_people_say_which_services_matter_for_their_groups_to_be_told_apart() -> None:
    said = read_script(LICHTENBERG).said
    people = dict(zip(said["areas"], said["people"], strict=True))
    answers = [people[name] * 7 // 8 for name in said["services"]["asked_in"]]

    assert min(answers) >= FEWEST_IN_A_GROUP
    assert sum(answers) - max(answers) >= FEWEST_IN_A_GROUP


@pytest.mark.night
async def test_what_was_announced_says_the_same_of_each_idea(played: tuple[dict[str, Any], Path]) -> None:
    report, _ = played

    assert report["view_matches"]
    assert sum(report["by_state"].values()) == sum(report["by_channel"].values()) == report["ideas"]


@pytest.mark.night
async def test_ideas_go_all_four_ways_to_their_ends(played: tuple[dict[str, Any], Path]) -> None:
    report, _ = played

    assert report["by_way"] == {"1": 10, "2": 5, "3": 5, "4": 5}
    assert report["by_channel"].keys() == CHANNELS
    assert report["by_state"].keys() >= {
        *("submitted", "in_review", "at_board", "referred", "answered", "withdrawn", "rejected", "upheld"),
        *("recommended", "not_recommended", "part_granted", "refused"),
        *("adopted", "in_delivery", "delivered", "accounted"),
    }
    assert (report["ballots"], report["decisions"], report["appeals"]) == (6, 3, 4)
    assert (report["merged"], report["split"]) == (1, 1)  # and one merging was undone
    assert report["mails"] > report["by_channel"]["mail"]  # each is answered, and all hear what became of theirs


@pytest.mark.night
async def test_residents_say_by_every_door_which_services_matter_and_a_ranked_list_is_announced(
    played: tuple[dict[str, Any], Path],
) -> None:
    services = played[0]["services"]

    assert services["ballots"] == 12
    assert services["by_channel"].keys() == {"web", "sms", "questionnaire"}
    assert {one["kind"] for one in services["ranked"]} == {"service", "policy", "saving"}
    means = [float(one["mean"]) for one in services["ranked"]]
    assert means == sorted(means, reverse=True)
    assert 99.9 < sum(means) < 100.1
    assert 0 < float(services["agreement"]) < 1
    assert {one["option"] for one in services["differences"]} == {one["option"] for one in services["ranked"]}


@pytest.mark.night
async def test_the_platform_that_is_left_is_clicked_through(played: tuple[dict[str, Any], Path]) -> None:
    report, data = played

    async with platform(data) as (client, _):
        await eventually(lambda: is_up(client), within=90)
        page = (await client.get("/ideas")).raise_for_status()
        listed: list[Body] = (await client.get("/api/ideas/v1/decisions")).raise_for_status().json()["items"]

    assert page.text.count("<article") or page.text.count("<li")
    assert len(listed) == report["decisions"]
    assert (data / "secrets" / "sample-staff.csv").read_text().startswith("name,password\nmoderator,")


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")

    told = CliRunner().invoke(app, ["demo", "--story", "lichtenberg", "--data", str(tmp_path)])

    assert told.exit_code == 1
    assert "is not empty: name another folder with --data" in " ".join(told.stderr.split())
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]


def test_a_story_that_nobody_wrote_is_said_to_be_none() -> None:
    told = CliRunner().invoke(app, ["demo", "--story", "atlantis"])

    assert told.exit_code == 2
    assert "lichtenberg" in told.stderr
