"""Addresses in the environment, each demanded in its own form: what is wrong is said before anything is tried.

An address may hold a password, so none is quoted.
"""

import re
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator

_BROKERS = re.compile(r"[^\s,:/]+:[0-9]{1,5}|\[[0-9A-Fa-f:]+\]:[0-9]{1,5}")


def _parts(address: str) -> SplitResult | None:
    """The address taken apart; nothing if it is none: a port that is no port is found when it is asked for."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts if not re.search(r"\s", address) else None


def _of_a_database(address: str) -> str:
    parts = _parts(address)
    if parts is None or parts.scheme not in ("postgresql", "postgres") or not parts.hostname:
        raise ValueError("it must be written like postgresql://USER:PASSWORD@HOST:5432/")
    return re.sub("^postgres:", "postgresql:", address)


def _of_brokers(addresses: str) -> str:
    if not all(_BROKERS.fullmatch(each.strip()) for each in addresses.split(",")):
        raise ValueError("it must be written like HOST:9092, several with commas between them")
    return addresses


def _of_pages(address: str) -> str:
    parts = _parts(address)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must be written like https://HOST or http://HOST:8000")
    return address.rstrip("/")


def _of_a_mail_server(address: str) -> str:
    parts = _parts(address)
    if parts is None or parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path.strip("/"):
        raise ValueError("it must be written like smtp://USER:PASSWORD@HOST:587, or smtps:// for TLS")
    return address


def _of_a_provider_of_texts(address: str) -> str:
    parts = _parts(address)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or not parts.username:
        raise ValueError("it must be written like https://USER:PASSWORD@HOST/cgi-bin/sendsms")
    return address


def _of_a_mail_box(address: str) -> str:
    parts = _parts(address)
    if parts is None or parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise ValueError("it must be written like imaps://USER:PASSWORD@HOST:993, or imap:// for STARTTLS")
    return address


def _of_an_installation(name: str) -> str:
    if re.fullmatch(r"(urn|tag):[^\s#]+", name):
        return name
    try:
        return _of_pages(name)
    except ValueError:
        raise ValueError("it must be written like https://HOST, or urn:NAME or tag:NAME") from None


DatabaseAddress = Annotated[str, AfterValidator(_of_a_database)]
BrokerAddresses = Annotated[str, AfterValidator(_of_brokers)]
WebAddress = Annotated[str, AfterValidator(_of_pages)]
InstallationName = Annotated[str, AfterValidator(_of_an_installation)]
MailServer = Annotated[str, AfterValidator(_of_a_mail_server)]
TextProvider = Annotated[str, AfterValidator(_of_a_provider_of_texts)]
MailBox = Annotated[str, AfterValidator(_of_a_mail_box)]
