"""What the pages read out of a poll."""

from gateways.web.clients.asking import Json


def began_at(poll: Json) -> str:
    """When voting began; while nobody has opened the poll, when it is to begin."""
    return _since(poll, "open") or str(poll["opens_at"])


def ended_at(poll: Json) -> str:
    """When voting ended; while nobody has closed the poll, when it is to end."""
    return _since(poll, "closed") or str(poll["closes_at"])


def is_advice(poll: object) -> bool:
    """Whether it is a poll that ranks options and funds nothing."""
    return isinstance(poll, dict) and poll.get("rule") == "ranked-list"


def _since(poll: Json, state: str) -> str | None:
    return next((str(entry["at"]) for entry in poll["life_line"] if entry["state"] == state), None)


def may_be_replaced(poll: Json) -> bool:
    """Whether a ballot that is cast on these pages can still give way to a later one."""
    return bool(poll["may_replace"]) and "web" not in poll.get("final_channels", [])
