"""What webhooks are called on the pages."""

from gateways.web.clients.asking import ServiceRefused
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
_REFUSALS: dict[str, Message] = {
    "no-such-subscription": say("There is no such webhook any more."),
    "no-such-delivery": say("This delivery is not listed any more: they are for two weeks. The feed tells all events."),
    "event-is-not-for-you": say("One of these is no event, or none that you may read. The list below has them all."),
    "too-many-subscriptions": say("There are as many webhooks as this installation can serve. Delete one first."),
    "webhooks-are-not-set-up": say(
        "This installation sends no webhooks yet, so nothing was changed. The feeds tell the same events."
    ),
    "secret-is-lost": say("Its secret can be read no more. Take a new secret, put it in place, and turn it on again."),
}
_ADDRESSES: dict[str, Message] = {
    "not-encrypted": say("The address must begin with https://, so that nobody reads along."),
    "not-plain": say("The address must be written like https://HOST/PATH, without a name or password in it."),
    "another-port": say("The address must be at port 443 or 8443, or at 80 or 8080 where it begins with http://."),
    "not-public": say(
        "Webhooks do not go to this address: it is not on the public internet, or its port is not for webhooks."
    ),
    "unknown-host": say("Nobody knows this host. Look for a slip in the address."),
}


def refusal_of(refused: ServiceRefused) -> Message | None:
    """What a refusal that is about webhooks means; none if it is about something else."""
    if refused.code == "address-is-not-taken":
        return _ADDRESSES.get(str(refused.problem.get("reason")), OUTCOMES["address-not-allowed"])
    return _REFUSALS.get(refused.code)
