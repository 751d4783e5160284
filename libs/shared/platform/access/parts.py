"""Which part of the installation asks, by what it shows, and for whom it may speak.

A gateway is a client with a key of its own, so that one that has leaked is taken back alone, and opens no more than
that gateway needs. What each may do is fixed here: no setting widens it, and nobody is asked about it.
"""

from typing import Literal

from pydantic import SecretStr

from libs.shared.platform.access.shown import is_shown
from libs.shared.platform.running.part_settings import PartSettings, each_of

Right = Literal["residents", "staff", "texts", "parts"]
"""For whom a part may speak: what is said of a client counts for residents, or for staff, too; parts read all.

Whoever brings texts is believed whose telephone they came from.
"""

_SERVICES: frozenset[Right] = frozenset({"parts"})
_WEB: frozenset[Right] = frozenset({"residents", "staff"})
_SMS: frozenset[Right] = frozenset({"residents", "texts"})
_MAIL: frozenset[Right] = frozenset({"residents"})


def rights_of(settings: PartSettings, shown: str | None) -> frozenset[Right]:
    """What may be done by what is shown; nothing, if it is nobody's.

    One secret that was given to several may do what each of them may.
    """
    known = (
        (settings.parts_secret, _SERVICES),
        (settings.web_key, _WEB),
        (settings.sms_key, _SMS),
        (settings.mail_key, _MAIL),
    )
    found = [rights for keys, rights in known for key in each_of(keys) if is_shown(SecretStr(key), shown)]
    return frozenset().union(*found)
