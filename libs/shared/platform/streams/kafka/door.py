"""The broker's door: what a client says of itself there, why it was not let in, and how it leaves."""

import asyncio
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from inspect import signature
from typing import Any, TypeAlias

import httpx
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.abc import AbstractTokenProvider
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.conn import create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    UnsupportedSaslMechanismError,
)

from libs.shared.platform.running.attendance import FailureInWords
from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.settings import CannotStart, Settings

_TO_SAY_WHY_MS = 5_000
_RENEWED_BEFORE_S = 30.0
# Clients would wait for a frozen broker's answer for 40 s, and whoever stops us kills us after ten.
_LEAVES_WITHIN_S = 2.0
_MAY_NOT = (TopicAuthorizationFailedError, GroupAuthorizationFailedError, ClusterAuthorizationFailedError)


class BrokerIsUnwell(NeighbourIsUnwell, FailureInWords):
    """Kafka did not do as asked; asking later may help."""


class BrokerRefuses(BrokerIsUnwell):
    """Kafka answers, and does not let us. Somebody has to change something; then it goes on by itself."""


def reached_by(settings: Settings) -> dict[str, Any]:
    """What every client of the broker is told: its address, whom to believe, and who we are."""
    told: dict[str, Any] = {"bootstrap_servers": settings.kafka, **settings.kafka_options}
    if settings.kafka_tls:
        told["ssl_context"] = _believing(settings)
    user = _user(settings)
    if user or settings.kafka_tls:
        told["security_protocol"] = ("SASL_" if user else "") + ("SSL" if settings.kafka_tls else "PLAINTEXT")
    return told | user


Client: TypeAlias = AIOKafkaAdminClient | AIOKafkaConsumer | AIOKafkaProducer


async def enter(client: Client, settings: Settings) -> None:
    """Start the client.

    Raises:
        BrokerIsUnwell: the broker is away.
        BrokerRefuses: it is there, and does not let us in; why.
    """
    try:
        await client.start()
    except BaseException as error:
        await leave(client)
        if isinstance(error, KafkaConnectionError):
            # aiokafka tries one address after the other, and says of none why it did not come in.
            raise await _why_not(settings) or BrokerIsUnwell(str(error)) from error
        raise


async def leave(client: Client) -> None:
    """Let go of the broker, which may be frozen: nothing waits there that is not kept here too.

    It ends in a task of its own: where a client awaits what it has cancelled itself, it takes a cancellation of ours
    for that one, and whoever was told to stop would go on for ever.
    """
    leaving = asyncio.create_task(client.close() if isinstance(client, AIOKafkaAdminClient) else client.stop())
    try:
        await asyncio.wait([leaving], timeout=_LEAVES_WITHIN_S)
    except asyncio.CancelledError:
        await asyncio.wait([leaving], timeout=_LEAVES_WITHIN_S)
        raise
    finally:
        leaving.cancel()
    if leaving.done() and not leaving.cancelled():
        leaving.result()


@contextmanager
def troubles_named(on: str = "the cluster", needs: str = "Describe") -> Iterator[None]:
    """Within the block, Kafka's own errors are ours; a missing right is named with what it is needed on."""
    try:
        yield
    except _MAY_NOT as error:
        raise BrokerRefuses(f"{error.message} on {_named_in(error) or on}: our user needs {needs}") from error
    except KafkaError as error:
        raise BrokerIsUnwell(str(error) or type(error).__name__) from error


def _named_in(error: KafkaError) -> str:
    """The topics or the group that the error is about, where aiokafka says so."""
    named = error.args[0] if error.args else ""
    return named if isinstance(named, str) else ", ".join(sorted(map(str, named)))


def _believing(settings: Settings) -> ssl.SSLContext:
    authorities = str(settings.kafka_ca_file) if settings.kafka_ca_file else None
    try:
        context = ssl.create_default_context(cafile=authorities)
        if settings.kafka_client_file:
            context.load_cert_chain(settings.kafka_client_file)
    except ssl.SSLError as error:
        reason = "COMMONPURSE_KAFKA_CA_FILE or COMMONPURSE_KAFKA_CLIENT_FILE holds no certificate in PEM"
        raise CannotStart(f"{reason} ({error.reason})") from error
    return context


