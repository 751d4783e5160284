"""A word in every field that somebody can fill, by the product's own acts."""

from datetime import UTC, datetime, timedelta

from commonpurse.town_hall import Body
from tests.contracts.taking_down.planting import Planting


async def plant_rounds(here: Planting) -> None:
    """A round with words in every name, and one whose names became such."""
    today = datetime.now(UTC).date()
    days = {"suggest": (-60, -31), "screen": (-30, -21), "cost": (-20, -2), "vote": (-1, 30)}
    calendar = [
        {"name": name, "starts_on": str(today + timedelta(first)), "ends_on": str(today + timedelta(last))}
        for name, (first, last) in days.items()
    ]
    wish = _names(here, "NewRound", "NewArea", "NewFund") | {"currency": "EUR", "calendar": calendar}
    here.town = await here.hall.must("ideas", "POST", "/rounds", wish, staff="admin")
    plain = {"name": "Two", "currency": "EUR", "areas": [{"name": "W"}], "funds": [{"name": "B", "budget_cents": 1}]}
    second = await here.hall.must("ideas", "POST", "/rounds", plain, staff="admin")
    told = _names(here, "ChangedRoundBody", "ChangedAreaBody", "ChangedFundBody")
    told["areas"][0]["area_id"] = second["areas"][0]["area_id"]
    told["funds"][0]["fund_id"] = second["funds"][0]["fund_id"]
    await here.hall.must("ideas", "PATCH", f"/rounds/{second['round_id']}", told, staff="admin")
    here.things.rounds += [here.town["round_id"], second["round_id"]]


def _names(here: Planting, of_round: str, of_area: str, of_fund: str) -> Body:
    # A fund names its area by the area's name: the word that is typed there stands in it.
    area = {"name": f"{here.sown(of_area, 'name')['name']} and {here.seeds.word(f'{of_fund}.area')}"}
    fund = here.sown(of_fund, "name") | {"budget_cents": 1000, "area": area["name"]}
    return here.sown(of_round, "name") | {"areas": [area], "funds": [fund]}


async def plant_ideas(here: Planting) -> None:
    """Words in ideas, in contacts, in reports of barriers, and in what the office wrote of ideas."""
    mail = {"kind": "email", "address": f"{here.seeds.word('MailContact.address')}@example.org"}
    phone = {"kind": "phone", "address": here.seeds.number("PhoneContact.address")}
    letter = {"kind": "letter", "address": here.seeds.word("LetterContact.address")}
    where = here.seeds.location("NewIdea.location")
    await here.public_idea(**here.sown("NewIdea", "title", "text", "place"), location=where, contact=mail)
    corrected = await here.public_idea(**here.sown("NewIdea", "title", "text"), contact=phone)
    await here.act("ideas", "ideas", corrected, "correct-title", title=...)
    await here.act("ideas", "ideas", corrected, "correct-text", text=...)
    redacted = await here.public_idea(contact=letter)
    await here.act("ideas", "ideas", redacted, "redact", title=..., text=..., place=..., location=..., reason=...)
    refused = await here.public_idea()
    await here.act("ideas", "ideas", refused, "reject", criterion="not-ours", reason=...)
    reworded = await here.public_idea()
    await here.act("ideas", "ideas", reworded, "reject", criterion="not-ours", reason="It is not ours.")
    await _reword_the_line(here, "ideas", "ideas", reworded)
    await here.hall.must("ideas", "POST", "/barriers", here.sown("NewBarrier", "words", "page"))
    await _write_at_the_desk(here)


async def _write_at_the_desk(here: Planting) -> None:
    wish, path = here.sown("NewDepartmentBody", "name"), "/desk/departments"
    await here.hall.must("ideas", "POST", path, wish, staff="moderator")
    other = await here.hall.must("ideas", "POST", path, {"name": "Parks"}, staff="moderator")
    note = here.sown("NewNoteBody", "text")
    await here.hall.must("ideas", "POST", f"/desk/ideas/{here.things.ideas[0]}/notes", note, staff="moderator")
    question = here.sown("NewOpinionsBody", "question") | {"departments": [other["department_id"]]}
    path_of_idea = f"/desk/ideas/{here.things.ideas[0]}/opinions"
    asked = await here.hall.must("ideas", "POST", path_of_idea, question, staff="moderator")
    opinion = f"{path_of_idea}/{asked['items'][0]['opinion_id']}/answer"
    said = here.sown("GivenOpinionBody", "text") | {"stance": "against"}
    await here.hall.must("ideas", "POST", opinion, said, staff="moderator")
    template = here.sown("TemplateWish", "name") | {"texts": {"en": here.seeds.word("TemplateWish.texts")}}
    await here.hall.must("ideas", "POST", "/desk/templates", template, staff="moderator")
    told = here.sown("DepartmentChangeBody", "name")
    await here.hall.must("ideas", "PATCH", f"{path}/{other['department_id']}", told, staff="moderator")


