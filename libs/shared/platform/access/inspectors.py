"""Who may look into the works: what is measured, and how the interface is described, are not for everybody.

Source: ASVS 5.0, 13.4.5.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException

from libs.shared.platform.access.shown import is_shown
from libs.shared.platform.access.staff import Bearer, signed_in
from libs.shared.platform.running.runtime import Runtime, runtime_of
from libs.shared.platform.running.settings import Settings

_Runtime = Annotated[Runtime, Depends(runtime_of)]


async def may_measure(runtime: _Runtime, bearer: Bearer) -> None:
    """A dependency: whoever measures shows the token of the settings, or is an administrator."""
    if _shows_the_token(runtime.settings, bearer):
        return
    staff = await signed_in(runtime, bearer)
    if "administrator" not in staff.roles:
        raise HTTPException(403, "This is for: administrator, and whoever has the inspection token.")


async def may_read_reference(runtime: _Runtime, bearer: Bearer) -> None:
    """A dependency: everybody if the settings say so, else staff and whoever shows the token."""
    if not runtime.settings.reference_is_public and not _shows_the_token(runtime.settings, bearer):
        await signed_in(runtime, bearer)


def may_read_reference_of_gateway(settings: Settings) -> Callable[[Bearer], None]:
    """The same for a gateway, which has no sessions of staff to look at."""

    def may_read(bearer: Bearer) -> None:
        if not settings.reference_is_public and not _shows_the_token(settings, bearer):
            raise HTTPException(401, "Show the inspection token of the settings.", {"WWW-Authenticate": "Bearer"})

    return may_read


def _shows_the_token(settings: Settings, bearer: Bearer) -> bool:
    return is_shown(settings.inspection_token, bearer.credentials if bearer else None)
