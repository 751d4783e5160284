"""What the pages say of files of ideas."""

from collections.abc import Mapping

from gateways.web.words.message import Message, say

FORMATS: Mapping[str, Message] = {
    "csv": say("A table of our own"),
    "decidim": say("An export of Decidim's"),
    "consul": say("An export of CONSUL Democracy's"),
    "stanford": say("A table of Stanford Participatory Budgeting's"),
}
SYSTEMS: Mapping[str, Message] = {
    "table": say("A table of our own"),
    "decidim": say("An export of Decidim's"),
    "consul": say("An export of CONSUL Democracy's"),
    "stanford": say("A table of Stanford Participatory Budgeting's"),
}
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
