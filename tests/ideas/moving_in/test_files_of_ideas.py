"""A file of ideas is looked at, and then taken line by line: each idea once, and each bad line named."""

import asyncio

import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from services.ideas.api.moving_in import reading
from services.ideas.domain.moving_in.importing import WAITS
from services.ideas.use_cases.moving_in.import_ideas import erase_imports
from services.ideas.use_cases.moving_in.take_lines import end_imports, import_clerk, take_one_line
from tests.support.answers import Json, good, refused
from tests.support.crier import working
from tests.support.eventually import eventually
from tests.support.held_clock import HeldClock
from tests.support.journals import announced
from tests.support.staff import staff_headers
from tests.support.suggesting import IDEAS, MODERATOR, acted

GERMAN = {"Accept-Language": "de"}
TABLE = (
    "number;title;text;state;area;author\n"
    "1;Trees;Lime trees.;accepted;Mitte;ida@example.org\n"
    "2;Benches;Oak.;;Karlshorst;ida@example.org\n"
    "3;Gone;Gone.;withdrawn;;\n"
    "4;;Nothing.;;;\n"
    "5;Pond;Deep.;;Nowhere;\n"
    "2;Again;Twice.;;;\n"
)


def imports_of(within: Json, import_id: str = "", what: str = "") -> str:
    return "/".join(filter(None, (f"/api/ideas/v1/rounds/{within['round_id']}/imports", import_id, what)))


async def looked_at(client: httpx.AsyncClient, within: Json, content: str = TABLE, **wishes: str) -> Json:
    asked = {"format": "csv"} | wishes
    answer = await client.post(imports_of(within), content=content.encode(), params=asked, headers=MODERATOR)
    return good(answer, 201)


async def started(client: httpx.AsyncClient, within: Json, shown: Json) -> None:
    good(await client.post(imports_of(within, shown["import_id"]), headers=MODERATOR))


async def taken(client: httpx.AsyncClient, runtime: Runtime, within: Json, shown: Json) -> Json:
    await started(client, within, shown)
    while await take_one_line(runtime.database, runtime.clock):
        pass
    await end_imports(runtime.database, runtime.clock)
    return good(await client.get(imports_of(within, shown["import_id"]), headers=MODERATOR))


async def ideas_of(client: httpx.AsyncClient) -> list[Json]:
    found: list[Json] = good(await client.get(IDEAS, headers=MODERATOR))["items"]
    return sorted(found, key=lambda one: str(one["title"]))


