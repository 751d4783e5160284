"""Handing a text to a provider: the one over HTTP and the one that tests of followers use keep the same rules."""

from collections.abc import AsyncIterator

import pytest

from libs.shared.kernel.text_message import TextMessage, TextWasNotTaken
from libs.shared.platform.telling.text_office import TextOffice
from libs.shared.platform.telling.texter import Provider
from tests.support.texts import AWAY, NOT_LET_IN, REFUSED, RememberedTexts, Texts, over_http

NUMBER = "+4915112345678"


@pytest.fixture(params=["over HTTP", "remembered"])
async def both(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Texts, Provider]]:
    """A provider as a test moves it, and as whoever sends texts knows it."""
    if request.param == "remembered":
        remembered = RememberedTexts()
        yield remembered, remembered
        return
    async with over_http() as (far, address):
        yield far, TextOffice(address, "12345")


@pytest.mark.parametrize("text", ["Idee K7Q-2M4: öffentlich & 100 % bezahlt.", "Łąka — عربي"])
async def test_a_text_is_taken_as_it_is_whatever_letters_it_has(both: tuple[Texts, Provider], text: str) -> None:
    provider, office = both

    await office.send(TextMessage(NUMBER, text))

    assert provider.taken == [TextMessage(NUMBER, text)]


@pytest.mark.parametrize(("trouble", "is_final"), [(NOT_LET_IN, False), (AWAY, False), (REFUSED, True)])
async def test_a_number_that_is_refused_is_told_from_a_provider_in_trouble(
    both: tuple[Texts, Provider], trouble: str, is_final: bool
) -> None:
    provider, office = both
    provider.trouble = trouble

    with pytest.raises(TextWasNotTaken) as failure:
        await office.send(TextMessage(NUMBER, "Hello"))

    assert failure.value.is_final is is_final
    assert provider.taken == []
    assert NUMBER not in str(failure.value)


async def test_no_address_that_is_asked_for_holds_a_number_a_text_or_a_password() -> None:
    async with over_http() as (provider, address):
        await TextOffice(address, "12345").send(TextMessage(NUMBER, "Hello"))

        [asked] = provider.addresses
        assert asked.endswith("/cgi-bin/sendsms")
        assert "secret" not in asked


async def test_a_provider_that_nobody_reaches_is_tried_again() -> None:
    office = TextOffice("http://town:secret@127.0.0.1:1/cgi-bin/sendsms", "12345")

    with pytest.raises(TextWasNotTaken) as failure:
        await office.send(TextMessage(NUMBER, "Hello"))

    assert not failure.value.is_final
