"""Feeds for feed readers: what a reader of Atom demands, what became of a thing, and nothing that its page hides."""

from uuid import UUID
from xml.etree.ElementTree import Element, fromstring

import httpx

from tests.web.town import Town
from tests.web.visiting import first_of, open_poll

ATOM = "{http://www.w3.org/2005/Atom}"


async def feed_at(town: Town, path: str, language: str = "en") -> Element:
    """The feed, once it is seen to be one: RFC 4287, sections 4.1.1 and 4.1.2."""
    async with httpx.AsyncClient(base_url=town.address, headers={"accept-language": language}) as reader:
        answer = await reader.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml"
    assert answer.text.startswith("<?xml")
    feed = fromstring(answer.content)  # noqa: S314 - ours
    assert feed.tag == f"{ATOM}feed"
    for one in [feed, *feed.iterfind(f"{ATOM}entry")]:
        assert [len(one.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in feed.iterfind(f"{ATOM}entry")]
    assert len({*ids}) == len(ids)
    assert all(UUID(one.removeprefix("urn:uuid:")) for one in ids)
    return feed


def told(feed: Element, name: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{name}") or "" for entry in feed.iterfind(f"{ATOM}entry")]


async def test_a_things_feed_is_its_life_line_the_latest_first(town: Town) -> None:
    for what in ("ideas", "proposals"):
        number = (await first_of(town, what, what))["number"]
        async with httpx.AsyncClient(base_url=town.address, headers={"accept-language": "en"}) as browser:
            thing = (await browser.get(f"/api/{what}/v1/{what}/{number}")).json()
            page = (await browser.get(f"/{what}/{number}")).text

        feed = await feed_at(town, f"/atom/{what}/{number}")

        assert told(feed, "content") == [line["text"] for line in reversed(thing["life_line"])]
        assert told(feed, "updated") == [line["at"] for line in reversed(thing["life_line"])]
        assert (feed.findtext(f"{ATOM}title") or "").startswith(thing["title"])
        assert page.count(f'href="/atom/{what}/{number}"') == 2  # for programs, and for people


async def test_a_feed_that_is_as_it_was_is_not_sent_again(town: Town) -> None:
    number = (await first_of(town, "ideas", "ideas"))["number"]
    async with httpx.AsyncClient(base_url=town.address) as reader:
        first = await reader.get(f"/atom/ideas/{number}")

        again = await reader.get(f"/atom/ideas/{number}", headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")


async def test_what_happened_keeps_its_id_when_more_happens(town: Town) -> None:
    number = (await first_of(town, "ideas", "ideas"))["number"]

    english, german = [await feed_at(town, f"/atom/ideas/{number}", language) for language in ("en", "de")]

    assert told(english, "id") == told(german, "id")
    assert told(english, "content") != told(german, "content")


async def test_a_lists_feed_has_what_the_list_has_of_an_area_or_a_word(town: Town) -> None:
    for what in ("ideas", "proposals"):
        async with httpx.AsyncClient(base_url=town.address) as client:
            items = (await client.get(f"/api/{what}/v1/{what}")).json()["items"]
        thing = next(one for one in items if one["area_id"])
        for query in ("", f"?area={thing['area_id']}", f"?q={thing['title'].split()[-1]}"):
            feed = await feed_at(town, f"/atom/{what}{query}")
            async with httpx.AsyncClient(base_url=town.address, headers={"accept-language": "en"}) as browser:
                page = (await browser.get(f"/{what}{query}")).text
            assert told(feed, "title")
            assert all(f"/{what}/{link.split('/')[-1]}" in page for link in links(feed))
            assert f'href="/atom/{what}{query}"' in page


def links(feed: Element) -> list[str]:
    return [link.attrib["href"] for entry in feed.iterfind(f"{ATOM}entry") for link in entry.iterfind(f"{ATOM}link")]


async def test_an_idea_that_nobody_has_looked_through_is_followed_without_its_words(town: Town) -> None:
    round_id = (await open_poll(town))["round_id"]
    body = {"round_id": round_id, "title": "Quittenhain <am Weiher>", "text": "Für alle & jeden.", "language": "de"}
    async with httpx.AsyncClient(base_url=town.address) as client:
        answer = await client.post("/api/ideas/v1/ideas", json=body)
        number = answer.json()["number"]

        feed = await client.get(f"/atom/ideas/{number}")
        newest = await client.get("/atom/ideas")

    assert answer.status_code == 201, answer.text
    assert number in feed.text
    assert "Quittenhain" not in feed.text + newest.text
