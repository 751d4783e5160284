"""Whether the reader is one of the council's staff. Nobody needs to be, to read what is public."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from libs.shared.platform.runtime import Runtime, runtime_of
from libs.shared.platform.staff import signed_in

_bearer = HTTPBearer(auto_error=False)


async def is_staff(
    runtime: Annotated[Runtime, Depends(runtime_of)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> bool:
    """Whether a staff token came along. A bad one gets its 401, so that nobody wonders where the drafts are."""
    return bearer is not None and bool(await signed_in(runtime, bearer))
