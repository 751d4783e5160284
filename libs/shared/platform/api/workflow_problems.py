"""How broken rules of workflows are said over HTTP, the same from every service that has one."""

from libs.shared.kernel.version import ItHasChanged
from libs.shared.kernel.workflow import (
    ActionIsDoneOnce,
    ActionIsNotKnown,
    ActionIsNotYours,
    DecidedByTheSamePerson,
    StateHasChanged,
)
from libs.shared.kernel.workflow_fields import FieldsAreWrong
from libs.shared.platform.api.problems import Problem, Problems

WORKFLOW_PROBLEMS: Problems = {
    ActionIsNotKnown: Problem(422, "The action is not known"),
    ActionIsNotYours: Problem(403, "The action is for others"),
    ActionIsDoneOnce: Problem(409, "It was done already"),
    DecidedByTheSamePerson: Problem(403, "Somebody else decides this"),
    StateHasChanged: Problem(409, "The state has changed"),
    ItHasChanged: Problem(412, "It has changed since you saw it"),
    FieldsAreWrong: Problem(422, "What the action asks for is missing or malformed"),
}
