"""Where webhooks may go: out to the public internet, and into no network that only we can reach.

A subscriber's address is something that a stranger makes our server ask. Source: OWASP, Server-Side Request Forgery
Prevention Cheat Sheet; the networks are those of IANA's special-purpose registries, as Python's ``ipaddress`` has them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from services.reporting.domain.webhooks.errors import AddressIsNotTaken

Address = IPv4Address | IPv6Address
_PORTS = {"https": (443, 8443), "http": (80, 8080)}
# RFC 6052 and RFC 8215: the last four bytes are an IPv4 address that a gateway on the way asks instead.
# Addresses of protocols, some of which Python calls global.
_OF_PROTOCOLS = IPv4Network("192.0.0.0/24")
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


@dataclass(frozen=True, slots=True)
class Rules:
    """What the council allows besides: networks of its own, at any port, and addresses without encryption."""

    networks: Sequence[IPv4Network | IPv6Network] = ()
    by_http: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """The host and port of an address, and whether what goes there is encrypted."""

    host: str
    port: int
    is_encrypted: bool = True


def target_of(url: str, rules: Rules) -> Target:
    """Where the address leads, if its form is one that webhooks are sent to.

    Raises:
        AddressIsNotTaken: if it is not.
    """
    parts, port = _parts(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and rules.by_http):
        raise AddressIsNotTaken("not-encrypted")
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressIsNotTaken("not-plain")
    own = _PORTS[parts.scheme]
    target = Target(parts.hostname, port or own[0], parts.scheme == "https")
    if target.port not in own and not rules.networks:
        raise AddressIsNotTaken("another-port")
    return target


def demand_allowed(found: Sequence[str], target: Target, rules: Rules) -> list[str]:
    """The network addresses that the target has, if each may be asked at its port: one that may not spoils all.

    Raises:
        AddressIsNotTaken: if one may not.
    """
    addresses = [ip_address(each.partition("%")[0]) for each in found]
    is_own_port = target.port in (port for ports in _PORTS.values() for port in ports)
    for address in addresses:
        is_ours = any(address.version == one.version and address in one for one in rules.networks)
        if not is_ours and not (is_own_port and is_public(address)):
            raise AddressIsNotTaken("not-public", target.host)
    return [str(address) for address in addresses]


def is_public(address: Address) -> bool:
    """Whether it is out there: not private, loopback, link-local (where clouds tell secrets), nor of many hosts."""
    inner = _inner(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, IPv4Address) and address in _OF_PROTOCOLS:
        return False
    of_nobody = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    return address.is_global and not of_nobody and not address.is_private


def _inner(address: Address) -> Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return None
    if any(address in network for network in _TRANSLATED):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def _parts(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        is_plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
        port = parts.port
    except ValueError:
        is_plain = False
    if not is_plain:
        raise AddressIsNotTaken("not-plain")
    return parts, port
