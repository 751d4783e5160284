"""A poll's terms, whole, as they go out: in answers, at publishing, with the outcome."""

from libs.shared.events.poll_terms import PollTerms, RuleTerms
from services.voting.domain.polls.poll import Terms


def published_terms(terms: Terms) -> PollTerms:
    """The terms as everybody may read them; each field of ``PollTerms`` from the term of its name."""
    return PollTerms.model_validate(terms, from_attributes=True)


def rule_terms(terms: Terms) -> RuleTerms:
    """Those of them that say how the poll is counted."""
    return RuleTerms.model_validate(terms, from_attributes=True)
