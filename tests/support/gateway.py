"""The parts of an installation as services know them: each by what it shows, beside which it is believed."""

from pydantic import SecretStr

_WEB, _SMS = "the pages of the tests know this", "the text gateway of the tests knows this"
_MAIL = "the mail gateway of the tests knows this"
PARTS_SECRET = SecretStr("the services of the tests know this")
WEB_KEY, SMS_KEY, MAIL_KEY = SecretStr(_WEB), SecretStr(_SMS), SecretStr(_MAIL)


def for_client(client: str) -> dict[str, str]:
    """The headers of the pages, which speak for the client."""
    return {"X-Commonpurse-Client": client, "X-Commonpurse-Gateway": _WEB}


def by_text(client: str) -> dict[str, str]:
    """The headers of the text gateway, which speaks for the client."""
    return {"X-Commonpurse-Client": client, "X-Commonpurse-Gateway": _SMS}
