"""Staff tokens and permits for tests, signed with keys of known seeds, and who vouches for those keys.

app = residents_stand_in()
runtime = assemble("voting", settings, in_process={"residents": app})
await client.post(url, headers=staff_headers("returning-officer", name="Ada"))
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import FastAPI

from libs.shared.events.words import Channel
from libs.shared.platform.access.staff import STAFF_PURPOSE, Role
from libs.shared.platform.access.tokens import SigningKey
from libs.shared.platform.running.settings import ServiceName

PERMIT_PURPOSE = "permit"
STAFF_KEY = SigningKey(hashlib.sha256(b"the tests sign for staff").digest(), STAFF_PURPOSE)
PERMIT_KEY = SigningKey(hashlib.sha256(b"the tests sign permits").digest(), PERMIT_PURPOSE)

_HOUR = timedelta(hours=1)


def staff_headers(
    *roles: Role,
    name: str = "Ada Clerk",
    now: datetime | None = None,
    lasts: timedelta = 8 * _HOUR,
    since: datetime | None = None,
) -> dict[str, str]:
    """The headers of a request by a member of staff with the roles. Two names are two people.

    ``since`` is when somebody else last made the account what it is.
    """
    claims: dict[str, object] = {"sub": str(staff_id_of(name)), "name": name, "roles": list(roles)}
    if since:
        claims["since"] = int(since.timestamp())
    return {"Authorization": f"Bearer {STAFF_KEY.sign(claims, expires_at=(now or _now()) + lasts)}"}


def staff_id_of(name: str) -> UUID:
    """The id of the member of staff whom ``staff_headers`` calls by that name."""
    return uuid5(NAMESPACE_URL, f"staff:{name}")


def a_permit(
    poll_id: UUID,
    person: str,
    channel: Channel = "web",
    area_id: UUID | None = None,
    *,
    now: datetime | None = None,
    lasts: timedelta = timedelta(minutes=15),
    is_test: bool = False,
) -> str:
    """The person's permit for the poll, as residents would sign it: one pseudonym through every channel."""
    claims: dict[str, object] = {
        "poll": str(poll_id),
        "psn": pseudonym_of(poll_id, person),
        "area": str(area_id) if area_id else None,
        "ch": channel,
    }
    claims |= {"test": True} if is_test else {}
    return PERMIT_KEY.sign(claims, expires_at=(now or _now()) + lasts)


def pseudonym_of(poll_id: UUID, person: str) -> str:
    """The person's pseudonym in the poll: 64 hexadecimal digits."""
    return hmac.new(poll_id.bytes, person.encode(), hashlib.sha256).hexdigest()


def residents_stand_in() -> FastAPI:
    """An app that answers for residents what every service asks of it: the public keys."""
    app = FastAPI()

    @app.get("/api/residents/v1/keys")
    async def keys() -> Mapping[str, object]:
        return {"keys": [STAFF_KEY.public(), PERMIT_KEY.public()]}

    return app


def beside_residents() -> dict[ServiceName, FastAPI]:
    """The ``in_process`` neighbours of a service that needs nobody but residents."""
    return {"residents": residents_stand_in()}


def _now() -> datetime:
    return datetime.now(UTC)
