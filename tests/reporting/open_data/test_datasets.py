"""Datasets as CSV, JSON and Parquet: the same rows in each, nothing that is not public, and the licence in all."""

import csv
import io
import json
from typing import Any, get_args
from uuid import UUID, uuid4

import pyarrow.parquet
import pytest
from sqlalchemy import select

from libs.shared.events.ideas import BoundariesDrawn, IdeaReworded, RoundChanged
from libs.shared.events.voting import PollExtended, PollOpened, PollRenamed
from libs.shared.events.words import AreaBoundary, Location, Outline, Project
from services.reporting.api.open_data.files import Name
from services.reporting.domain.open_data.datasets import DATASETS
from services.reporting.projections.idea_board import IDEAS
from services.reporting.projections.open_data.paging import pages_by
from services.reporting.settings import ReportingSettings
from tests.support.eventually import eventually
from tests.support.facts import (
    a_decision_recorded,
    a_poll_published,
    a_proposal_submitted,
    a_roll_imported,
    a_round_published,
    a_turnout,
    accepted,
    an_idea_submitted,
    an_offer_made,
    an_outcome_announced,
    costed,
)
from tests.support.newsroom import Newsroom

AT = "/api/reporting/v1/data"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Rows = list[dict[str, Any]]


async def rows_of(newsroom: Newsroom, dataset: str, **having: UUID) -> Rows:
    """The rows in which the columns hold the ids."""
    items = (await newsroom.ask(f"/data/{dataset}.json"))["items"]
    return [row for row in items if all(row[name] == str(value) for name, value in having.items())]


async def told(newsroom: Newsroom, dataset: str, lines: int, **having: UUID) -> Rows:
    """The rows, as soon as there are so many."""

    async def enough() -> tuple[Rows]:
        rows = await rows_of(newsroom, dataset, **having)
        assert len(rows) == lines, rows
        return (rows,)

    rows: Rows = (await eventually(enough))[0]
    return rows


async def test_each_form_has_the_same_rows_and_names_the_licence(newsroom: Newsroom) -> None:
    round_id, poll_id, area = uuid4(), uuid4(), uuid4()
    idea, proposal = an_idea_submitted(round_id, "26-1"), a_proposal_submitted(round_id, "P-1")
    await newsroom.announce(
        *(a_round_published(round_id, {"Old Town": area}), a_roll_imported(round_id, {area: 90})),
        *(idea, accepted(idea, "A bench"), proposal, costed(proposal, "A bench", 50_000), an_offer_made(proposal)),
        *(a_poll_published(poll_id, round_id), a_turnout(poll_id, 30, {"web": 30}), PollOpened(poll_id=poll_id)),
        *(an_outcome_announced(poll_id, round_id), a_decision_recorded(round_id, idea.idea_id)),
    )
    await told(newsroom, "decisions", 1, round_id=round_id)
    await told(newsroom, "turnout", 5, poll_id=poll_id)
    for name in ("phases", "areas", "funds", "ideas", "proposals", "offers", "polls"):
        await told(newsroom, name, 1, round_id=round_id)
    await told(newsroom, "outcomes", 2, poll_id=poll_id)

    for name, dataset in DATASETS.items():
        as_json, as_csv, parquet = [
            await newsroom.client.get(f"{AT}/{name}.{end}") for end in ("json", "csv", "parquet")
        ]
        items = as_json.json()["items"]
        assert as_json.json()["license"] == LICENCE
        lines = list(csv.DictReader(io.StringIO(as_csv.text, newline="")))
        assert [{key: _in_csv(value) for key, value in item.items()} for item in items] == lines
        assert f'<{LICENCE}>; rel="license"' in as_csv.headers["link"]
        table = pyarrow.parquet.read_table(io.BytesIO(parquet.content))
        assert table.schema.names == dataset.columns == list(items[0])
        assert [{key: _in_json(value) for key, value in row.items()} for row in table.to_pylist()] == items
        about = pyarrow.parquet.ParquetFile(io.BytesIO(parquet.content)).metadata.metadata
        assert (about[b"license"], about[b"publisher"]) == (LICENCE.encode(), b"Commonpurse")


