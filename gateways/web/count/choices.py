"""The rules that can be chosen for a file, in words."""

import re

from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech

OWN = "own"
_EQUAL_SHARES = "equal-shares/own/"

RULES: dict[str, Message] = {
    "score/skip": say("Most votes first, passing over what does not fit"),
    "score/stop": say("Most votes first, ending at the first that does not fit"),
    "score/stop-80": say("Most votes first, as in Poznań"),
    "score/stop-part": say("Most votes first; the last gets what is left, in part"),
    "score-per-cost/skip": say("Most votes for the money first"),
    "score-per-cost/stop": say("Most votes for the money first, ending at the first that does not fit"),
    _EQUAL_SHARES + "add1": say("Equal Shares, raised until the next step would overspend"),
    _EQUAL_SHARES + "add1+utilitarian": say("Equal Shares, raised, the rest to the projects with most votes"),
    _EQUAL_SHARES + "add1-exhaustive+utilitarian": say(
        "Equal Shares, raised until nothing more fits, the rest to the projects with most votes"
    ),
    _EQUAL_SHARES + "add1-exhaustive": say("Equal Shares, raised until nothing more fits"),
    _EQUAL_SHARES + "add1-exhaustive+utilitarian/integral": say("Equal Shares, as the tool of equalshares.net counts"),
    _EQUAL_SHARES + "utilitarian": say("Equal Shares, the rest to the projects with most votes"),
    _EQUAL_SHARES + "none": say("Equal Shares, the rest stays with the town"),
    _EQUAL_SHARES + "add1/comparison": say("Equal Shares, raised, compared with most votes first"),
    "bos-equal-shares/own": say("Equal Shares with bounded overspending"),
    "phragmen": say("Phragmén: money flows to all voters at the same rate"),
    "welfare/cardinality": say("The most votes that the money can buy (for analysis)"),
    "elimination": say("Rankings: whoever is first for the fewest drops out"),
    "ranked-list": say("Ranked list: nothing is funded"),
}
GAINS: dict[str, Message] = {
    OWN: say("As the ballots say"),
    "cost": say("What the project costs"),
    "cardinality": say("One for each project"),
    "points": say("The points that were given to it"),
}
TIES: dict[str, Message] = {
    "cost-asc": say("the lower cost"),
    "cost-desc": say("the higher cost"),
    "score": say("the higher score"),
    "lot": say("the lot"),
    "file-order": say("its place in the file"),
}
_BESIDE: dict[str, Message] = {
    "/integral": say("the first shares rounded down"),
    "/comparison": say("compared with most votes first"),
}
"""What a rule has beside its name, where it is not a rule to choose with that."""
_RAISED = "/add1"
_STEP = re.compile(r"/step-\d+")
_ONLY_RAISED = say("This is only for Equal Shares that are raised. Choose such a rule by its name, or leave this out.")
_KNOWN_GAINS = ("cost", "cardinality", "points")


def wished(form: FilledForm, field: str) -> str:
    """The rule that was chosen in the field, with the gain that was chosen for it, and how its shares are raised."""
    rule, gain = form.value(field), form.value("gain") or OWN
    rule = rule.replace("/own", f"/{gain}", 1) if rule != OWN and gain in GAINS else rule
    return _raised(rule, form) if _RAISED in rule else rule


def refuse_what_has_no_use(form: FilledForm) -> None:
    """Notes how shares are raised where no rule that was chosen raises them."""
    step = form.value("step")
    if step and not form.whole_number("step"):
        form.refuse("step", say("Write a whole number of currency units, 1 or more."))
    if not any(_RAISED in form.value(field) for field in ("rule", "beside")):
        for field in ("step", "integral"):
            if form.value(field):
                form.refuse(field, _ONLY_RAISED)


def _raised(rule: str, form: FilledForm) -> str:
    head, comparison, rest = rule.partition("/comparison")
    whole = "/integral" if form.value("integral") and "/integral" not in head else ""
    step = form.whole_number("step") or 1
    return head + whole + (f"/step-{step}" if step > 1 else "") + comparison + rest


def name_of(rule: str, speech: Speech) -> str:
    """The words for a rule by which something was counted; its published name if there are none."""
    plain = rule.partition("/min-")[0]
    for gain in _KNOWN_GAINS:
        if not plain.startswith("welfare"):
            plain = plain.replace(f"/{gain}", f"/{OWN}", 1)
    plain, said = _STEP.sub("", plain), list[str]()
    for part, words in _BESIDE.items():
        if plain not in RULES and part in plain:
            plain = plain.replace(part, "", 1)
            said.append(speech.message(words))
    return "; ".join([speech.message(RULES[plain]), *said]) if plain in RULES else rule