def _user(settings: Settings) -> dict[str, Any]:
    if settings.kafka_sasl == "OAUTHBEARER" and (settings.kafka_token_url or settings.kafka_token_file):
        return {"sasl_mechanism": "OAUTHBEARER", "sasl_oauth_token_provider": _tokens_of(settings)}
    if not settings.kafka_user:
        return {}
    return {
        "sasl_mechanism": settings.kafka_sasl,
        "sasl_plain_username": settings.kafka_user,
        "sasl_plain_password": settings.kafka_secret,
    }


class _Tokens(AbstractTokenProvider):  # type: ignore[misc] # aiokafka brings no types
    """Tokens of OAuth 2 for the broker, each used until shortly before it ends."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._token, self._good_until = settings, "", 0.0

    async def token(self) -> str:
        """One that is good now."""
        if self._settings.kafka_token_file:
            return self._settings.kafka_token_file.read_text().strip()
        if time.monotonic() > self._good_until:
            await self._renew()
        return self._token

    async def _renew(self) -> None:
        settings = self._settings
        assert settings.kafka_token_url is not None
        form = {"grant_type": "client_credentials"}
        if settings.kafka_token_scope:
            form["scope"] = settings.kafka_token_scope
        try:
            async with httpx.AsyncClient(timeout=_TO_SAY_WHY_MS / 1000) as client:
                who = (settings.kafka_user or "", settings.kafka_secret)
                answer = (await client.post(settings.kafka_token_url, data=form, auth=who)).raise_for_status().json()
                self._token, lasts = str(answer["access_token"]), float(answer.get("expires_in", 60))
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            reason = f"status {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else "no token"
            raise BrokerRefuses(f"COMMONPURSE_KAFKA_TOKEN_URL gives no token for our user ({reason})") from error
        self._good_until = time.monotonic() + lasts - min(_RENEWED_BEFORE_S, lasts / 2)


@lru_cache(maxsize=4)
def _tokens_of(settings: Settings) -> _Tokens:
    return _Tokens(settings)


async def _why_not(settings: Settings) -> BrokerIsUnwell | None:
    """What each address says to us, asked one by one: a refusal before a silence."""
    assert settings.kafka is not None
    causes = [await _cause_at(each.strip(), settings) for each in settings.kafka.split(",")]
    found = [cause for cause in causes if cause is not None]
    return next((cause for cause in found if isinstance(cause, BrokerRefuses)), found[0] if found else None)


async def _cause_at(address: str, settings: Settings) -> BrokerIsUnwell | None:
    host, _, port = address.rpartition(":")
    taken = signature(create_conn).parameters
    told = {"request_timeout_ms": _TO_SAY_WHY_MS} | reached_by(settings)
    options = {name: value for name, value in told.items() if name in taken}
    try:
        (await create_conn(host.strip("[]"), int(port), **options)).close()
    except BrokerIsUnwell as error:
        return error
    except (OSError, KafkaError, TimeoutError) as error:
        return _in_words(error, address, settings)
    return None


def _in_words(error: Exception, address: str, settings: Settings) -> BrokerIsUnwell:
    match error:
        case KafkaConnectionError() | TimeoutError():
            advice = "does it want COMMONPURSE_KAFKA_TLS or COMMONPURSE_KAFKA_USER?"
            return BrokerIsUnwell(f"{address} takes the connection and says nothing: {advice}")
        case KafkaError():
            return BrokerRefuses(_refusal(error, address, settings.kafka_sasl))
        case ssl.SSLCertVerificationError():
            advice = "check its dates and name, and COMMONPURSE_KAFKA_CA_FILE"
            return BrokerRefuses(f"the certificate of {address} is not believed ({error.verify_message}): {advice}")
        case ssl.SSLError():
            return BrokerRefuses(f"{address} does not take our TLS ({error.reason}): check COMMONPURSE_KAFKA_TLS")
        case _:
            return BrokerIsUnwell(f"{address}: {getattr(error, 'strerror', None) or type(error).__name__}")


def _refusal(error: KafkaError, address: str, mechanism: str) -> str:
    match error:
        case SaslAuthenticationFailed() | AuthenticationFailedError():
            who = "COMMONPURSE_KAFKA_USER and its password"
            return f"SASL_AUTHENTICATION_FAILED at {address} by {mechanism}: check {who}"
        case UnsupportedSaslMechanismError():
            return f"UNSUPPORTED_SASL_MECHANISM at {address}, {mechanism}: set COMMONPURSE_KAFKA_SASL"
        case _:
            return f"{getattr(error, 'message', None) or type(error).__name__} at {address}"
