from libs.shared.kernel.errors import DomainError
from services.reporting.api.problems import PROBLEMS
from services.reporting.domain.webhooks import errors as webhook_errors
from services.reporting.projections import errors


def test_every_error_of_reporting_has_a_problem() -> None:
    every = [*vars(errors).values(), *vars(webhook_errors).values()]
    declared = {error for error in every if isinstance(error, type) and issubclass(error, DomainError)}

    assert declared - {DomainError} == set(PROBLEMS)
