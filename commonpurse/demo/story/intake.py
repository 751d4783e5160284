"""Ideas come in by web, program, mail, text message, letter and telephone, at the desk and from meetings."""

import re
from email.message import EmailMessage
from typing import Any

from commonpurse.demo.stage import Stage
from commonpurse.demo.story.script import Wish
from commonpurse.demo.story.year import Idea, Year
from commonpurse.town_hall import Body
from commonpurse.trouble import Trouble
from libs.shared.platform.running.settings import PartName

OFFICE_ADDRESS = "budget@lichtenberg.example"
_TOLD = re.compile(r"number (?P<number>\S+)\..*: (?P<key>.+)$")


async def suggest_all(year: Year, stage: Stage) -> None:
    """Every wish of the script, by its channel."""

    async def send(wish: Wish) -> None:
        if wish.channel == "mail":
            await _by_mail(year, wish, stage.mail_secret)
        elif wish.channel == "sms":
            year.ideas.append(await _by_text(year, wish, stage.sms_secret))
        else:
            year.ideas.append(await _by_form(year, wish))

    async def send_again(wish: Wish) -> None:
        year.again.append(await _by_form(year, wish))

    async def send_both(wish: Wish) -> None:
        year.both.append(await _by_form(year, wish))

    await year.each("Residents suggest, by every channel", year.script.wishes, send)
    await year.each("Others wish for the same", year.script.again, send_again)
    await year.each("Somebody wishes for two things at once", year.script.both, send_both)
    year.ideas += await _those_of_mails(year)
    year.ideas.sort(key=lambda one: (one.wish.kind.number, one.wish.area))


async def _by_form(year: Year, wish: Wish) -> Idea:
    """Sent in by whoever wishes for it, or entered at the desk."""
    is_entered = wish.channel not in ("web", "api")
    body = {
        "round_id": year.round["round_id"],
        "title": wish.title,
        "text": wish.text,
        "area_id": year.area_id(wish),
        "channel": wish.channel,
        "contact": {"kind": "email", "address": _address(wish)},
    }
    made: Body = await year.town.must("ideas", "POST", "/ideas", body, staff="clerk" if is_entered else None)
    return Idea(wish, made["number"], made["key"])


async def _by_text(year: Year, wish: Wish, secret: str) -> Idea:
    number = f"+4930{wish.kind.number:03}{wish.area:04}"
    body = {"from": number, "text": f"IDEA {wish.title}. {wish.text}", "message_id": f"{wish.kind.number}.{wish.area}"}
    answer = await _handed_in(year, "sms", "/sms/generic", secret, "idea_taken", json=body)
    told = _TOLD.search(answer["reply"])
    assert told
    return Idea(wish, told["number"], told["key"])


async def _by_mail(year: Year, wish: Wish, secret: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = _address(wish), OFFICE_ADDRESS, wish.title
    mail["Message-ID"] = f"<{wish.kind.number}.{wish.area}@residents.example>"
    mail.set_content(f"{wish.text}\n\nArea: {wish.area_name}\n")
    as_it_came = {"content": bytes(mail), "headers": {"Content-Type": "message/rfc822"}}
    await _handed_in(year, "mail", "/mail/inbound", secret, "taken", **as_it_came)


async def _handed_in(year: Year, gateway: PartName, path: str, secret: str, expected: str, **what: Any) -> Body:
    """What the gateway answers to a provider who hands something in."""
    headers = what.pop("headers", {}) | {"X-Commonpurse-Secret": secret}
    answer: Body = await year.town.must(gateway, "POST", path, headers=headers, **what)
    if answer["outcome"] != expected:
        raise Trouble(f"the {gateway} gateway answered {answer['outcome']} to a suggestion")
    return answer


async def _those_of_mails(year: Year) -> list[Idea]:
    listed = await year.town.all_items("ideas", "/ideas", staff="moderator", round_id=year.round["round_id"])
    numbers = {one["title"]: one["number"] for one in listed if one["channel"] == "mail"}
    return [Idea(wish, numbers[wish.title], None) for wish in year.script.wishes if wish.channel == "mail"]


def _address(wish: Wish) -> str:
    return f"resident-{wish.kind.number}-{wish.area}@residents.example"
