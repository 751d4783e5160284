"""One combination of terms from its draft to its results, on every page: what is wrong there."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from gateways.web.pages.forms import FilledForm
from gateways.web.vote.areas import check_papers, paper_for
from gateways.web.vote.booth import Booth
from gateways.web.vote.paper import check_marks
from gateways.web.words.speech import Speech
from services.voting.api.poll_bodies import PollBody
from services.voting.domain.casting.ballot import Ballot, Writing
from services.voting.domain.polls.paper import PaperProject
from services.voting.domain.polls.papers.filling_in import papers_in_hand
from services.voting.domain.polls.poll import Poll
from tests.combinations.ballots import a_ballot
from tests.combinations.counts import Decided
from tests.combinations.polls import SUMMARY, WHY, a_draft, chance_for
from tests.combinations.reading import faults, visible
from tests.combinations.town import Town, permit_for
from tests.combinations.typing_again import changed_by_its_form
from tests.combinations.wishes import CHOICES, Wish

LANGUAGES = ("en", "de")
_EARLIER = {name: choices[0] for name, choices in CHOICES.items()} | {"weights": "applied", "area_money": "both"}
_FUNDED = re.compile(r"<span>\s*(?:Funded|Finanziert)\s*</span>")
_NOT_REAL = "REHEARSAL, NOT A VOTE:"
"""Begins the description of a rehearsal's file in English, as the file's other words are."""
_NUMBER = re.compile(r'<span class="ballot-number">(\d+)</span>')


async def drafted(town: Town, draft: Poll, wish: Wish) -> AsyncIterator[str]:
    """The draft as officers look it over beside the last poll, and the form that changes it."""
    town.of_draft(draft, wish, a_draft(_EARLIER))
    for language in LANGUAGES:
        for fault in changed_by_its_form(draft, language):
            yield fault
    for path in (f"/staff/polls/{draft.poll_id}", f"/staff/polls/{draft.poll_id}/draft"):
        for language in LANGUAGES:
            for fault in _read(await town.page(path, language), language, draft, ()):
                yield f"{path}: {fault}"


async def voted(town: Town, poll: Poll, wish: Wish) -> AsyncIterator[str]:
    """Two papers as voters fill them in and look them over, and the open poll at the desk."""
    town.of_open(poll, wish)
    papers = papers_in_hand(poll, poll.withdrawn)[:2]
    for paper, language in zip(papers, LANGUAGES, strict=False):
        if poll.terms.area_choice == "voter":
            anywhere = Booth(str(poll.poll_id), permit_for(None), voter="somebody")
            for fault in _read(await town.page("/vote/area", language, booth=anywhere), language, poll, ()):
                yield f"/vote/area: {fault}"
        area = str(paper.own[0].area_id) if paper.own else None
        marks = _marks(a_ballot(poll, paper, chance_for(poll)))
        for refused in _refused_by_the_page(poll, area, marks):
            yield f"the page refuses a ballot that voting takes: {refused}"
        booth = Booth(str(poll.poll_id), permit_for(area), marks, voter="somebody", area=area or "none")
        on_paper = (*paper.own, *paper.for_all)
        for path, at, shown in (
            ("/vote/choose", booth, on_paper),
            ("/vote/check", replace(booth, is_chosen=True), [one for one in on_paper if str(one.number) in marks]),
            (f"/staff/polls/{poll.poll_id}", None, poll.paper),
            *([(f"/rounds/{poll.fund.round_id}", None, ())] if _is_listed(poll, wish) else []),
        ):
            for fault in _read(await town.page(path, language, booth=at), language, poll, shown):
                yield f"{path}: {fault}"


async def told(town: Town, decided: Decided, wish: Wish) -> AsyncIterator[str]:
    """The count as officers certify it, and as everybody reads it: that both say the same."""
    poll = decided.poll
    for language in LANGUAGES:
        town.of_counted(replace(decided, poll=replace(poll, state="certified")), wish)
        signed = await town.page(f"/staff/polls/{poll.poll_id}", language)
        town.of_counted(replace(decided, poll=replace(poll, state="announced")), wish)
        results = await town.page(f"/polls/{poll.poll_id}/results", language)
        if _is_listed(poll, wish):
            for fault in _read(await town.page(f"/rounds/{poll.fund.round_id}", language), language, poll, ()):
                yield f"round: {fault}"
        counts = await town.counted(decided.file, language)
        for where, page in (("officers", signed), ("results", results), ("count", counts)):
            for fault in _read(page, language, poll, poll.paper):
                yield f"{where}: {fault}"
        if not poll.is_advice:
            for fault in _apart(decided, signed, results):
                yield f"{fault} ({language})"


def _is_listed(poll: Poll, wish: Wish) -> bool:
    """Whether the page of its round can be had and names it."""
    return bool(wish["names_of_areas"]) and not poll.is_rehearsal


def _read(page: str, language: str, poll: Poll, shown: Sequence[PaperProject]) -> Iterator[str]:
    text = visible(page)
    yield from (f"it lacks {one.title}" for one in shown if " ".join(one.title.split()) not in text)
    yield from faults(text, language, [WHY, SUMMARY, _NOT_REAL, *(line.title for line in poll.paper)])


def _apart(decided: Decided, signed: str, results: str) -> Iterator[str]:
    """Where officers, residents and the outcome do not agree on what is funded, and on which terms that breaks."""
    funded = {one["number"] for one in decided.outcome["projects"] if one["is_funded"]}
    above, _, below = results.partition('id="missed"')
    won, lost = ({int(number) for number in _NUMBER.findall(part)} for part in (above, below))
    if won != funded or lost != {line.number for line in decided.poll.paper} - funded:
        yield f"residents read that {won} won and {lost} did not; it is {funded}"
    if (read := set(_funded_at_the_desk(signed))) != funded:
        yield f"officers read that {read} won; it is {funded}"
    for where, page in (("officers", signed), ("residents", results)):
        is_told = "keep the published terms" in page or "veröffentlichten Regeln nicht ein" in page
        if is_told is not bool(decided.outcome["not_kept"]):
            yield f"{where} are told otherwise of terms that are not kept"


def _funded_at_the_desk(signed: str) -> Iterator[int]:
    table = re.search(r'<caption id="outcome">.*?<tbody[^>]*>(.*?)</tbody>', signed, re.DOTALL)
    for row in table[1].split("</tr>") if table else ():
        number = re.search(r">\s*(\d+) Projekt", row)
        if number and _FUNDED.search(row):
            yield int(number[1])


def _refused_by_the_page(poll: Poll, area: str | None, marks: dict[str, int]) -> list[str]:
    seen, form = PollBody.of(poll, "en").model_dump(mode="json"), FilledForm()
    paper = paper_for(seen, area or "none")
    check_marks(paper, form, marks, Speech("en", ZoneInfo("UTC")).money)
    check_papers(paper, form, marks)
    return [str(error) for error in form.errors.values()]


def _marks(ballot: Ballot) -> dict[str, int]:
    if ballot.writing is Writing.RANKED:
        return {str(number): place for place, number in enumerate(ballot.numbers, 1)}
    marks = ballot.marks or (1,) * len(ballot.numbers)
    return {str(number): mark for number, mark in zip(ballot.numbers, marks, strict=True)}
