import httpx
import pytest
from sqlalchemy import func, select, text

from libs.shared.kernel.typed_text import clean_line
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.storage import page_rows
from libs.shared.platform.storage.folding import folded
from services.ideas.storage import similar_ideas
from tests.support.answers import Json, good
from tests.support.suggesting import ADMINISTRATOR, IDEAS, ROUNDS, a_plan, accepted, suggested


async def titles(client: httpx.AsyncClient, **wanted: object) -> list[str]:
    found = good(await client.get(IDEAS, params={name: str(value) for name, value in wanted.items()}))
    return [item["title"] for item in found["items"]]


async def test_ideas_are_found_by_the_beginnings_of_their_words(client: httpx.AsyncClient, a_round: Json) -> None:
    await accepted(client, a_round, title="Bäume für den Markt", text="Schatten.")
    await accepted(client, a_round, title="A bench", text="Under the lime tree.")

    assert await titles(client, q="baum haus") == []
    assert await titles(client, q="BÄUM markt") == ["Bäume für den Markt"]
    assert await titles(client, q="tree bench") == ["A bench"]
    assert await titles(client, q="it's 'quoted' & (odd) | !:*") == []
    assert len(await titles(client, q=" ?! ")) == 2


@pytest.mark.parametrize(
    ("title", "queries"),
    [
        (
            "Mehr „Kletterbäume“ für alle",
            ["Kletterbäume", "„Kletterbäume“", "kletterbaum", "KLETTERBAUME", "(Kletter*)"],
        ),
        ("L’arboretum d’Orléans", ["arboretum", "Orleans", "d'Orléans", "L’arboretum d’Orléans", "orle\u0301ans"]),
        ("Rosengarten–Lindenallee", ["Lindenallee", "Rosengarten-Lindenallee", "rosengarten lindenallee"]),
        ("Ba\u0308nke fu\u0308r Mo\u0308we und Mu\u0308ller", ["Bänke Möwe", "Banke", "Bank", "Baenke", "Mueller"]),
        ("Straße der Großväter", ["Strasse", "STRASSE", "Straße", "straßen", "Grossvater"]),
        ("Jägersteg am Schloss", ["Jaegersteg", "Schloß", "Jäger"]),
        ("Neue Bäume", ["Baum", "Bäumen", "Baeume", "neu"]),
        ("Greener cities for children", ["city", "child", "green", "cities"]),
        ("Łódź, Şişli, Smørrebrød & İzmir", ["lodz", "Sisli", "smorrebrod", "izmir", "Łódź"]),
        ("Spiel-Platz am O'Neill-Weg", ["Spielplatz", "spielplätze", "Spiel-Platz", "ONeill", "O’Neill", "Oneillweg"]),
        ("Ein Spielplatz mit WLAN", ["Spiel-Platz", "spiel\u2010platz", "W-LAN"]),
        ("Children’s play, U.S.A. style", ["childrens", "children's", "USA", "u.s.a.", "US-A"]),
        ("Jägersteg im Grünen", ["Jaeger", "Gruen", "Grün"]),
        ("Новый парк — ёлка", ["ПАРК", "елка", "ёлка"]),
        ("Soft\u00adhyphen ohne\u200bLücke", ["softhyphen", "ohneLücke"]),
        ("a_path/and.dots:colons;12½", ["path dots", "colons", "12"]),
    ],
)
async def test_ideas_are_found_however_their_words_are_spelt(
    client: httpx.AsyncClient, a_round: Json, title: str, queries: list[str]
) -> None:
    await accepted(client, a_round, title=title, text="…")
    await accepted(client, a_round, title="Something else altogether", text="A swing.")

    found = {query: await titles(client, q=query) for query in queries}

    assert found == {query: [clean_line(title)] for query in queries}


async def test_a_stem_is_not_the_beginning_of_other_words(client: httpx.AsyncClient, a_round: Json) -> None:
    await accepted(client, a_round, title="A garden for the citizens", text="A pottery.")

    assert await titles(client, q="city") == []
    assert await titles(client, q="poet") == []


async def test_the_server_and_the_asker_fold_alike(runtime: Runtime) -> None:
    words = "Çelik Köprü, ÅNGSTRÖM — Æther; Þórr 𝔘𝔫𝔦 ﬁn Ⅻ אָלֶף Ελλάδα Ёж 🌳 l’été ĲSSEL ǅ हिन्दी"

    async with runtime.database.reading() as session:
        kept = await session.scalar(select(func.tsvector_to_array(func.searched_words(words))))

    assert kept is not None
    assert {*folded(words).split()} <= {*kept}
    assert folded(words).startswith("celik kopru angstrom aether thorr uni fin xii אלף ελλαδα еж l ete ijssel")


