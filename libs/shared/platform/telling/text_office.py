"""Handing a text message to the council's provider, in the way of Kannel's ``sendsms``.

Kannel is free software that stands before any telephone company; many providers take texts in its way. All that it is
told stands in headers and in the body, so that no log of addresses holds a number.

Source: Kannel 1.4.5 User's Guide, chapter 6, "Using the HTTP interface to send SMS messages".
"""

from types import MappingProxyType
from urllib.parse import unquote, urlsplit

import httpx

from libs.shared.kernel import gsm
from libs.shared.kernel.text_message import TextMessage, TextWasNotTaken

_PATIENCE_S = 20.0
_TOO_MANY, _SERVERS_TROUBLE = 429, 500
_NOT_LET_IN = (401, 403, 404)
_UCS2 = MappingProxyType({"X-Kannel-Coding": "2", "X-Kannel-Charset": "UTF-8"})
_7_BIT = MappingProxyType({"X-Kannel-Coding": "0", "X-Kannel-Charset": "UTF-8"})


class TextOffice:
    """The provider at an address such as https://USER:PASSWORD@HOST/cgi-bin/sendsms."""

    def __init__(self, address: str, sender: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
        self._url, self._transport = parts._replace(netloc=host).geturl(), transport
        self._who = {
            "X-Kannel-Username": unquote(parts.username or ""),
            "X-Kannel-Password": unquote(parts.password or ""),
            "X-Kannel-From": sender,
        }

    async def send(self, message: TextMessage) -> None:
        """Return once the provider has taken the text.

        Raises:
            TextWasNotTaken: if it did not; ``is_final`` if it never will.
        """
        kind = _7_BIT if gsm.is_gsm(message.text) else _UCS2
        headers = self._who | kind | {"X-Kannel-To": message.to, "Content-Type": "text/plain; charset=UTF-8"}
        try:
            async with httpx.AsyncClient(timeout=_PATIENCE_S, transport=self._transport, trust_env=False) as provider:
                answer = await provider.post(self._url, content=message.text.encode(), headers=headers)
        except httpx.HTTPError as failure:
            raise TextWasNotTaken(type(failure).__name__) from None
        if not answer.is_success:
            said = answer.status_code
            # A wrong password refuses everybody for a while, and no number for good.
            is_passing = said >= _SERVERS_TROUBLE or said == _TOO_MANY or said in _NOT_LET_IN
            raise TextWasNotTaken(f"the provider answered {said}", is_final=not is_passing)
