"""A gateway as services know it: by a secret, beside which it is believed whom it speaks for."""

from pydantic import SecretStr

_SECRET = "the gateways of the tests know this"
GATEWAY_SECRET = SecretStr(_SECRET)


def for_client(client: str) -> dict[str, str]:
    """The headers of a gateway that speaks for the client."""
    return {"X-Commonpurse-Client": client, "X-Commonpurse-Gateway": _SECRET}
