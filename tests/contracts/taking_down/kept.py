"""What is kept of words that were taken down, or is never told: all of it, with the reason."""

from collections.abc import Mapping

import asyncpg

from commonpurse.parts import SERVICE_NAMES
from tests.contracts.taking_down.seeds import Seeds
from tests.web.town import Town

NEVER_PUBLIC: Mapping[str, str] = {
    "MailContact.address": "a contact is for staff alone",
    "PhoneContact.address": "a contact is for staff alone",
    "LetterContact.address": "a contact is for staff alone",
    "proposal.appeal.appeal": "what is said against a refusal is for staff and for whoever holds the key",
    "NewBarrier.words": "a report of a barrier is for staff alone",
    "NewBarrier.page": "a report of a barrier is for staff alone",
    "NewNoteBody.text": "a note is told among staff alone",
    "NewOpinionsBody.question": "what departments are asked is told among staff alone",
    "GivenOpinionBody.text": "what departments say is told among staff alone",
    "TemplateWish.name": "a template is staff's own until an answer is given by it",
    "TemplateWish.texts": "a template is staff's own until an answer is given by it",
    "NewDepartmentBody.name": "who answers ideas is told to staff alone",
    "DepartmentChangeBody.name": "who answers ideas is told to staff alone",
    "NewStaffBody.name": "who works in the town hall is told to nobody outside",
    "SignInBody.name": "it is compared with the accounts, and not kept",
    "SignInBody.code": "it is compared, and not kept",
    "FactorCodeBody.code": "it is compared, and not kept",
    "NewPasskeyBody.ticket": "it is compared, and not kept",
    "NewPasskeyBody.name": "it is its owner's alone",
    "PasswordBody.name": "it is compared with the account, and not kept",
    "PasskeyAnswerBody.ticket": "it is compared, and not kept",
    "NumberBody.number": "it is looked up in the roll, and not kept",
    "PermitRequestBody.code": "it is compared with the codes, and not kept",
}
"""Fields whose words nobody outside the town hall reads, from the first."""

_OF_A_SHEET = (
    "the office's own words about a proposal: another sheet takes their place, and what an idea loses they lose, too"
)
_OF_A_WORKFLOW = "a council's own words for states and actions: an idea keeps the workflow that it began with"

_OF_LINEAGE = ("merge", "merge-in", "undo-merge", "undo-merge-in", "split", "split-off", "undo-split", "put-back")
_OF_A_MERGING = (
    "it stands in the life lines of both ideas, as reasons of actions do: tests/ideas/lineage takes it down from both"
)

_OF_A_PART = "they are the new idea's words, which are taken down as every idea's; tests/ideas/lineage does so"

RULED: Mapping[str, str] = {
    "DefinitionBody.name": _OF_A_WORKFLOW,
    "DefinitionBody.label": _OF_A_WORKFLOW,
    "StateDefinition.name": _OF_A_WORKFLOW,
    "StateDefinition.label": _OF_A_WORKFLOW,
    "StateDefinition.escalates_to": _OF_A_WORKFLOW,
    "AskedField.name": _OF_A_WORKFLOW,
    "CriterionBody.name": _OF_A_WORKFLOW,
    "CriterionBody.label": _OF_A_WORKFLOW,
    "CheckBody.name": _OF_A_WORKFLOW,
    "CheckBody.label": _OF_A_WORKFLOW,
    "ActionDefinition.name": _OF_A_WORKFLOW,
    "ActionDefinition.label": _OF_A_WORKFLOW,
    "ActionDefinition.of": _OF_A_WORKFLOW,
    "ActionDefinition.to": _OF_A_WORKFLOW,
    "ActionDefinition.who": _OF_A_WORKFLOW,
    "ActionDefinition.by": _OF_A_WORKFLOW,
    "ActionDefinition.words": _OF_A_WORKFLOW,
    "NewRound.workflow": "it is compared with the names of workflows",
    "ChangedRoundBody.workflow": "it is compared with the names of workflows",
    "AreaMoneyBody.name": "the town hall's own name of an area, as it was when the poll's terms were ruled: a draft is"
    " changed, a published poll's terms stand",
    "NewOption.title": "the town hall's own name of a service, a policy or a saving: a draft is changed, and what"
    " is published stands, or is withdrawn from the vote",
    "NewSubscription.name": "what subscribers call their webhook is told to them alone, and deleted with it",
    "NewSubscription.url": "an address of a subscriber's is told to them alone, and deleted with the webhook",
    "NewSubscription.types": "it is compared with the types of events",
    "NewSubscription.contact": "it is the subscriber's own, told to them alone, and deleted with the webhook",
    "OriginBody.number": "the number that an idea had elsewhere is one word of letters and digits, entered by staff",
    "NewDecision.paper_number": "the number of a paper of the council's is its own, and stands in the life line",
    "CorrectedDecision.paper_number": "the number of a paper of the council's is its own",
    "NewResult.idea": "it is compared with the numbers of ideas",
    "NewResult.action": "it is compared with the actions of workflows",
    "NewSynonyms.groups": "words of the office's own, which mean the same: another list takes its place",
    "WantedSheet.description": _OF_A_SHEET,
    "WantedSheet.responsible": _OF_A_SHEET,
    "WantedSheet.conflicts": _OF_A_SHEET,
    "WantedSheet.easy_language": _OF_A_SHEET,
    "WantedCostLine.what": _OF_A_SHEET,
    "WantedConflict.number": "it is compared with the numbers of proposals",
    "WantedConflict.reason": _OF_A_SHEET,
    "NewAgendaItem.idea": "it is compared with the numbers of ideas",
    "NewMerge.into": "it is compared with the numbers of ideas",
    "NewMerge.into_version": "it is compared with the idea's version, and not kept",
    "NewMerge.reason": _OF_A_MERGING,
    "Undoing.reason": _OF_A_MERGING,
    "NewSplit.reason": _OF_A_MERGING,
    "NewPart.title": _OF_A_PART,
    "NewPart.text": _OF_A_PART,
    "NewIntegratorBody.name": "what an integrator is called is told to administrators and to itself alone",
    "NewKeyBody.name": "what a key is called is told to administrators alone",
    "TextedBody.number": "a telephone number is told to nobody, and erased when its owner says stop",
    "TextedBody.idea": "it is compared with the numbers of ideas and proposals, and not kept",
    "NewFollower.idea": "it is compared with the numbers of ideas, and not kept",
    "NewFollower.proposal": "it is compared with the numbers of proposals, and not kept",
    "client_id": "it is compared with the accounts, and not kept",
    "client_secret": "it is compared with the keys' digests, and not kept",
    "grant_type": "it is compared, and not kept",
    "scope": "it is compared with what the key is for, and not kept",
    "WantedSample.type": "it is compared with the types of events",
}
"""Fields that nobody plants: what a poll was ruled by stands; what integrators and subscribers type is theirs alone."""

