import httpx
import pytest

from gateways.web.clients.asking import ServiceRefused, ask


@pytest.mark.parametrize(
    ("typed", "sent"),
    [("K7QP", "K7QP"), ("ä@ä", "@"), ("K7\r\nX-Other: 1", "K7X-Other: 1"), ("\u200b\0", ""), ("٣", "")],
)
async def test_a_header_holds_what_can_be_sent_of_what_was_typed(typed: str, sent: str) -> None:
    def service(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"key": request.headers["x-offer-key"], "other": "x-other" in request.headers})

    async with httpx.AsyncClient(transport=httpx.MockTransport(service), base_url="http://service") as client:
        answer = await ask(client, "GET", "/offers", headers={"X-Offer-Key": typed})

    assert answer.json() == {"key": sent, "other": False}


@pytest.mark.parametrize("typed", ["\0", "a\r\nb", "\x1f"])
async def test_an_address_that_cannot_be_is_one_where_nothing_is(typed: str) -> None:
    async with httpx.AsyncClient(base_url="http://service") as client:
        with pytest.raises(ServiceRefused) as refusal:
            await ask(client, "GET", f"/proposals/{typed}")

    assert refusal.value.status == 404
