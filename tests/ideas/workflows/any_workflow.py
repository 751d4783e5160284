"""Workflows as councils might write them: any that has no faults."""

from hypothesis import strategies as st

from services.ideas.domain.workflows.definition import (
    ActionDraft,
    CheckDraft,
    CriterionDraft,
    Definition,
    FieldDraft,
    StateDraft,
)

_ROLES = ("moderator", "administrator", "reviewer", "holder")
_LABEL = {"en": "Something", "de": "Etwas"}


@st.composite
def any_workflow(draw: st.DrawFn) -> Definition:
    """Up to eight states: each can be reached from an earlier one, and leads on to a later one or is an ending."""
    names = [f"state_{number}" for number in range(draw(st.integers(2, 8)))]
    states = [StateDraft(names[0], _LABEL, is_public=False, working_days=5, escalates_to="administrator")]
    states += [draw(_state(name, is_last=name == names[-1])) for name in names[1:]]
    ways = [(names[draw(st.integers(0, at - 1))], names[at]) for at in range(1, len(names))]
    for at, state in enumerate(states[:-1]):
        if not state.is_ending:
            ways.append((state.name, names[draw(st.integers(at + 1, len(names) - 1))]))
    any_name = st.sampled_from(names)
    ways += draw(st.lists(st.tuples(any_name, st.one_of(any_name, st.just(""))), max_size=6))
    actions = [draw(_action(f"action-{number}", of, to)) for number, (of, to) in enumerate(ways)]
    return Definition("any", _LABEL, tuple(states), tuple(actions))


@st.composite
def _state(draw: st.DrawFn, name: str, *, is_last: bool) -> StateDraft:
    keeps_words = draw(st.booleans())
    return StateDraft(
        name,
        _LABEL,
        is_public=not keeps_words and draw(st.booleans()),
        keeps_words=keeps_words,
        is_ending=is_last or draw(st.booleans()),
        working_days=draw(st.one_of(st.none(), st.integers(1, 60))),
    )


@st.composite
def _action(draw: st.DrawFn, name: str, of: str, to: str) -> ActionDraft:
    is_refusal, one_by_one = draw(st.booleans()), draw(st.booleans())
    who = draw(st.sets(st.sampled_from(_ROLES[:-1] if is_refusal else _ROLES), min_size=1))
    asked = "appeal" if "holder" in who else "reason"
    criteria = (CriterionDraft("dear", _LABEL), CriterionDraft("rude", _LABEL, is_about_words=True))
    return ActionDraft(
        name,
        _LABEL,
        (of,),
        to,
        tuple(who),
        _LABEL,
        {"en": "It moved ({criterion}): {reason}"} if is_refusal else {"en": "It moved."},
        () if is_refusal and one_by_one else (FieldDraft(asked, is_required=is_refusal),),
        criteria if is_refusal else (),
        one_by_one=one_by_one,
        checklist=draw(st.sampled_from([(), (CheckDraft("looked", _LABEL),)])),
        effect="refuse" if is_refusal else "",
        is_once=draw(st.booleans()),
        by_another=draw(st.booleans()),
    )
