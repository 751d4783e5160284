"""Words that mean the same are found for each other, and no others are."""

from typing import Any

import httpx
import pytest

from services.ideas.domain.synonyms import MOST_GROUPS, SynonymsAreNotSound, read_synonyms
from tests.support.answers import Json, good
from tests.support.staff import staff_headers
from tests.support.suggesting import IDEAS, MODERATOR, accepted

SYNONYMS = "/api/ideas/v1/synonyms"
GROUPS = [
    ["Spielplatz", "Kinderspielplatz", "playground"],
    ["Baum", "tree"],
    ["Bank", "Sitzbank", "bench"],
    ["Park", "Grünanlage"],
]


async def kept(client: httpx.AsyncClient, groups: Any = GROUPS, **headers: str) -> httpx.Response:
    return await client.put(SYNONYMS, json={"groups": groups}, headers={**MODERATOR, **headers})


async def titles(client: httpx.AsyncClient, path: str, **query: Any) -> set[str]:
    return {each["title"] for each in good(await client.get(f"{IDEAS}{path}", params=query))["items"]}


@pytest.fixture
async def ideas(client: httpx.AsyncClient, a_round: Json) -> Json:
    """Public ideas in two languages."""
    for title, text in (
        ("A new playground", "Swings for the little ones."),
        ("Kinderspielplätze erneuern", "Die Schaukeln sind alt."),
        ("Zwölf Bäume", "Linden für den Markt."),
        ("Parkplätze schaffen", "Autos rein."),
        ("Bankautomat", "Ein Gespräch."),
    ):
        await accepted(client, a_round, title=title, text=text)
    return a_round


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Spielplatz", {"A new playground", "Kinderspielplätze erneuern"}),
        ("Spielplätze", {"A new playground", "Kinderspielplätze erneuern"}),
        ("playgrounds", {"A new playground", "Kinderspielplätze erneuern"}),
        ("trees", {"Zwölf Bäume"}),
        ("tree Linden", {"Zwölf Bäume"}),
        ("tree Schaukeln", set()),
        ("Grünanlage", set()),
        ("Autos", {"Parkplätze schaffen"}),
        ("bench", set()),
    ],
)
async def test_a_search_finds_what_is_called_otherwise(
    client: httpx.AsyncClient, ideas: Json, typed: str, found: set[str]
) -> None:
    good(await kept(client))

    assert await titles(client, "", q=typed) == found


async def test_without_the_list_and_without_a_word_of_it_everything_is_as_it_was(
    client: httpx.AsyncClient, ideas: Json
) -> None:
    before = [await titles(client, "", q=word) for word in ("Spielplatz", "Autos", "Gespräch", "trees")]
    good(await kept(client))

    after = [await titles(client, "", q=word) for word in ("Spielplatz", "Autos", "Gespräch", "trees")]

    assert before == [set(), {"Parkplätze schaffen"}, {"Bankautomat"}, set()]
    assert after[1:3] == before[1:3]


async def test_similar_ideas_are_those_of_the_same_meaning(client: httpx.AsyncClient, ideas: Json) -> None:
    asked = {"round_id": ideas["round_id"], "text": "Please build a playground"}
    before = await titles(client, "/similar", **asked)
    good(await kept(client))

    assert before == {"A new playground"}
    assert await titles(client, "/similar", **asked) == {"A new playground", "Kinderspielplätze erneuern"}


async def test_the_list_is_kept_as_it_was_seen_or_not_at_all(client: httpx.AsyncClient) -> None:
    empty = good(await client.get(SYNONYMS))
    first = good(await kept(client, **{"If-Match": f'"{empty["version"]}"'}))
    late = await kept(client, [["a", "b"]], **{"If-Match": f'"{empty["version"]}"'})

    assert (empty["groups"], first["groups"]) == ([], GROUPS)
    assert (late.status_code, late.json()["code"]) == (412, "it-has-changed")
    assert good(await client.get(SYNONYMS)) == first


async def test_it_is_for_the_office_to_keep(client: httpx.AsyncClient) -> None:
    nobody = await client.put(SYNONYMS, json={"groups": GROUPS})
    reviewer = await client.put(SYNONYMS, json={"groups": GROUPS}, headers=staff_headers("reviewer"))

    assert (nobody.status_code, reviewer.status_code) == (401, 403)


@pytest.mark.parametrize(
    ("groups", "field", "words"),
    [
        ([["Baum"]], "groups.0", "stands alone"),
        ([["Baum", "tree"], ["Baum", "Busch"]], "groups.1", "in two groups"),
        ([["Baum", "Bäume am Weg"]], "groups.0", "not one word"),
        ([["Baum", "1"]], "groups.0", "not one word"),
        ([["Baum", "<b>"]], "groups.0", "not one word"),
        ([["b" * 61, "a"]], "groups.0", "not one word"),
        ([[f"wort{'abcdefghijklmn'[at]}" for at in range(13)]], "groups.0", "more than 12"),
    ],
)
async def test_what_cannot_be_kept_is_named_by_its_line(
    client: httpx.AsyncClient, groups: list[list[str]], field: str, words: str
) -> None:
    answer = await kept(client, groups)

    assert (answer.status_code, answer.json()["code"]) == (422, "synonyms-are-not-sound")
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert words in answer.json()["errors"][0]["message"]


def test_a_list_without_end_is_not_kept() -> None:
    letters = "abcdefghijklmnopqrst"
    groups = [[f"wort{one}{two}", f"word{one}{two}"] for one in letters for two in letters[:11]]

    with pytest.raises(SynonymsAreNotSound, match=f"{MOST_GROUPS} groups"):
        read_synonyms(groups)


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("BAUM", ("tree",)),
        ("Bäume", ("tree",)),
        ("Baumarkt", ()),
        ("Parken", ()),
        ("Parks", ("Grünanlage",)),
        ("Banker", ()),
        ("benches", ("Bank", "Sitzbank")),
        ("", ()),
    ],
)
def test_a_word_stands_for_its_usual_endings_and_for_no_other_word(word: str, others: tuple[str, ...]) -> None:
    assert read_synonyms(GROUPS).others(word) == others
