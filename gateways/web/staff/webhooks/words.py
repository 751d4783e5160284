"""What webhooks are called on the pages."""

from gateways.web.words.message import Message, say

DONE: dict[str, Message] = {
    "on": say("The webhook is on again. What waited is being sent."),
    "off": say("The webhook is off. What waits is kept."),
    "ended": say("The webhook is deleted."),
    "again": say("It is being sent again."),
}
LANGUAGES = [("en", say("English")), ("de", say("German"))]
OFF: dict[str, Message] = {
    "turned-off": say("Somebody turned it off."),
    "gone": say("Its server answered that it is there no more (410)."),
    "failing": say("It has taken nothing for three days."),
    "keys-ended": say("No key of its integrator is for it any more: revoked, or at its end."),
    "secret-lost": say("Its secret can be read no more, because the installation has another key. Take a new secret."),
}
OUTCOMES: dict[str, Message] = {
    "accepted": say("Taken"),
    "refused": say("Refused"),
    "redirected": say("Sent elsewhere, which is not followed"),
    "gone": say("There no more"),
    "timeout": say("No answer within ten seconds"),
    "no-answer": say("No answer"),
    "tls": say("Its certificate is not to be trusted"),
    "no-such-host": say("Nobody knows the host"),
    "address-not-allowed": say("Webhooks do not go to this address"),
}
STATES: dict[str, Message] = {
    "waiting": say("Waits"),
    "failing": say("Is tried again"),
    "delivered": say("Delivered"),
}
