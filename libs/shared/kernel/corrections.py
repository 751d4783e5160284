"""The office corrects the wording of a thing: when it does, and how that is told."""

from libs.shared.kernel.ballot_budget import CORRECTIONS
from libs.shared.kernel.own_words import OwnWords
from libs.shared.kernel.workflow import Step
from libs.shared.kernel.workflow_fields import FieldsAreWrong


def demand_correction(step: Step, stands: object) -> None:
    """Nothing, unless the step would correct something into what stands there already.

    Raises:
        FieldsAreWrong: if so: the life line would tell of a correction that nobody can find.
    """
    if step.action.name in CORRECTIONS and all(getattr(stands, name) == says for name, says in step.changed.items()):
        raise FieldsAreWrong(dict.fromkeys(step.changed, "It says so already."))


def corrects(step: Step, before: OwnWords, after: OwnWords) -> bool:
    """Whether the step corrects the wording, so that it is not how the thing was first written any more."""
    is_other = (before.title, before.text) != (after.title, after.text)
    return is_other and step.action.name in CORRECTIONS