_AS_OF_EVERY_IDEA = (
    "what is done with every idea, by the same engine; tests/ideas/workflows takes reasons down here, too"
)
_OF_THE_RECORD = "a body's name or a paper's number, entered by the office: it stands in the record of what was decided"

RULED_IN_LICHTENBERG: Mapping[str, str] = {
    **dict.fromkeys(("reason", "fails", "words", "title", "text", "place", "location"), _AS_OF_EVERY_IDEA),
    "appeal": "what is said against a decision is for staff and for whoever holds the key: tests/ideas/test_appeals",
    **dict.fromkeys(("authority", "decided_by", "paper_number"), _OF_THE_RECORD),
}
"""Fields of the actions of Lichtenberg's workflow: the ballot budget's are planted for both."""


def is_ruled(typed: str) -> bool:
    """Whether what is typed into the field of an action, such as ``idea.reject.reason``, is planted nowhere."""
    thing, action, field = typed.split(".")
    if action in _OF_LINEAGE:
        return True  # asked for by routes of their own, whose fields stand above
    return thing == "idea of Lichtenberg" and field.partition("-")[0] in RULED_IN_LICHTENBERG


KEPT: Mapping[str, str] = {
    "ideas.originals": "the original of what was taken down is kept apart for 90 days, for the office alone",
    "proposals.originals": "the original of what was taken down is kept apart for 90 days, for the office alone",
    "deliberation.originals": "the original of what was taken down is kept apart for 90 days, for the office alone",
    "voting.originals": "the original of what was taken down is kept apart for 90 days, for the office alone",
    "ideas.contacts": "a contact is there until its day, for staff alone; then it is erased",
    "proposals.contacts": "a contact is there until its day, for staff alone; then it is erased",
    "ideas.barriers": "a report that was answered is erased after a year",
    "ideas.desk_notes": "a note is for staff alone, and is erased after a year",
    "ideas.opinions": "an opinion is for staff alone, and is erased after a year",
    "ideas.answer_templates": "a template is for staff alone, until they take it away",
    "ideas.departments": "who answers ideas is told to staff alone",
    "residents.staff": "an account has its name as long as it is there: the act log refers to it",
}
"""Tables that hold such words afterwards. No other does."""


async def in_databases(town: Town, seeds: Seeds) -> dict[str, set[str]]:
    """The fields whose words lie in the databases, by the table they lie in: journals and views among them."""
    found: dict[str, set[str]] = {}
    for service in SERVICE_NAMES:
        connection = await asyncpg.connect(town.settings.database_of(service).replace("+asyncpg", ""))
        try:
            for (table,) in await connection.fetch("select tablename from pg_tables where schemaname = 'public'"):
                rows = await connection.fetch(f'select t::text from "{table}" t')  # noqa: S608 - a name of our own
                if said := seeds.in_text("\n".join(row[0] for row in rows)):
                    found[f"{service}.{table}"] = said
        finally:
            await connection.close()
    return found
