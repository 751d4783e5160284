"""Refusing by several criteria at once: each that the thing fails has a reason of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from libs.shared.kernel.words import Words, in_language, words
from libs.shared.kernel.workflow_fields import Choice, Field, FieldsAreWrong

FAILS: Words = words("{criterion}: why it fails (public)")
"""What the field of a criterion is called."""

PREFIX = "fails-"
"""How the names of such fields begin."""

_BETWEEN = ", "
_CRITERION = Field("criterion", {"en": ""}, "choice")


def one_by_one(criteria: Sequence[Choice]) -> tuple[Field, ...]:
    """A field for each of the criteria; at least one of them is needed."""
    return tuple(
        Field(f"{PREFIX}{each.value}", _label(each), "text", is_required=False, criterion=each) for each in criteria
    )


def named(criterion: object) -> list[str]:
    """The criteria that are named together as one."""
    return str(criterion).split(_BETWEEN) if criterion else []


def gathered(
    fields: Sequence[Field], values: Mapping[str, str | int]
) -> tuple[Mapping[str, str | int], Sequence[Field]]:
    """The values with criterion and reason, and the fields by which these are said, if there are such fields.

    Several reasons are numbered, in the order of their criteria: the same text in every language, so that it can be
    taken down everywhere.

    Raises:
        FieldsAreWrong: if the thing fails none of the criteria.
    """
    asked = [each for each in fields if each.criterion]
    if not asked:
        return values, fields
    failed = [each for each in asked if each.name in values]
    if not failed:
        raise FieldsAreWrong({asked[0].name: "Give the reason of at least one criterion."})
    reasons = [str(values[each.name]) for each in failed]
    reason = reasons[0] if len(reasons) == 1 else " ".join(f"({at}) {text}" for at, text in enumerate(reasons, 1))
    together = _together([each.criterion for each in failed if each.criterion])
    more = {"criterion": together.value, "reason": reason}
    return {**values, **more}, [*fields, replace(_CRITERION, choices=(together,))]


def _together(criteria: Sequence[Choice]) -> Choice:
    languages = {language for each in criteria for language in each.label}
    said = {language: "; ".join(in_language(each.label, language) for each in criteria) for language in languages}
    return Choice(_BETWEEN.join(each.value for each in criteria), said)


def _label(criterion: Choice) -> Words:
    return {
        language: in_language(FAILS, language).format(criterion=in_language(criterion.label, language))
        for language in FAILS
    }
