"""Why a project was funded or not, in one sentence for an English reader. Others build their own from the verdict."""

from libs.shared.kernel.money import as_decimal
from services.voting.domain.tally import Outcome, Step, Verdict
from services.voting.domain.tally.pb.decimals import missing_units

_PLAIN = {
    Verdict.AFTER_STOP: "Not funded: the count ended before its turn.",
    Verdict.BELOW_MINIMUM: "Not funded: its score is below the minimum.",
    Verdict.NO_SUPPORT: "Not funded: nobody voted for it.",
}
_BOUNDED = "bos-equal-shares"
_OUTVOTED = "Not funded: not more people voted for it than against it."


def explain(currency: str, outcome: Outcome, project: str, ballots_for: int) -> str:
    """The sentence. ``ballots_for`` is how many voted for the project, which a vote may have been against, too."""
    step = outcome.why(project)
    if step.verdict is Verdict.FUNDED:
        beyond = outcome.cost - outcome.budget if outcome.winners[-1:] == (project,) else 0
        return _funded(step, currency, beyond)
    if step.verdict is Verdict.RANKED:
        return f"Place {step.round} of {len(outcome.places)} on the ranked list. Nothing is funded by it."
    lacking = outcome.lacking(project)
    missing = "" if lacking is None else f"{as_decimal(missing_units(lacking), currency):,} {currency}"
    match step.verdict:
        case Verdict.NOT_AFFORDABLE if step.phase == _BOUNDED:
            why = "its supporters had spent all of their shares on other projects"
        case Verdict.NOT_AFFORDABLE | Verdict.DOES_NOT_FIT:
            why = f"{missing} were missing in {_where(outcome, project)}"
        case Verdict.SHARE_USED_UP:
            why = f"{missing} were missing in what {step.reason} gets at most"
        case Verdict.CONFLICT:
            return f"Not funded, because project {step.reason} of the same group was."
        case Verdict.INELIGIBLE if step.phase == "ranked-list":
            return f"Not ranked: {step.reason}."
        case Verdict.INELIGIBLE:
            why = step.reason
        case _:
            is_outvoted = ballots_for and step.score <= 0
            return _OUTVOTED if is_outvoted else _PLAIN[step.verdict]
    return f"Not funded: {why}."


def _where(outcome: Outcome, project: str) -> str:
    if outcome.rest_lacked(project) is not None:
        return "what its supporters had left, and the money left over did not reach either"
    step = outcome.why(project)
    if step.phase == _BOUNDED:
        return "what was left of the budget"
    is_theirs = step.verdict is Verdict.NOT_AFFORDABLE
    return "what its supporters had left" if is_theirs else "the budget when its turn came"


def _funded(step: Step, currency: str, beyond: int) -> str:
    if step.missing:
        missing = f"{as_decimal(missing_units(step.missing), currency):,} {currency}"
        return f"Funded in part in round {step.round}: it gets what was left, and {missing} of its cost are missing."
    which = f"round {step.round}" + (f" of what is guaranteed to {step.stage}" if step.stage else "")
    if step.phase == "equal-shares":
        return f"Funded in {which}: its supporters' shares of the budget paid for it."
    if step.phase == _BOUNDED:
        return f"Funded in {which}: its supporters paid for it from their shares, as far as these went."
    if beyond > 0:
        amount = f"{as_decimal(beyond, currency):,} {currency}"
        return f"Funded in {which}: most of its cost was left when its turn came, and {amount} come from elsewhere."
    return f"Funded in {which}: the budget still held enough when its turn came."