async def test_ideas_are_found_by_round_area_and_state(client: httpx.AsyncClient, a_round: Json) -> None:
    mitte = a_round["areas"][0]["area_id"]
    plan = a_plan(name="Another round")
    another = good(await client.post(ROUNDS, json=plan, headers=ADMINISTRATOR), 201)
    await accepted(client, a_round, title="In Mitte", area_id=mitte)
    await accepted(client, another, title="Another")

    assert await titles(client, round_id=another["round_id"]) == ["Another"]
    assert await titles(client, area_id=mitte) == ["In Mitte"]
    assert await titles(client, state="funded") == []


async def test_lists_come_in_pages(client: httpx.AsyncClient, a_round: Json) -> None:
    for number in range(5):
        await accepted(client, a_round, title=f"Idea {number}")

    page = good(await client.get(IDEAS, params={"limit": 2, "page": 2}))

    assert [item["title"] for item in page["items"]] == ["Idea 2", "Idea 1"]
    assert (page["total"], page["page"], page["pages"]) == (5, 2, 3)
    assert (await client.get(IDEAS, params={"limit": 101})).status_code == 422
    assert (await client.get(IDEAS, params={"page": 0})).status_code == 422


async def test_similar_ideas_are_shown_to_whoever_is_about_to_suggest_one(
    client: httpx.AsyncClient, a_round: Json
) -> None:
    await accepted(client, a_round, title="Trees on the market square", text="Lime trees, for shade.")
    await accepted(client, a_round, title="A swimming pool", text="For all.")
    await suggested(client, a_round, title="Trees on the market, unscreened", text="Shade.")
    ask = {"round_id": a_round["round_id"], "text": "More shade: plant a tree at the market!"}

    similar = good(await client.get(f"{IDEAS}/similar", params=ask))
    nothing = good(await client.get(f"{IDEAS}/similar", params=ask | {"text": "a b c"}))

    assert [idea["title"] for idea in similar["items"]] == ["Trees on the market square"]
    assert nothing["items"] == []


async def test_a_word_that_many_hold_is_counted_so_far_and_read_to_its_end(
    client: httpx.AsyncClient, a_round: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        await accepted(client, a_round, title=f"Tree {number}", text="A pond." if number < 2 else "A path.")
    monkeypatch.setattr(page_rows, "FOUND_COUNTED_TO", 3)

    page = good(await client.get(IDEAS, params={"q": "tree", "limit": 1, "page": 4}))
    read = {word: await read_to_its_end(client, q=word) for word in ("tree", "pond", "swing")}

    assert (page["total"], page["pages"], [item["title"] for item in page["items"]]) == (3, 5, ["Tree 1"])
    assert read == {
        "tree": [f"Tree {number}" for number in range(4, -1, -1)],
        "pond": ["Tree 1", "Tree 0"],
        "swing": [],
    }


async def read_to_its_end(client: httpx.AsyncClient, **wanted: str) -> list[str]:
    part = good(await client.get(IDEAS, params=wanted | {"limit": "1"}))
    read = [item["title"] for item in part["items"]]
    while part["next"]:
        part = good(await client.get(IDEAS, params=wanted | {"limit": "1", "cursor": part["next"]}))
        read += [item["title"] for item in part["items"]]
    return read


async def test_in_a_large_town_a_usual_word_finds_the_newest_and_an_unusual_one_ideas_of_any_age(
    client: httpx.AsyncClient, runtime: Runtime, a_round: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("Trees and a fountain", "Trees at the school", "Trees on the market"):
        await accepted(client, a_round, title=title, text="Shade.")
    async with runtime.database.transaction() as tx:
        await tx.session.execute(text("analyze ideas"))
    monkeypatch.setattr(similar_ideas, "_MOST_FOUND", 2)
    monkeypatch.setattr(similar_ideas, "_NEWEST", 1)
    ask = {"round_id": a_round["round_id"], "text": "Trees, fountain"}

    found = good(await client.get(f"{IDEAS}/similar", params=ask))["items"]

    assert [idea["title"] for idea in found] == ["Trees and a fountain", "Trees on the market"]
