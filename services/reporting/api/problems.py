"""How reporting's errors are said over HTTP."""

from libs.shared.platform.api.problems import Problem, Problems
from services.reporting.projections.errors import NoSuchPoll, OutcomeIsNotAnnounced

PROBLEMS: Problems = {
    NoSuchPoll: Problem(404, "There is no such poll"),
    OutcomeIsNotAnnounced: Problem(404, "The outcome is not announced yet"),
}