def _in_csv(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _in_json(value: Any) -> Any:
    return value.isoformat().replace("+00:00", "Z") if hasattr(value, "isoformat") else value


async def test_what_nobody_has_screened_or_was_taken_down_is_in_no_file(newsroom: Newsroom) -> None:
    round_id = uuid4()
    waiting, shown = an_idea_submitted(round_id, "26-1"), an_idea_submitted(round_id, "26-2")
    await newsroom.announce(waiting, shown, accepted(shown, "Quittenbaum"))
    await told(newsroom, "ideas", 1, round_id=round_id)
    before = await newsroom.client.get(f"{AT}/ideas.csv")
    assert "Quittenbaum" in before.text

    await newsroom.announce(IdeaReworded(idea_id=shown.idea_id, title=None, text=None))

    await told(newsroom, "ideas", 0, round_id=round_id)
    after = await newsroom.client.get(f"{AT}/ideas.csv", headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert "Quittenbaum" not in after.text


async def test_what_has_a_place_on_the_map_is_there_as_geojson(newsroom: Newsroom) -> None:
    round_id, area, pond = uuid4(), uuid4(), Location(longitude=13.49731, latitude=52.51342)
    outline = Outline(coordinates=[[[[13.4, 52.5], [13.6, 52.5], [13.5, 52.6], [13.4, 52.5]]]])
    placed, elsewhere = an_idea_submitted(round_id, "26-1"), an_idea_submitted(round_id, "26-2")
    proposal = a_proposal_submitted(round_id, "P-1")
    await newsroom.announce(
        a_round_published(round_id, {"Old Town": area, "North": uuid4()}),
        BoundariesDrawn(round_id=round_id, areas=[AreaBoundary(area_id=area, outline=outline)]),
        *(placed, elsewhere, accepted(elsewhere, "Trees"), accepted(placed, "A bench", place="Pond", location=pond)),
        *(proposal, costed(proposal, "A bench", 50_000).model_copy(update={"location": pond})),
    )
    await told(newsroom, "ideas", 2, round_id=round_id)
    await told(newsroom, "proposals", 1, round_id=round_id)
    await told(newsroom, "areas", 2, round_id=round_id)

    answer = await newsroom.client.get(f"{AT}/ideas.geojson")

    features = {one["id"]: one for one in answer.json()["features"]}
    assert answer.headers["content-type"] == "application/geo+json"
    assert (answer.json()["type"], answer.json()["license"]) == ("FeatureCollection", LICENCE)
    assert str(elsewhere.idea_id) not in features
    feature = features[str(placed.idea_id)]
    assert feature["geometry"] == {"type": "Point", "coordinates": [13.49731, 52.51342]}
    assert (feature["type"], feature["properties"]["title"], feature["properties"]["place"]) == (
        ("Feature", "A bench", "Pond")
    )
    [row] = await told(newsroom, "ideas", 1, idea_id=placed.idea_id)
    assert (row["longitude"], row["latitude"]) == (13.49731, 52.51342)
    areas = (await newsroom.client.get(f"{AT}/areas.geojson")).json()["features"]
    drawn = [(one["id"], one["geometry"]) for one in areas if one["properties"]["round_id"] == str(round_id)]
    assert drawn == [(str(area), outline.model_dump())]
    of_proposals = (await newsroom.client.get(f"{AT}/proposals.geojson")).json()["features"]
    assert str(proposal.proposal_id) in [one["id"] for one in of_proposals]
    await newsroom.announce(IdeaReworded(idea_id=placed.idea_id, title="A bench", text="Please."))

    async def gone() -> None:
        assert str(placed.idea_id) not in (await newsroom.client.get(f"{AT}/ideas.geojson")).text

    await eventually(gone)


async def test_polls_and_rounds_are_told_as_they_stand_now(newsroom: Newsroom) -> None:
    round_id, poll_id = uuid4(), uuid4()
    began, projects = a_round_published(round_id), [Project(proposal_id=uuid4(), number=1, title="Paths", cost_cents=7)]
    poll = a_poll_published(poll_id, round_id, projects=projects)
    later = poll.closes_at.replace(day=8)
    await newsroom.announce(
        *(began, RoundChanged(**began.model_dump(exclude={"name"}), name="Renamed", is_archived=True)),
        *(poll, PollOpened(poll_id=poll_id), PollRenamed(poll_id=poll_id, name="Parks", reason="A slip.")),
        PollExtended(poll_id=poll_id, earlier_end=poll.closes_at, closes_at=later, reason="A strike."),
    )

    async def as_it_stands() -> None:
        polls = await rows_of(newsroom, "polls", poll_id=poll_id)
        told_now = ("name", "state", "projects", "channels", "closes_at")
        assert [tuple(poll[name] for name in told_now) for poll in polls] == [
            ("Parks", "open", 1, "web sms", "2026-12-08T00:00:00Z")
        ]
        rounds = await rows_of(newsroom, "rounds", round_id=round_id)
        assert [(one["name"], one["is_archived"]) for one in rounds] == [("Renamed", True)]

    await eventually(as_it_stands)


async def test_figures_of_few_people_stay_empty(newsroom: Newsroom) -> None:
    round_id, poll_id, area = uuid4(), uuid4(), uuid4()
    await newsroom.announce(
        *(a_round_published(round_id, {"Old Town": area}), a_poll_published(poll_id, round_id)),
        *(a_roll_imported(round_id, {area: 40}), a_turnout(poll_id, 12, {"web": 12}, {})),
    )

    lines = await told(newsroom, "turnout", 5, poll_id=poll_id)

    assert [(line["by"], line["ballots"]) for line in lines] == [
        ("all", 12),
        ("channel", 12),
        ("channel", None),
        ("area", None),
        ("hour", 12),
    ]


async def test_no_cell_is_a_formula(newsroom: Newsroom) -> None:
    round_id = uuid4()
    idea = an_idea_submitted(round_id, "26-1")
    await newsroom.announce(idea, accepted(idea, "=1+1"))
    (row,) = await told(newsroom, "ideas", 1, round_id=round_id)

    answer = await newsroom.client.get(f"{AT}/ideas.csv")

    (line,) = [one for one in csv.DictReader(io.StringIO(answer.text)) if one["idea_id"] == str(idea.idea_id)]
    assert (row["title"], line["title"]) == ("=1+1", "'=1+1")


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
async def test_nobody_fetches_twice_what_has_not_changed(newsroom: Newsroom, ending: str) -> None:
    url = f"{AT}/rounds.{ending}"
    first = await newsroom.client.get(url)

    again = await newsroom.client.get(url, headers={"if-none-match": first.headers["etag"]})
    head = await newsroom.client.head(url)

    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])
    assert head.headers["content-type"] == first.headers["content-type"]
    assert head.headers.get("content-length") in (None, str(len(first.content)))