async def _reword_the_line(here: Planting, part: str, of: str, name: str) -> None:
    [line] = await here.lines(part, f"/{of}/{name}")
    await here.act(part, of, name, "redact-line", line=line, words=..., reason=...)


async def plant_proposals(here: Planting) -> None:
    """Words in proposals, and in what the office wrote of them."""
    where = here.seeds.location("NewProposal.location")
    await here.public_proposal(**here.sown("NewProposal", "title", "summary", "place"), location=where)
    revised = await here.proposal()
    of = revised["proposal_id"]
    await here.act("proposals", "proposals", of, "request-changes", reason=...)
    key, where = {"X-Edit-Key": revised["edit_key"]}, here.seeds.location("RevisedProposal.location")
    words: Body = here.sown("RevisedProposal", "title", "summary", "place") | {"location": where}
    await here.hall.must("proposals", "PUT", f"/proposals/{of}", words, headers=key)
    await here.act("proposals", "proposals", of, "accept", cost_cents=100, needs=...)
    corrected = await here.public_proposal(**here.sown("NewProposal", "title", "summary"))
    await here.act("proposals", "proposals", corrected, "correct-title", title=...)
    await here.act("proposals", "proposals", corrected, "correct-text", summary=...)
    await here.act("proposals", "proposals", corrected, "change-needs", needs=...)
    redacted = await here.public_proposal()
    every: Body = dict.fromkeys(("title", "summary", "needs", "place", "location", "reason"), ...)
    await here.act("proposals", "proposals", redacted, "redact", **every)
    refused = await here.public_proposal()
    await here.act("proposals", "proposals", refused, "reject", criterion="not-ours", reason=...)
    reworded = await here.public_proposal()
    await here.act("proposals", "proposals", reworded, "reject", criterion="not-ours", reason="It is not ours.")
    await _reword_the_line(here, "proposals", "proposals", reworded)


async def plant_appeals(here: Planting) -> None:
    """Words against refusals, and why these stand or do not."""
    for answer in ("uphold", "reopen"):
        made = await here.proposal(**here.sown("NewProposal", "title"))
        of, key = made["proposal_id"], {"X-Edit-Key": made["edit_key"]}
        await here.act("proposals", "proposals", of, "reject", criterion="not-ours", reason="It is not ours.")
        wish = {"action": "appeal"} | here.sown("proposal.appeal", "appeal")
        await here.hall.must("proposals", "POST", f"/proposals/{of}/actions", wish, headers=key)
        await here.act("proposals", "proposals", of, answer, reason=..., staff="admin")


async def plant_offers(here: Planting) -> None:
    """Words in offers, and in the answers to them."""
    proposal = await here.public_proposal()
    made = await here.offer(proposal, **here.sown("NewOffer", "words", "when"))
    await here.act("proposals", "offers", made, "accept")
    redacted = await here.offer(proposal)
    await here.act("proposals", "offers", redacted, "accept")
    await here.act("proposals", "offers", redacted, "redact", words=..., when=..., reason=...)
    declined = await here.offer(proposal)
    await here.act("proposals", "offers", declined, "decline", reason=...)
    answered = await here.offer(proposal)
    await here.act("proposals", "offers", answered, "decline", reason="No room.")
    await here.act("proposals", "offers", answered, "redact", words="A hut.", answer=..., reason="It named somebody.")


async def plant_what_is_refused(here: Planting) -> None:
    """Words where a code, a name or a number is asked for: nothing is kept of them, and nobody is told them."""
    tries: dict[str, tuple[str, str, tuple[str, ...], Body]] = {
        "SignInBody": ("POST", "/staff/sessions", ("name", "code"), {"password": "wrong"}),
        "FactorCodeBody": ("PUT", "/staff/me/second-factor", ("code",), {}),
        "NewPasskeyBody": ("POST", "/staff/me/passkeys", ("ticket", "name"), {"answer": "x"}),
        "PasswordBody": ("PUT", "/staff/me/password", ("name",), {"old": "wrong", "new": "wrong"}),
        "PasskeyAnswerBody": ("POST", "/staff/passkey-sessions", ("ticket",), {"answer": "x"}),
        "NumberBody": ("POST", f"/rounds/{here.town['round_id']}/invitations/replacements", ("number",), {}),
        "PermitRequestBody": ("POST", "/permits", ("code",), {"channel": "web", "poll_id": here.things.polls[0]}),
    }
    for model, (method, path, names, rest) in tries.items():
        answer = await here.hall.ask("residents", method, path, here.sown(model, *names) | rest, staff="clerk")
        assert 400 <= answer.status_code < 500, (model, answer.text)


async def plant_accounts(here: Planting) -> None:
    """A member of staff whose name is a word."""
    account = here.sown("NewStaffBody", "name") | {"password": "a long enough password", "roles": ["auditor"]}
    await here.hall.must("residents", "POST", "/staff", account, staff="admin")
