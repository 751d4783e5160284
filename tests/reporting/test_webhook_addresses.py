"""Where webhooks may go: a stranger's address must not make the server ask what only the server can reach."""

from ipaddress import ip_address, ip_network

import pytest

from services.reporting.clients.webhooks.outside import Outside
from services.reporting.clients.webhooks.poster import Poster, trusted
from services.reporting.domain.webhooks.addresses import Rules, Target, demand_allowed, is_public, target_of
from services.reporting.domain.webhooks.errors import AddressIsNotTaken
from services.reporting.settings import ReportingSettings

INSIDE = (
    "127.0.0.1",
    "127.8.9.1",
    "0.0.0.0",  # noqa: S104 - refused
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "::127.0.0.1",
)
NOT_TAKEN = {
    "http://town.example/": "not-encrypted",
    "ftp://town.example/": "not-encrypted",
    "town.example/hook": "not-encrypted",
    "https://": "not-plain",
    "https:///hook": "not-plain",
    "https://user:word@town.example/": "not-plain",
    "https://town.example:22/": "another-port",
    "https://town.example:5432/": "another-port",
    "https://town.example:99999/": "not-plain",
    "https://town.example/#part": "not-plain",
    "https://town.example/a b": "not-plain",
    "https://town.example\\@127.0.0.1/": "not-plain",
    "https://tówn.example/": "not-plain",
    "https://town.example/\r\nHost: other": "not-plain",
}


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_an_address_outside_is(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(("url", "reason"), NOT_TAKEN.items())
def test_an_address_that_is_none_of_the_webs_is_not_taken_for_a_reason(url: str, reason: str) -> None:
    with pytest.raises(AddressIsNotTaken) as refused:
        target_of(url, Rules())

    assert refused.value.reason == reason


def test_a_host_with_one_address_inside_is_refused_as_a_whole() -> None:
    with pytest.raises(AddressIsNotTaken, match="public internet"):
        demand_allowed(["93.184.215.14", "127.0.0.1"], Target("town.example", 443), Rules())


def test_a_network_that_the_council_allows_is_reached_at_any_port_and_no_other_is() -> None:
    rules = Rules([ip_network("10.1.0.0/16")])

    assert demand_allowed(["10.1.2.3"], Target("lake.town.example", 9000), rules) == ["10.1.2.3"]
    for address, port in (("10.2.0.1", 443), ("93.184.215.14", 9000)):
        with pytest.raises(AddressIsNotTaken):
            demand_allowed([address], Target("lake.town.example", port), rules)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0x7f.1", "2130706433", "[::1]", "a" * 64 + ".example"])
async def test_every_way_to_write_this_machine_is_found_out_when_it_is_connected_to(host: str) -> None:
    poster = Poster(Rules(), trusted(None))
    try:
        attempt = await poster.post(f"https://{host}/", {}, b"{}")
    finally:
        await poster.aclose()

    assert attempt.outcome in {"address-not-allowed", "no-such-host"}
    assert attempt.status is None


async def test_what_is_connected_to_is_what_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    outside, asked = Outside(Rules(), trusted(None)), []

    def answers_otherwise_the_second_time(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(2, 1, 6, "", (address, 443))]

    monkeypatch.setattr("socket.getaddrinfo", answers_otherwise_the_second_time)

    assert await outside.addresses_of(Target("rebinding.example", 443)) == ["93.184.215.14"]
    with pytest.raises(AddressIsNotTaken):
        await outside.addresses_of(Target("rebinding.example", 443))
    outside.close()


@pytest.mark.parametrize(
    ("name", "value"), [("webhooks_secret", "abcd"), ("webhooks_secret", "zz" * 32), ("webhooks_into", "10.1.2.3/8")]
)
def test_a_setting_that_is_none_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="it must be"):
        ReportingSettings.model_validate({name: value})
