"""What the pages say of files of ideas."""

from collections.abc import Mapping

from gateways.web.words.message import Message, say

_OUR_OWN = say("A table of our own")
_OF_OTHERS: Mapping[str, Message] = {
    "decidim": say("An export of Decidim's"),
    "consul": say("An export of CONSUL Democracy's"),
    "stanford": say("A table of Stanford Participatory Budgeting's"),
}
FORMATS: Mapping[str, Message] = {"csv": _OUR_OWN, **_OF_OTHERS}
SYSTEMS: Mapping[str, Message] = {"table": _OUR_OWN, **_OF_OTHERS}
LANGUAGES: Mapping[str, Message] = {"en": say("English"), "de": say("German")}
NO_FILE = say("Choose the file with the ideas first.")
TOO_LARGE = say(
    "A file may have 20 megabytes and 20,000 ideas at most. Please divide it into several: what is there already is "
    "not taken twice."
)

REFUSALS_OF_FILES: Mapping[str, Message] = {
    "import-has-begun": say("Its ideas are being taken already, so the file cannot be given up."),
    "nothing-to-take": say("No line of this file can be taken."),
}
