"""What whoever subscribed is told when their subscription is turned off."""

from collections.abc import Mapping

from libs.shared.kernel.words import Words, words

SUBJECT: Words = words("Your webhook “{name}” was turned off")
TEXTS: Mapping[str, Words] = {
    "gone": words(
        "Your webhook “{name}” answered that it is there no more (410), so nothing more is sent to it.\n\n"
        "Nothing is lost: the feeds tell all events. If that was a mistake, turn it on: what waits is sent then.\n"
    ),
    "failing": words(
        "Your webhook “{name}” has not taken an event for three days, so nothing more is sent to it.\n\n"
        "Nothing is lost: the feeds tell all events. When it works again, turn it on: what waits is sent then.\n"
    ),
    "keys-ended": words(
        "Your webhook “{name}” was turned off, because no key of yours is for it any more: revoked, or at its end.\n\n"
        "Nothing is lost: public events are in the feeds. With another key, turn it on: what waits is sent then.\n"
    ),
    "secret-lost": words(
        "The secret of your webhook “{name}” can be read no more, so nothing is sent to it.\n\n"
        "Nothing is lost. Take a new secret, put it in place, and turn it on again: what waits is sent then.\n"
    ),
}
