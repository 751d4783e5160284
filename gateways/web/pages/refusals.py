"""What a service's refusal means to whoever reads the page: what happened, and what to do now."""

from gateways.web.clients.asking import ServiceRefused
from gateways.web.words.message import Message, say

_UNKNOWN = say("That did not work, and nothing was changed. Please try again.")

AWAY = say("A part of our system does not answer just now. Please wait a minute, then send it again: it counts once.")
"""For whoever sent a form meanwhile."""

_NOT_THE_KEY = say("This key does not belong to this offer. Please compare it with what you noted.")

_WORDS = {
    "code-is-not-known": say("We do not know this code. Please compare it with your letter, character by character."),
    "code-was-withdrawn": say(
        "This code is no longer valid. If you were sent a newer letter, use the code on that one."
    ),
    "poll-is-not-open": say("This vote is not open now, so no ballot can be cast."),
    "channel-is-not-offered": say(
        "In this vote ballots cannot be cast on these pages. Your letter says how you can vote."
    ),
    "poll-key-is-missing": say(
        "Codes cannot be checked just now, so no ballot can be cast. Ballots that were cast are safe. Please try again"
        " later, or ask the town hall."
    ),
    "area-has-no-vote": say("This vote is for another part of town, so this code has no ballot in it."),
    "too-many-attempts": say("There were too many attempts. Please wait a quarter of an hour, then try again."),
    "permit-is-not-valid": say(
        "Your time for voting ran out. Please type your code again: what you chose is still here."
    ),
    "ballot-was-already-cast": say(
        "A ballot was already cast with this code, and it stands. In this vote it cannot be changed."
    ),
    "ballot-stands": say(
        "A ballot was already cast with this code, in a way in which a ballot stands. It is counted; this one is not."
    ),
    "too-many-choices": say("You chose more projects than the ballot may hold. Please take some away."),
    "too-few-choices": say("You have not chosen enough projects yet."),
    "unknown-project": say("One of the projects is not on this ballot paper. Please choose again."),
    "choices-of-two-areas": say(
        "You chose projects of two areas; a ballot names those of one alone. Nothing was cast. Please choose again."
    ),
    "project-of-another-area": say(
        "You chose a project of another area than the one you live in by the roll. Nothing was cast. Please choose "
        "again."
    ),
    "too-many-in-area": say("You chose more projects of the area than the ballot may hold. Please take some away."),
    "too-many-citywide": say("You chose more projects for all areas than the ballot may hold. Please take some away."),
    "project-is-withdrawn": say(
        "A project that you chose was withdrawn from this vote, so nothing was cast. Please look at your choice again."
    ),
    "project-chosen-twice": say("One project was chosen twice. Please choose again."),
    "too-many-points": say("You gave more points than you have. Please take some away."),
    "ballot-box-is-out-of-reach": say(
        "The ballot box cannot be reached just now. Your ballot is not cast yet; please try again in a minute."
    ),
    "too-many-points-for-project": say("One project has more points than it may have. Please take some away."),
    "too-few-points-for-project": say(
        "One project has fewer points than it must have. Please add some, or leave it empty."
    ),
    "area-is-not-of-the-round": say("This part of town does not belong to this round. Please choose again."),
    "location-is-outside-the-areas": say(
        "This place lies outside of the areas that this is about. Please mark another, or leave it empty."
    ),
    "round-is-archived": say("This round is over and takes no suggestions any more. Please choose another."),
    "proposal-takes-no-offers": say("This proposal takes no offers any more."),
    "offer-needs-its-value": say("Please write what your offer is worth."),
    "offer-is-not-known": _NOT_THE_KEY,
    "state-has-changed": say("Somebody was quicker: this was already settled."),
    "it-has-changed": say("Somebody was quicker: this was changed after you opened the page. Nothing was done now."),
    "telling-is-not-waiting": say("Somebody was quicker: they have been told already."),
    "action-is-not-yours": _NOT_THE_KEY,
    "paper-is-fixed": say(
        "The proposal stands on a ballot paper, so its cost cannot change before the vote. Please come back after it."
    ),
    "no-mail-goes-out": say("This town hall sends no mail. A feed reader tells you all the same."),
    "no-texts-go-out": say("This town hall tells no news by text. A feed reader tells you all the same."),
    "number-is-not-reached": say(
        "No texts go to this number. Please give a mobile number of this country, as in 0151 2345678."
    ),
    "no-more-texts-today": say(
        "No more texts are sent today for what is typed here. Text FOLLOW and the number of the idea or proposal to us."
    ),
    "idea-takes-no-support": say("This idea cannot be supported as it stands. Nothing was changed."),
    "malformed-request": say("Something you typed could not be understood. Please look at the fields again."),
}


def in_words(refusal: ServiceRefused) -> Message:
    """The refusal as a sentence for the reader."""
    return _WORDS.get(refusal.code, _UNKNOWN)
