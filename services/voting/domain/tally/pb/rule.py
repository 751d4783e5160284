"""Which rule and which order among equals a Pabulib file names in its META, and how our own files name them."""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import cast, get_args

from services.voting.domain.tally.errors import InstanceIsInconsistent
from services.voting.domain.tally.lots import TieKey, TieOrder, draw_lots
from services.voting.domain.tally.paper.ballots import Method
from services.voting.domain.tally.pb.amounts import read_amount
from services.voting.domain.tally.pb.decimals import format_amount, parse_amount
from services.voting.domain.tally.pb.file import PabulibFile
from services.voting.domain.tally.pb.meta import Meta
from services.voting.domain.tally.pb.rule_names import CUSTOM, UNKNOWN, pabulib_name, rule_under
from services.voting.domain.tally.rule import Rule, ScoreOrder
from services.voting.domain.tally.rule_names import rule_named

# Pabulib's names do not tell our rules apart, and it knows no lot: these lines of META are our own.
RULE, SEED, TIES = "commonpurse_rule", "commonpurse_lot_seed", "commonpurse_ties"
QUORUM = "commonpurse_quorum"
THRESHOLD = "min_project_score_threshold"

_MOST_DIGITS = 9
_WITHOUT_LOT = TieOrder(("cost-asc", "score"))


def rule_of(file: PabulibFile) -> Rule:
    """The file's own rule and threshold; score order, skipping, where it names none that we know."""
    own = rule_named(file.meta.get(RULE, ""))
    if own:
        return own
    least = min_score_of(file, file.meta.get(THRESHOLD, ""))
    return rule_under(file.meta.get("rule", ""), file.profile.method, least) or ScoreOrder(min_score=least)


def names_its_rule(file: PabulibFile) -> bool:
    """Whether the file names a rule that we know, so that its winners can be held against a count."""
    if rule_named(file.meta.get(RULE, "")):
        return True
    name, unit = file.meta.get("rule", "").strip().lower(), file.meta.get("unit", "").strip().lower()
    return rule_under(name, file.profile.method) is not None and (name != CUSTOM or unit.startswith("pozna"))


def funds_what_the_city_funded(file: PabulibFile, winners: Iterable[str]) -> bool | None:
    """Whether the city funded the same projects; None if the file does not name them, or not the city's rule."""
    if not file.official or not names_its_rule(file):
        return None
    return frozenset(winners) == file.official


def doubt_about_rule(file: PabulibFile) -> str:
    """What to tell whoever has the file counted by ``rule_of``, if that had to guess; else nothing."""
    own, name = file.meta.get(RULE, ""), file.meta.get("rule", "")
    by = f"counted by {rule_of(file).name}; --rule counts by another"
    if own and not rule_named(own):
        return f"the file names the rule {own[:60]!r}, which is not known here; {by}"
    if names_its_rule(file):
        return ""
    if name.strip().lower() == CUSTOM:
        return f"the file names the rule {name!r}, by which each city means its own; counted as Poznań does, {by[8:]}"
    if name.strip().lower() in ("", UNKNOWN):
        return f"the file does not say by which rule the city counted; {by}"
    return f"the file names the rule {name[:60]!r}, which is not known here; {by}"


def ties_of(file: PabulibFile) -> TieOrder:
    """The order among equals: our own files name it with the seed of the lot; else the cheaper goes first."""
    seed = file.meta.get(SEED, "")
    if not seed:
        return _WITHOUT_LOT
    keys = tie_keys(file.meta.get(TIES, "")) or TieOrder().keys
    return TieOrder(keys, draw_lots(seed, file.instance.ids))


def quorum_of(file: PabulibFile) -> int:
    """How many had to take part, which only our own files say. If it was missed, their projects are ineligible."""
    said = file.meta.get(QUORUM, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _MOST_DIGITS else 0


def tie_keys(text: str) -> tuple[TieKey, ...] | None:
    """``"cost-asc,score,lot"`` as keys; None if it is empty or one of them is not known."""
    keys = [part.strip() for part in text.split(",")]
    return tuple(cast("TieKey", key) for key in keys) if set(keys) <= set(get_args(TieKey)) else None


def rule_lines(rule: Rule, method: Method, seed: str, ties: TieOrder, mark_digits: int = 0) -> Mapping[str, str]:
    """The lines of META from which ``rule_of`` and ``ties_of`` read the same rule and the same order again."""
    least = {THRESHOLD: format_amount(rule.min_score, mark_digits)} if rule.min_score else {}
    own = {RULE: rule.name, TIES: ",".join(ties.keys), SEED: seed}
    return {"rule": pabulib_name(rule, method), **least, **own}


def min_score_of(file: PabulibFile, text: str) -> int:
    """A minimum score in the profile's marks, rounded up: a score is never between two marks.

    Raises:
        InstanceIsInconsistent: if it is no number.
    """
    if not text:
        return 0
    amount = read_amount(text)
    if isinstance(amount, str):
        raise InstanceIsInconsistent(f"the minimum score: {_unreadable(text, amount, file.profile.voters)}")
    scaled = amount[0] * 10**file.profile.mark_digits
    return int(-(-scaled // 10 ** amount[1]))


def demand_readable_rule(meta: Meta, voters: int) -> None:
    """Notes as a mistake what ``rule_of`` and ``ties_of`` could not read."""
    threshold, ties = meta.values.get(THRESHOLD, ""), meta.values.get(TIES, "")
    if threshold:
        _demand_readable_threshold(meta, threshold, voters)
    if ties and tie_keys(ties) is None:
        meta.notes.mistake(meta.lines[TIES], f"{TIES} may name {', '.join(get_args(TieKey))}, not {ties[:40]!r}")


def _demand_readable_threshold(meta: Meta, text: str, voters: int) -> None:
    amount = read_amount(text)
    if isinstance(amount, str):
        meta.notes.mistake(meta.lines[THRESHOLD], f"{THRESHOLD}: {_unreadable(text, amount, voters)}")
    elif amount[0] < 0 and meta.values.get("vote_type") != "scoring":
        told = "is below zero and keeps out nothing; write a number from zero up, or remove the line"
        meta.notes.warn(meta.lines[THRESHOLD], f"{THRESHOLD} {text[:40]} {told}")
    elif 0 < amount[0] < int(10 ** amount[1]):
        told = "is less than one vote and keeps out nothing that anyone asked for; if a share is meant, write how many"
        meta.notes.warn(meta.lines[THRESHOLD], f"{THRESHOLD} {text[:40]} {told}")


def _unreadable(text: str, reason: str, voters: int) -> str:
    share = parse_amount(text.removesuffix("%")) if text.endswith("%") else None
    if share is None:
        return reason
    votes = ceil(share[0] * voters / (100 * 10 ** share[1]))
    return f"{text[:40]!r} is a share of something; write a number, such as {votes} if {text} of the ballots is meant"
