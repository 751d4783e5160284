"""How the pages for staff speak of states and of what was done. Actions and fields bring their own words."""

from collections.abc import Mapping

from gateways.web.words.message import Message, say

DONE: Mapping[str, Mapping[str, Message]] = {
    "idea": {
        "entered": say("The suggestion is entered."),
        "accept": say("It is accepted."),
        "prepared": say("The answer is prepared. Nobody outside knows of it yet."),
        "kept-back": say("The answer is decided. Until it goes out you can take it back."),
        "reject": say("It is rejected, and everyone can read why."),
        "hand-over": say("It is handed over and becomes a proposal."),
        "withdraw-for-them": say("It is withdrawn, and everyone can read that."),
        "correct-title": say("The title is corrected, everywhere. As it was first written stands beside it."),
        "correct-text": say("The text is corrected, everywhere. As it was first written stands beside it."),
        "redact": say("The words are taken down, everywhere. What was said before is kept apart for 90 days."),
        "redact-line": say("The words are taken down, everywhere. What was said before is kept apart for 90 days."),
    },
    "proposal": {
        "accept": say("It is accepted."),
        "reject": say("It is rejected, and everyone can read why."),
        "request-changes": say("The changes are asked for."),
        "resubmit": say("The proposal is submitted again."),
        "describe": say("It is kept, and stands beside the proposal."),
        "uphold": say("The refusal stands, and everyone can read why."),
        "reopen": say("It is examined anew, and everyone can read why. Whoever examines it answers it here."),
        "withdraw-for-them": say("It is withdrawn, and everyone can read that."),
        "change-needs": say("What help it needs is said anew, for everyone to read."),
        "correct-title": say("The title is corrected, everywhere. As it was first written stands beside it."),
        "correct-text": say("The text is corrected, everywhere. As it was first written stands beside it."),
        "redact": say("The words are taken down, everywhere. What was said before is kept apart for 90 days."),
        "redact-line": say("The words are taken down, everywhere. What was said before is kept apart for 90 days."),
    },
    "offer": {
        "accept": say("It is accepted."),
        "decline": say("The offer is declined."),
        "commit": say("Both sides stand by the offer now."),
        "withdraw": say("The offer is withdrawn."),
        "redact": say("The words are taken down, everywhere. What was said before is kept apart for 90 days."),
    },
    "comment": {
        "show": say("Everyone can read it now."),
        "hide": say("It is not shown, and everyone can read why. What it said is kept apart for 90 days."),
        "put-back": say("Everyone can read it again."),
        "leave-it": say("It stays, and the reports are settled."),
        "answer": say("The answer stands there for everyone."),
        "reword-reason": say("The reason is said in other words, everywhere."),
    },
    "poll": {
        "redraft": say("The draft is changed."),
        "publish": say("The poll is published. What was published cannot change any more."),
        "open": say("The poll is open: ballots can be cast."),
        "extend": say("The later end is proposed. Another returning officer must confirm it."),
        "confirm-extension": say("The poll goes on longer, and everyone can read why."),
        "drop-extension": say("The proposal is dropped. The poll ends as it was to end."),
        "withdraw-project": say("The withdrawal is proposed. Another returning officer must confirm it."),
        "confirm-withdrawal": say("The project is withdrawn from the vote, and everyone can read why."),
        "drop-withdrawal": say("The proposal is dropped. The project stays in the vote."),
        "correct-option": say("The new title is proposed. Another returning officer must confirm it."),
        "confirm-correction": say("The option has its new title, everywhere, and everyone can read why."),
        "drop-correction": say("The proposal is dropped. The title stays as it is."),
        "override-outcome": say("It is proposed. Another returning officer must confirm it, or drop it."),
        "confirm-override": say("It is decided otherwise than the count, and everyone can read why."),
        "drop-override": say("The proposal is dropped. The outcome is that of the count."),
        "close": say("The poll is closed."),
        "count": say("The count has begun."),
        "certify": say("You certified the count."),
        "announce": say("The outcome is announced."),
        "cancel": say("The poll is cancelled, and everyone can read why."),
        "rename": say("The poll has its new name, everywhere. The former is kept apart for 90 days."),
        "redact-line": say("The words are taken down, everywhere. What was said before is kept apart for 90 days."),
    },
}
"""What is said when an action is done, by thing and action."""

DONE_OTHERWISE = say("It is done, and stands in the life line.")
"""What is said of an action that a council has written itself."""

