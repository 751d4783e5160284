"""An integrator manages webhooks of their own on the pages, and nobody else's."""

import re
from uuid import uuid4

import httpx
import pytest
from standardwebhooks import Webhook

from tests.support.eventually import eventually
from tests.support.receiver import Receiver
from tests.web.developers.conftest import Integrator, NewIntegrator
from tests.web.town import Town

AT = "/developers/account/webhooks"
SUBMITTED = "ideas.idea-submitted.v1"
A_SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")


@pytest.fixture
async def integrator(an_integrator: NewIntegrator) -> Integrator:
    """Somebody who is signed in."""
    made = await an_integrator()
    await made.sign_in()
    return made


async def subscribe(who: Integrator, receiver: Receiver, **wish: str) -> httpx.Response:
    """The page of a new webhook, with its secret."""
    wanted = {"name": f"Front page {uuid4()}", "url": receiver.url, "types": SUBMITTED, **wish}
    return await who.press(await who.browser.get(AT), "Make the webhook", AT, **wanted)


async def suggest(town: Town, who: Integrator, round_id: str) -> None:
    idea = {"title": "A bench", "text": "To sit.", "channel": "web", "round_id": round_id}
    assert (await who.browser.post("/api/ideas/v1/ideas", json=idea)).status_code == 201


async def test_an_integrator_subscribes_and_a_sample_bears_the_secret_and_the_one_before(
    integrator: Integrator, receiver: Receiver
) -> None:
    page = await subscribe(integrator, receiver)
    path, (first,) = page.url.path, A_SECRET.findall(page.text)
    assert SUBMITTED in page.text
    assert not A_SECRET.search((await integrator.browser.get(path)).text)

    renewed = await integrator.press(page, "New secret", f"{path}/secret")
    (second,) = A_SECRET.findall(renewed.text)
    sent = await integrator.press(renewed, "Send a sample", f"{path}/sample")

    assert "Taken" in sent.text
    (got,) = receiver.received
    for secret in (first, second):
        assert Webhook(secret).verify(got.body, got.headers)["type"] == SUBMITTED


async def test_deliveries_of_a_round_are_listed_with_request_and_answer_and_sent_again(
    integrator: Integrator, receiver: Receiver, posting_town: Town
) -> None:
    (round_id, name), *_ = await posting_town.rounds()
    page = await subscribe(integrator, receiver, round_id=round_id)
    assert f"Only of the round “{name}”" in page.text
    path = page.url.path
    of_another_round = await subscribe(integrator, receiver, round_id=str(uuid4()))

    await suggest(posting_town, integrator, round_id)

    async def it_is_listed() -> httpx.Response:
        listed = await integrator.browser.get(path)
        assert f"{SUBMITTED}</strong>: Delivered" in listed.text
        return listed

    listed = await eventually(it_is_listed)
    assert "&#34;specversion&#34;" in listed.text
    assert '<code translate="no">ok</code>' in listed.text
    (way,) = re.findall(rf"{path}/deliveries/\d+/again", listed.text)
    before = len(receiver.received)
    told = await integrator.press(listed, "Send again", way)
    assert "It is being sent again." in told.text
    await eventually(lambda: len(receiver.received) > before)
    assert receiver.received[-1].headers["webhook-id"] == receiver.received[0].headers["webhook-id"]
    assert "Nothing has happened yet" in (await integrator.browser.get(of_another_round.url.path)).text


async def test_a_webhook_is_turned_off_and_on_and_deleted(integrator: Integrator, receiver: Receiver) -> None:
    page = await subscribe(integrator, receiver)
    path = page.url.path

    off = await integrator.press(page, "Turn off", f"{path}/off")
    on = await integrator.press(off, "Turn on", f"{path}/on")
    gone = await integrator.press(on, "Delete", f"{path}/end")

    assert "This webhook is off" in off.text
    assert "This webhook is off" not in on.text
    assert (gone.url.path, "There is no webhook yet" in gone.text) == (AT, True)


async def test_an_address_that_is_not_taken_is_said_beside_it_in_the_reader_s_language(
    integrator: Integrator, receiver: Receiver
) -> None:
    receiver.url = "https://10.0.0.1/"
    told = await subscribe(integrator, receiver)
    german = await integrator.browser.get(told.url.copy_merge_params({"lang": "de"}))

    assert "it is not on the public internet" in told.text
    assert 'value="https://10.0.0.1/"' in told.text
    assert "nicht im öffentlichen Internet" in german.text


async def test_one_integrator_neither_sees_nor_touches_another_s_webhooks_and_deliveries(
    integrator: Integrator, an_integrator: NewIntegrator, receiver: Receiver
) -> None:
    other = await an_integrator()
    own_page = await other.sign_in()
    page = await subscribe(integrator, receiver)
    path, name = page.url.path, re.search(r"Front page [0-9a-f-]+", page.text)
    assert name

    assert name[0] not in (await other.browser.get(AT)).text
    assert (await other.browser.get(path)).status_code == httpx.codes.NOT_FOUND
    for step in ("off", "secret", "sample", "deliveries/1/again", "end"):
        told = await other.press(own_page, "Sign out", f"{path}/{step}", type=SUBMITTED)
        assert told.status_code == httpx.codes.NOT_FOUND, step

    assert receiver.received == []
    mine = await integrator.browser.get(path)
    assert name[0] in mine.text
    assert "This webhook is off" not in mine.text
    answer = await integrator.press(mine, "Send a sample", f"{path}/sample")
    assert "Taken" in answer.text
    (secret,) = A_SECRET.findall(page.text)
    assert Webhook(secret).verify(receiver.received[0].body, receiver.received[0].headers)


async def test_a_form_from_an_old_tab_subscribes_nobody_else(
    integrator: Integrator, an_integrator: NewIntegrator, receiver: Receiver
) -> None:
    old_tab, other = await integrator.browser.get(AT), await an_integrator()
    other.browser.cookies = integrator.browser.cookies  # the same browser, another tab
    await other.sign_in()

    told = await other.press(old_tab, "Make the webhook", AT, name="Mine", url=receiver.url)

    assert "Nothing was sent: that page belonged to somebody else" in told.text
    assert "There is no webhook yet" in (await other.browser.get(AT)).text
    integrator.browser.cookies = other.browser.cookies
    back = await integrator.sign_in(page=told)
    assert (back.url.path, 'value="Mine"' in back.text) == (AT, True)


async def test_what_was_typed_when_the_key_ended_is_there_after_signing_in_with_another(
    integrator: Integrator, receiver: Receiver
) -> None:
    page, key = await integrator.browser.get(AT), await integrator.another_key()
    await integrator.lose_key()

    asked = await integrator.press(page, "Make the webhook", AT, name="Front page", url=receiver.url)
    back = await integrator.sign_in(key, page=asked)

    assert (asked.url.path, back.url.path) == ("/developers/sign-in", AT)
    assert 'value="Front page"' in back.text
    assert "There is no webhook yet" in back.text


async def test_a_key_for_something_else_is_told_what_it_is_for(an_integrator: NewIntegrator) -> None:
    reader = await an_integrator("events:public")
    await reader.sign_in()

    page = await reader.browser.get(AT)

    assert page.status_code == httpx.codes.FORBIDDEN
    assert "Your key is not for this" in page.text
    assert "Read public events" in page.text
