"""What a provider sent, byte by byte: the framework reads all of it as UTF-8, and what is not would be lost."""

from email.message import Message
from urllib.parse import parse_qsl

from fastapi import Request

from gateways.sms.encodings import decoded

_MOST_FIELDS = 100


def content_type_of(request: Request) -> tuple[str, str | None]:
    """The body's kind, in small letters, and its charset if it names one."""
    message = Message()
    message["Content-Type"] = request.headers.get("content-type", "text/plain")
    charset = message.get_param("charset")
    return message.get_content_type(), charset if isinstance(charset, str) else None


def bytes_of(encoded: str) -> dict[str, bytes]:
    """The fields of a query or a form, urlencoded; of a field that comes more often, the last.

    Raises:
        ValueError: if there are more than anybody needs.
    """
    pairs = parse_qsl(encoded, keep_blank_values=True, encoding="latin-1", max_num_fields=_MOST_FIELDS)
    return {name: value.encode("latin-1") for name, value in pairs}


def fields_of(form: bytes, charset: str | None) -> dict[str, str]:
    """The fields of an urlencoded form, as text.

    Raises:
        ValueError: if there are more than anybody needs.
    """
    return {name: decoded(value, charset) for name, value in bytes_of(form.decode("latin-1")).items()}
