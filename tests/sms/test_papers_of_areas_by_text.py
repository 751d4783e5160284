"""Where each area has a paper, a text holds projects of one area, and the reply says so in words."""

from uuid import UUID, uuid4

import pytest

from tests.sms.support.town import TextingTown

NORTH, SOUTH = uuid4(), uuid4()
AREAS = {1: NORTH, 2: NORTH, 3: SOUTH, 4: SOUTH}


@pytest.fixture
async def poll_id(town: TextingTown) -> UUID:
    """Projects 1 and 2 stand in the north, 3 and 4 in the south, 5 is for all."""
    await town.move_to_areas(AREAS)
    return await town.an_open_poll(area_choice="voter", limits={"max_choices": 3, "max_in_area": 1})


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("1 3", "Not counted: numbers 1 and 3 are on the papers of two areas."),
        ("1 2 5", "Not counted: you chose 2 numbers of one area, 1 are allowed."),
    ],
)
async def test_a_text_that_fits_no_paper_is_not_counted_and_told_why(
    town: TextingTown, poll_id: UUID, text: str, reply: str
) -> None:
    told = await town.text(f"{town.codes['person 1']} {text}")

    assert told.startswith(reply)
    assert await town.ballots_in_the_box(poll_id) == 0


async def test_a_text_with_another_areas_projects_takes_the_place_of_the_first(
    town: TextingTown, poll_id: UUID
) -> None:
    code = town.codes["person 1"]
    first = await town.text(f"{code} 1 5")

    second = await town.text(f"Stimme {code} 3")

    assert first.startswith("Your vote was counted: 1 Playground, 5 ")
    assert second.startswith("Ihre neue Stimme ist gezählt und ersetzt die frühere: 3 ")
    assert await town.ballots_in_the_box(poll_id) == 1
