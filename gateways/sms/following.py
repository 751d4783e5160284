"""A text by which somebody follows something, says yes to a form, or ends it: the service of ideas hears it."""

from gateways.sms.grammar import Follow
from gateways.sms.reply import Say
from gateways.sms.senders import Sender
from libs.shared.platform.running.asking import OutOfReach, Refused, ask, look_up
from libs.shared.platform.running.neighbours import Neighbours

_FOLLOWING = "/api/ideas/v1/following"
_REFUSALS = {"idea-is-not-known": "follow_unknown", "no-texts-go-out": "follow_no_texts"}
_SAID = {"several": "follow_several", "too_many": "follow_too_many", "ended": "ended", "all_ended": "stopped"}
"""What came of a text, and the reply that says so; whatever else came of it depends on the text."""


class Following:
    """Follows by text, for whoever has the telephone."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours

    async def is_told_by_text(self) -> bool:
        """Whether the council tells followers by text, as far as its service of ideas answers."""
        try:
            return bool((await look_up(self._neighbours.client("ideas"), _FOLLOWING)).get("texts"))
        except (Refused, OutOfReach):
            return False

    async def follow(self, wish: Follow, sender: Sender, language: str) -> Say:
        """What to say to whoever texted."""
        if sender.number is None:
            return Say("stop" if wish.kind == "stop" else "follow_refused")
        body = {"number": sender.number, "wish": wish.kind, "idea": wish.number, "language": language}
        headers = {"X-Commonpurse-Client": sender.client}
        try:
            answer = await ask(self._neighbours.client("ideas"), f"{_FOLLOWING}/by-text", body, headers)
        except Refused as refused:
            return Say(_REFUSALS.get(refused.code, "follow_refused"))
        except OutOfReach:
            return Say("stop_try_later" if wish.kind == "stop" else "follow_try_later")
        return _say(wish, str(answer["state"]), answer["number"])


def _say(wish: Follow, state: str, number: str | None) -> Say:
    match state:
        case "followed":
            return Say("followed", {"number": number}) if number else Say("followed_all")
        case _ if state in _SAID:
            return Say(_SAID[state], {"number": number or ""})
        case _ if wish.kind == "stop":
            return Say("ended_nothing", {"number": number}) if number else Say("stop")
        case _:
            return Say("follow_which")
