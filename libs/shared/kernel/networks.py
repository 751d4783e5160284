"""Which network an address belongs to, for limits."""

import ipaddress

_OF_ONE_SUBSCRIBER = 64


def network_of(address: str) -> str:
    """The address; of IPv6 the network of 2^64 addresses that one subscriber has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, _OF_ONE_SUBSCRIBER), strict=False))