async def test_what_would_become_of_a_file_is_shown_and_nothing_is_taken(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    shown = await looked_at(client, a_round)
    address = imports_of(a_round, shown["import_id"])
    told = good(await client.get(address, headers=MODERATOR | GERMAN))

    assert (shown["stage"], shown["to_take"], shown["to_accept"], shown["stay"], shown["wrong"]) == (
        "shown",
        2,
        1,
        1,
        3,
    )
    assert (shown["columns_read"], shown["columns_unread"]) == (
        ["number", "title", "text", "state", "area"],
        ["author"],
    )
    assert [(one["line"], one["title"]) for one in shown["first"]] == [(2, "Trees"), (3, "Benches")]
    assert [(one["line"], one["kind"], one["why"]) for one in told["unmoved"]] == [
        (4, "stays", "dort zurückgezogen"),
        (5, "wrong", "der Titel fehlt"),
        (6, "wrong", "die Runde hat kein Gebiet „Nowhere“. Es gibt: Mitte, Karlshorst"),
        (7, "wrong", "Die Nummer 2 steht schon in Zeile 3"),
    ]
    assert "ida@example.org" not in str(told)
    assert await ideas_of(client) == []


async def test_it_is_taken_once_whoever_takes_at_the_same_time_and_whichever_file_comes_after_it(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    shown = await looked_at(client, a_round)
    before = len(await announced(runtime.database))
    await asyncio.gather(*(started(client, a_round, shown) for _ in range(2)))
    await asyncio.gather(*(take_one_line(runtime.database, runtime.clock) for _ in range(4)))

    ended = await taken(client, runtime, a_round, shown)
    benches, trees = await ideas_of(client)
    await acted(client, benches, "accept")
    longer = TABLE.replace("Oak.;;", "Elm.;accepted;") + "6;Pond;Deep.;;;\n"
    again = await taken(client, runtime, a_round, await looked_at(client, a_round, longer))

    assert (ended["stage"], ended["taken"], ended["there_before"], ended["first"]) == ("ended", 2, 0, [])
    assert (again["taken"], again["there_before"]) == (1, 2)
    assert (trees["state"], benches["state"]) == ("accepted", "submitted")
    assert {one["title"]: (one["text"], one["state"]) for one in await ideas_of(client)} == {
        "Benches": ("Oak.", "accepted"),
        "Trees": ("Lime trees.", "accepted"),
        "Pond": ("Deep.", "submitted"),
    }
    told = [kind for kind, _ in (await announced(runtime.database))[before:]]
    assert (told.count("ideas.idea-submitted.v1"), told.count("ideas.idea-accepted.v1")) == (3, 2)


async def test_what_staff_start_is_taken_to_its_end_by_itself(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    shown = await looked_at(client, a_round)

    async with working(import_clerk(runtime)):
        await started(client, a_round, shown)

        async def has_ended() -> None:
            now = good(await client.get(imports_of(a_round, shown["import_id"]), headers=MODERATOR))
            assert (now["stage"], now["taken"]) == ("ended", 2)

        await eventually(has_ended)


async def test_a_line_that_is_refused_in_the_end_is_named_in_the_report_and_the_rest_is_taken(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    shown = await looked_at(client, a_round, "number,title,text\n1,=Trees,Lime.\n=2,Benches,Oak.\n")
    headers = staff_headers("administrator")
    good(await client.patch(f"/api/ideas/v1/rounds/{a_round['round_id']}", json={"is_archived": True}, headers=headers))

    refused(await client.post(imports_of(a_round, shown["import_id"]), headers=MODERATOR), 409, "round-is-archived")
    report = await client.get(imports_of(a_round, shown["import_id"], "unmoved"), headers=MODERATOR | GERMAN)

    assert report.text.splitlines() == [
        "Zeile,was daraus wurde,warum",
        '3,lässt sich nicht übernehmen,"„=2“ ist keine Nummer: Erlaubt sind bis zu 60 Buchstaben, Ziffern und . _ / -"',
    ]


async def test_files_are_for_whoever_answers_ideas_and_are_forgotten_in_time(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json
) -> None:
    given_up, waiting = await looked_at(client, a_round), await looked_at(client, a_round)
    ended = await taken(client, runtime, a_round, await looked_at(client, a_round))
    for roles in ("auditor", "reviewer"):
        refused(await client.get(imports_of(a_round), headers=staff_headers(roles)), 403, "forbidden")
    refused(await client.delete(imports_of(a_round, ended["import_id"]), headers=MODERATOR), 409, "import-has-begun")
    assert (await client.delete(imports_of(a_round, given_up["import_id"]), headers=MODERATOR)).status_code == 204
    refused(await client.get(imports_of(a_round, given_up["import_id"]), headers=MODERATOR), 404, "import-is-not-known")

    later = HeldClock()
    later.move(runtime.clock.now() + WAITS - later.now())
    assert await erase_imports(runtime.database, later) == 1

    left = good(await client.get(imports_of(a_round), headers=MODERATOR))["items"]
    assert [one["import_id"] for one in left] == [ended["import_id"]]
    assert waiting["import_id"] != ended["import_id"]


async def test_of_a_file_with_too_many_lines_nothing_is_kept(
    client: httpx.AsyncClient, a_round: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_IDEAS", 5)

    answer = await client.post(imports_of(a_round), content=TABLE.encode(), params={"format": "csv"}, headers=MODERATOR)

    refused(answer, 413, "file-is-too-large")
    assert good(await client.get(imports_of(a_round), headers=MODERATOR))["items"] == []


async def test_what_is_no_such_file_is_refused_in_words(client: httpx.AsyncClient, a_round: Json) -> None:
    decidim = {"format": "decidim"}
    answer = await client.post(imports_of(a_round), content=b"id;titre\n1;Banc\n", params=decidim, headers=MODERATOR)

    refused(answer, 422, "file-cannot-be-read")
    [error] = answer.json()["errors"]
    assert error["in_words"]["de"] == (
        "Erwartet wird: Export aus Decidim. Es fehlt die Spalte „title“. Die Datei hat die Spalten: id, titre"
    )