async def test_texts_are_packed_for_whoever_takes_that(newsroom: Newsroom) -> None:
    packed = await newsroom.client.get(f"{AT}/rounds.csv", headers={"accept-encoding": "gzip"})
    plain = await newsroom.client.get(f"{AT}/rounds.csv", headers={"accept-encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text


async def test_a_table_longer_than_a_page_is_told_whole_and_in_order(newsroom: Newsroom) -> None:
    round_id = uuid4()
    ideas = [an_idea_submitted(round_id, f"26-{number}") for number in range(5)]
    await newsroom.announce(*ideas, *(accepted(one, "A bench") for one in ideas))
    await told(newsroom, "ideas", 5, round_id=round_id)
    wanted = select(IDEAS.c.idea_id).where(IDEAS.c.round_id == round_id)

    pages = pages_by(newsroom.reporting.runtime.database, "idea_board", wanted, [IDEAS.c.idea_id], size=2)

    sizes = [[row["idea_id"] for row in page] async for page in pages]
    assert [len(one) for one in sizes] == [2, 2, 1]
    assert [each for one in sizes for each in one] == sorted(idea.idea_id for idea in ideas)


async def test_an_unknown_dataset_is_refused_with_those_that_there_are(newsroom: Newsroom) -> None:
    answer = await newsroom.client.get(f"{AT}/voters.csv")

    assert (answer.status_code, answer.json()["code"]) == (422, "malformed-request")
    assert "turnout" in answer.text


async def test_the_list_says_what_there_is_in_the_readers_language(newsroom: Newsroom) -> None:
    listed = (await newsroom.client.get(AT, headers={"accept-language": "de"})).json()["items"]

    assert [one["name"] for one in listed] == [*DATASETS] == [*get_args(Name)]
    ideas = next(one for one in listed if one["name"] == "ideas")
    assert (ideas["title"], ideas["license"]) == ("Ideen", LICENCE)
    assert ideas["files"][0] == {"format": "csv", "media_type": "text/csv", "url": f"http://reporting{AT}/ideas.csv"}
    assert [one["name"] for one in ideas["fields"]] == DATASETS["ideas"].columns


async def test_a_csv_file_is_described_beside_it(newsroom: Newsroom) -> None:
    table = await newsroom.client.get(f"{AT}/outcomes.csv")
    beside = f"{AT}/outcomes.csv-metadata.json"
    assert f'<http://reporting{beside}>; rel="describedby"; type="application/csvm+json"' in table.headers["link"]

    described = json.loads((await newsroom.client.get(beside)).text)

    assert (described["url"], described["dc:license"]) == (f"http://reporting{AT}/outcomes.csv", {"@id": LICENCE})
    columns = described["tableSchema"]["columns"]
    assert [one["name"] for one in columns] == next(csv.reader(io.StringIO(table.text)))
    assert {one["name"]: one["datatype"] for one in columns}["is_funded"] == "boolean"


@pytest.mark.parametrize("given", ["CC-BY-4.0", "javascript:alert(1)", "https://example.org/a b", "https://"])
def test_a_licence_that_is_no_address_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("COMMONPURSE_OPEN_DATA_LICENCE", given)

    with pytest.raises(ValueError, match="it must be the address of a licence"):
        ReportingSettings()