COUNT_STAGES: dict[str, Message] = {
    "waiting": say("It begins within a few seconds."),
    "first-count": say("The first count is under way."),
    "second-count": say("The second count checks the first, step by step."),
    "explanation": say("The explanations are being written."),
}
"""How far a count has come."""

ROLES: dict[str, Message] = {
    "moderator": say("Moderator"),
    "returning-officer": say("Returning officer"),
    "data-entry-officer": say("Data entry"),
    "administrator": say("Administrator"),
    "auditor": say("Auditor"),
}

CAME_BY: dict[str, Message] = {
    "web": say("On these pages"),
    "api": say("Through another program"),
    "mail": say("By mail"),
    "sms": say("By text message"),
    "letter": say("By letter"),
    "phone": say("By telephone"),
    "desk": say("At the desk"),
    "meeting": say("In a meeting"),
}

NOT_YOUR_ROLE = say("None of your roles allows this, so nothing was done.")

REFUSALS: dict[str, Message] = {
    "state-has-changed": say("This is no longer possible: someone else was quicker. Here is how it stands now."),
    "it-has-changed": say(
        "This was changed after you opened the page, by somebody else or by your own first press. Nothing was done "
        "now. Look at how it stands, and send it again if you still want it."
    ),
    "certified-by-the-same-person": say("You have certified this count. Another returning officer must do so, too."),
    "confirmed-by-the-same-person": say("You proposed this. Another returning officer must confirm it."),
    "change-is-proposed": say("Such a change is proposed already. Confirm it or drop it first."),
    "nothing-is-proposed": say("No such change is proposed any more: it was confirmed or dropped meanwhile."),
    "time-of-closing-has-passed": say("The time of closing has passed, so the poll cannot be extended any more."),
    "end-is-not-later": say("The new end must be later than the present one."),
    "end-is-beyond-the-calendar": say(
        "The round's calendar has no voting days that late. Change the calendar of the round first."
    ),
    "too-few-projects-remain": say(
        "With one project less, nobody could fill in the ballot paper. You can cancel the poll instead."
    ),
    "paper-could-not-be-filled-in": say(
        "Without it nobody could fill in one of the ballot papers: what would be left on it does not make a ballot. "
        "You can cancel the poll instead."
    ),
    "override-changes-nothing": say("The outcome says so already, so there is nothing to decide otherwise."),
    "override-is-too-dear": say(
        "The money that is left does not suffice for this project. Decide on another one first, so that some is left."
    ),
    "pseudonyms-are-not-destroyed": say(
        "The ballot box is still being rewritten without pseudonyms. Please try again in a minute."
    ),
    "poll-is-not-ready": say("It cannot be published yet: see the checks that are not met."),
    "fund-is-not-voted-on": say(
        "This fund is not spent by a vote. Please choose another, or the ranked list, by which residents advise."
    ),
    "options-need-a-ranked-list": say("Options can only be ranked. Choose the ranked list, or leave them out."),
    "title-is-its-proposals": say(
        "A project has the title of its proposal. Correct it there; the ballot paper follows."
    ),
    "title-is-taken": say("An option of this vote has this title already. Please write another."),
    "outcome-is-advice": say("This poll funds nothing, so there is nothing to decide otherwise than its count."),
    "round-is-not-known": say("Voting has not heard of this round yet. Please try again in a minute."),
    "round-is-archived": say("This round is put away, so nothing new can be sent in for it."),
    "part-of-round-stays": say("Areas and funds can be added and renamed, but none can be taken away."),
    "round-is-not-sound": say("Two areas or two funds have the same name, or an amount is zero. Please look again."),
    "round-name-is-taken": say("There is a round of this name already. Please choose another name."),
    "roll-change-is-not-confirmed": say("Please answer everything that is asked below. Nothing was taken yet."),
    "roll-has-changed": say("The roll has changed meanwhile. Nothing was taken. Below stands what would change now."),
    "roll-has-errors": say(
        "The file has the same person on two lines. Take one of them away, and read the file in again."
    ),
    "nobody-leaves-an-open-poll": say(
        "A poll is open, so nobody can be taken off the roll. Keep them, or wait until it is closed. Nothing was taken."
    ),
    "person-is-not-on-the-roll": say("Nobody on the roll has this number."),
    "several-people-are-meant": say("Several people may be meant. Type the number just as the roll has it."),
    "code-was-used": say(
        "This code was used in a poll that is open, so it cannot be replaced until the poll is closed."
    ),
    "integrator-name-is-taken": say("There is an integrator of this name already. Please choose another name."),
    "integrator-is-not-known": say("There is no such integrator any more."),
    "integrator-key-is-not-known": say("There is no such key."),
    "old-password-is-wrong": say("The password that you have now is another one. Nothing was changed."),
    "passkey-is-wrong": say("This did not work with the passkey. Nothing was changed. Please begin again."),
    "passkey-is-not-known": say("There is no such passkey any more."),
    "passkeys-need-an-address": say(
        "This installation does not say yet where its pages are. Ask whoever runs the server to set "
        "COMMONPURSE_PUBLIC_URL."
    ),
    "second-factor-is-wrong": say(
        "This code is wrong, too old, or was used already. Wait until the app shows the next."
    ),
    "second-factor-is-your-own": say("Your own second factor you take away yourself, with a code of it."),
    "second-factor-is-missing": say("This account has no second factor any more."),
    "password-is-too-weak": say(
        "This password is too short, or among those that are tried first or were stolen elsewhere. Choose at least 15 "
        "characters: several words."
    ),
    "decided-by-the-same-person": say("You decided about this before. Somebody else must look at it now."),
    "last-administrator-must-stay": say("This is the last administrator. Appoint another one first."),
    "officer-came-after-closing": say(
        "Your account was made, or changed by somebody, after this poll closed. Another returning officer must certify."
    ),
    "staff-name-is-taken": say("There is an account of this name already. Please choose another name."),
    "paper-is-fixed": say("The proposal stands on a ballot paper, so its cost cannot change before the vote."),
    "proposal-takes-no-offers": say("This proposal takes no offers any more."),
    "location-is-outside-the-areas": say(
        "This place lies outside of the areas that this is about. Please mark another, or leave it empty."
    ),
    "idea-is-in-other-hands": say("Somebody else is at this idea just now. Look at it later, or take the next."),
    "template-name-is-taken": say("There is a template of this name already."),
    "template-is-not-known": say("This template was taken away meanwhile."),
    "template-has-unknown-places": say("In braces can only stand {number}, {title}, {area} or {department}."),
    "answer-is-prepared-by-another": say("Somebody else has prepared an answer to this idea. It is not overwritten."),
    "opinion-is-asked": say(
        "One of these departments was asked already, and has not answered yet. Nobody was asked now."
    ),
    "opinion-is-given": say("The department has answered already. What it said stays as it is."),
    "opinion-is-not-known": say("This question was taken back meanwhile."),
    "answer-is-kept-back": say("Somebody has answered this idea, and the answer goes out soon. Take it back first."),
    "no-answer-is-kept-back": say("It is too late: the answer is out, or somebody has taken it back already."),
    "no-answer-is-prepared": say("You have no answer prepared for this idea, or it is published already."),
    "note-is-not-yours": say("This note is gone, or somebody else wrote it."),
    "department-is-not-known": say("This department is not on the list any more. Please choose another."),
    "department-name-is-taken": say("There is a department of this name already."),
    "sitting-is-not-known": say("There is no such sitting."),
    "sitting-is-not-to-come": say("This moment has passed. A sitting is announced before it begins."),
    "sitting-has-not-begun": say("The sitting has not begun yet, so it was not held."),
    "sitting-is-further": say("This is no longer possible with the sitting: see how it stands now."),
    "agenda-is-fixed": say(
        "The sitting is over: its words can be corrected, but not its day, nor what it dealt with or in which order."
    ),
    "item-is-not-on-the-agenda": say("This is not on the agenda any more."),
    "minutes-are-not-complete": say("The minutes do not say something of each item yet. Nothing was published."),
    "correction-needs-a-reason": say("The minutes are published. Say why they are corrected."),
    "ways-are-for-ideas": say("A way is chosen for an idea, and by the board."),
    "decision-is-not-known": say("There is no such decision."),
    "decision-is-in-the-future": say("The day of the decision has not come yet."),
    "paper-is-needed": say("The council and its committees decide by a paper. Say its number."),
    "sitting-is-needed": say("A jury decides in a public sitting. Say in which."),
    "sitting-does-not-fit": say("The sitting must have been held on the day of the decision, by those who decided."),
    "area-is-not-of-the-round": say("This part of town does not belong to this round. Please choose again."),
}
"""What staff are told in place of a service's own sentence, which is in English."""

DANGEROUS = frozenset(
    """
    redact redact-line withdraw-for-them reject decline withdraw withdraw-project confirm-withdrawal close cancel
    override-outcome confirm-override hide
    """.split()  # noqa: SIM905 - a list of words, not of quotation marks
)
"""Actions whose button warns."""
