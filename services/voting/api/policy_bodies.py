"""Templates of terms, and how a draft differs from an earlier poll, over the wire."""

from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.events.poll_terms import PollTerms
from libs.shared.kernel.words import in_language
from libs.shared.platform.api.languages import Language
from services.voting.domain.polls.differences import Difference
from services.voting.domain.polls.poll import Poll
from services.voting.domain.polls.templates import Template
from services.voting.use_cases.polls.published_terms import published_terms


class TemplateBody(BaseModel):
    """A template, in the reader's language. ``terms`` are those of a draft, but for its name and its times."""

    name: str
    title: str
    about: str = Field(description="Whose terms these are, and what of theirs is not here.")
    sources: list[str]
    terms: dict[str, Any]

    @classmethod
    def of(cls, template: Template, language: Language) -> Self:
        title, about = in_language(template.title, language), in_language(template.about, language)
        return cls(name=template.name, title=title, about=about, sources=list(template.sources), terms=template.terms)


class DifferenceBody(BaseModel):
    """A term that is not the same in both; one of the ballot's limits is named ``limits.max_choices``."""

    model_config = ConfigDict(from_attributes=True)

    term: str
    here: Any
    there: Any


class ComparisonBody(BaseModel):
    """A draft beside an earlier poll: the last of the same fund, else the last whose outcome was announced.

    ``poll_id`` is null, and there are no differences, if there was no such poll.
    """

    poll_id: UUID | None
    name: str | None
    why: Literal["same-fund", "last-announced"] | None
    terms: PollTerms | None
    differences: list[DifferenceBody]

    @classmethod
    def of(cls, draft: Poll, earlier: Poll | None, found: list[Difference]) -> Self:
        if earlier is None:
            return cls(poll_id=None, name=None, why=None, terms=None, differences=[])
        return cls(
            poll_id=earlier.poll_id,
            name=earlier.terms.name,
            why="same-fund" if earlier.fund.fund_id == draft.fund.fund_id else "last-announced",
            terms=published_terms(earlier.terms),
            differences=[DifferenceBody.model_validate(one) for one in found],
        )
