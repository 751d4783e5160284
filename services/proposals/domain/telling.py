"""What whoever proposed something or offered help with it is told, in their language."""

from collections.abc import Mapping

from libs.shared.kernel.words import Words, in_language, words
from services.proposals.domain.offer import Offer
from services.proposals.domain.proposal import Proposal

_SUBJECT: Words = words("Your offer for {number}")
_TEXT: Words = words("Hello,\n\nthere is news of your offer for the proposal {number}, “{title}”.\n\n{words}\n")
_TEXT_WITHOUT_TITLE: Words = words("Hello,\n\nthere is news of your offer for the proposal {number}.\n\n{words}\n")

_SUBJECT_OF_ITS_OWN: Words = words("Your proposal {number}")
_TEXT_OF_ITS_OWN: Words = words("Hello,\n\nthere is news of your proposal {number}, “{title}”.\n\n{words}\n")

OF_OFFERS: Mapping[str, Words] = {
    "accept": words(
        "The council would like to take your offer. Now it is your turn: only when you stand by it does it count. "
        "You need the key that you were given when you made it."
    ),
    "decline": words("The council cannot take your offer. The reason: {reason}"),
    "commit": words("Your offer is agreed: both sides stand by it now. Thank you."),
    "withdraw": words("Your offer was taken back, as you asked the town hall to do. Thank you all the same."),
}
"""What is told when staff take a step with an offer. Who takes a step with the key knows of it."""

NOT_NEEDED: Words = words("So your offer is not needed any more. Thank you very much for it.")
STILL_WAITS: Words = words("Your offer is still welcome. Now it is looked at, or waits for your word.")
NOW_IT_COUNTS: Words = words("What you promised is needed now. The town hall will be in touch with you.")


def openings_of(proposal: Proposal) -> list[str]:
    """How all that is told of the proposal begins, in each language: by its title.

    Those who offered help read that while everybody may, and whoever proposed it always.
    """
    about = {"number": proposal.number, "title": proposal.title, "words": ""}
    openings = [*_text_about(proposal).values(), *_TEXT_OF_ITS_OWN.values()]
    return [opening.format_map(about).rstrip() for opening in openings]


def words_of(offer: Offer, proposal: Proposal, news: str) -> tuple[str, str]:
    """Subject and text of the news, in the language of whoever made the offer."""
    subject = in_language(_SUBJECT, offer.language).format(number=proposal.number)
    about = {"number": proposal.number, "title": proposal.title, "words": news}
    return subject, in_language(_text_about(proposal), offer.language).format_map(about)


def words_of_proposal(proposal: Proposal, news: Words, by: Words) -> tuple[str, str]:
    """Subject and text of the news and of who made it, in the language of whoever proposed it."""
    said = ": ".join(in_language(each, proposal.language) for each in (by, news))
    about = {"number": proposal.number, "title": proposal.title, "words": said}
    subject = in_language(_SUBJECT_OF_ITS_OWN, proposal.language).format(number=proposal.number)
    return subject, in_language(_TEXT_OF_ITS_OWN, proposal.language).format_map(about)


def _text_about(proposal: Proposal) -> Words:
    return _TEXT_WITHOUT_TITLE if proposal.said_in_public is None else _TEXT
