import httpx
import pytest

from gateways.web.clients.asking import ask


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
