"""The page that counts for everybody: what it says of a file, what it refuses, and that the server stays up."""

import asyncio
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.async_api import FilePayload, expect

from gateways.web.count.choices import RULES, name_of
from gateways.web.words.speech import Speech
from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.pb.rule_names import gain_under
from services.voting.domain.tally.rule_names import rule_named
from tests.conftest import NewContext
from tests.support.axe import demand_fits, demand_no_finding
from tests.support.elections import SWIECIE
from tests.web.town import Town
from tests.web.visiting import follow

SMALL = (
    "META\nkey;value\ndescription;Youth <b>fund</b>\nbudget;100\ncurrency;EUR\nvote_type;approval\nrule;greedy\n"
    "PROJECTS\nproject_id;cost;name;selected\na;60;Park;1\nb;60;Pool;0\nc;40;Bench;0\n"
    "VOTES\nvoter_id;vote\n1;a,a\n2;a\n3;b\n4;c\n"
)

ENGLISH = Speech("en", ZoneInfo("UTC"))


def small() -> FilePayload:
    return {"name": "town.pb", "mimeType": "text/plain", "buffer": SMALL.encode()}


async def sent(town: Town, content: bytes, **fields: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=town.address, follow_redirects=True, timeout=90) as browser:
        return await browser.post("/count", files={"file": ("town.pb", content)}, data=fields)


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_that_can_be_chosen_is_one_and_is_told_by_the_same_words(rule: str) -> None:
    counted_by = rule_named(rule.replace("/own", f"/{gain_under(Method.APPROVAL)}"))

    assert counted_by is not None
    assert name_of(counted_by.name, ENGLISH) == name_of(f"{counted_by.name}/min-30", ENGLISH) == RULES[rule].text


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
async def test_two_rules_stand_side_by_side_with_their_reasons(
    town: Town, new_context: NewContext, width: int, scheme: str
) -> None:
    context = await new_context(
        java_script_enabled=False, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = await context.new_page()
    await page.goto(f"{town.address}/results")
    await follow(page, page.locator("main").get_by_role("link", name="Count a vote yourself"))

    await page.get_by_label("The ballots, as a Pabulib file").set_input_files(small())
    await page.get_by_label("Compare with").select_option("equal-shares/own/none")
    await follow(page, page.get_by_role("button", name="Count", exact=True))

    result = page.get_by_role("region", name="Youth <b>fund</b>")
    await expect(result).to_contain_text("2 projects are funded, for 100")
    await expect(result).to_contain_text("A second count, by another program, agrees.")
    await expect(result).to_contain_text("are funded under one of the two rules only")
    rows = page.get_by_role("region", name="What became of each project, and why").locator("tbody tr")
    assert await rows.count() == 3
    await expect(page.get_by_role("region", name="What to know of the file")).to_contain_text("names a project twice")
    await demand_fits(page)


async def test_the_page_with_a_result_is_sound_for_axe(town: Town, new_context: NewContext) -> None:
    page = await (await new_context(viewport={"width": 360, "height": 800})).new_page()
    await page.goto(f"{town.address}/count")

    await page.get_by_label("The ballots, as a Pabulib file").set_input_files(small())
    await follow(page, page.get_by_role("button", name="Count", exact=True))

    await demand_no_finding(page)
    await demand_fits(page)


@pytest.mark.parametrize(
    ("content", "fields", "words"),
    [
        (b"", {}, "Choose a file first."),
        (SMALL.encode(), {"rule": "dictatorship"}, "There is no such rule. Please choose one."),
        (SMALL.encode(), {"rule": "elimination"}, "This rule does not suit the ballots of the file."),
        (SMALL.encode(), {"min_score": "many"}, "The minimum score must be a number, such as 100."),
    ],
)
async def test_what_cannot_be_counted_is_said_beside_the_form(
    town: Town, content: bytes, fields: dict[str, str], words: str
) -> None:
    answer = await sent(town, content, **fields)

    assert answer.status_code == 200
    assert words in answer.text
    assert "Something is missing or not right" in answer.text


async def test_a_file_with_mistakes_is_answered_with_each_of_them_in_both_languages(town: Town) -> None:
    bad = SMALL.replace("budget;100", "budget;10,000").replace("4;c", "4;x")

    english = await sent(town, bad.encode())
    async with httpx.AsyncClient(base_url=town.address, timeout=90, headers={"accept-language": "de"}) as browser:
        german = await browser.post("/count", files={"file": ("town.pb", bad.encode())})

    assert (english.status_code, german.status_code) == (422, 422)
    assert "line 4: budget: &#39;10,000&#39; can mean 10000 or 10.000" in english.text
    assert "line 18: a vote for an unknown project" in english.text
    assert "Die Datei hat Fehler, sie wurde deshalb nicht gezählt" in german.text
    assert "Zeile 4: budget: &#39;10,000&#39; kann 10000 oder 10.000 heißen" in german.text
    assert "Zeile 18: eine Stimme für ein unbekanntes Projekt" in german.text


async def test_nothing_of_a_file_is_kept_by_server_or_browser(town: Town) -> None:
    answer = await sent(town, SMALL.encode())

    assert answer.headers["cache-control"] == "no-store"
    assert "Youth &lt;b&gt;fund&lt;/b&gt;" in answer.text
    assert not answer.cookies


async def test_half_a_gigabyte_is_refused_before_it_is_read_and_says_so(town: Town) -> None:
    host, _, port = town.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST /count HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: multipart/form-data; boundary=x\r\n"

    writer.write(f"{head}Content-Length: 500000000\r\n\r\n--x\r\n".encode())
    answer = (await asyncio.wait_for(reader.read(), 30)).decode()
    writer.close()

    assert answer.startswith("HTTP/1.1 413")
    assert "The file has more than ten million bytes, so it was not counted here." in answer


async def test_a_file_just_above_the_bound_is_told_the_bound(town: Town) -> None:
    answer = await sent(town, SMALL.encode() + b"#" * (10_000_001 - len(SMALL)))

    assert "The file has more than ten million bytes, so it was not counted here." in answer.text


async def test_many_at_once_are_sent_away_in_words_while_the_other_pages_answer(town: Town) -> None:
    async def other_page() -> float:
        async with httpx.AsyncClient(base_url=town.address, timeout=90) as browser:
            return (await browser.get("/help")).elapsed.total_seconds()

    answers = asyncio.gather(*(sent(town, SWIECIE.read_bytes()) for _ in range(8)))
    await asyncio.sleep(0)
    waited = await other_page()
    told = [answer.text for answer in await answers]

    assert waited < 10
    refused = [text for text in told if "Other files are being counted just now, so yours was not." in text]
    counted = [text for text in told if "What became of each project, and why" in text]
    assert len(refused) + len(counted) == 8
    assert refused
    assert counted
