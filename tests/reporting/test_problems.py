from libs.shared.kernel.errors import DomainError
from services.reporting.api.problems import PROBLEMS
from services.reporting.projections import errors


def test_every_error_of_reporting_has_a_problem() -> None:
    declared = {error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, DomainError)}

    assert declared - {DomainError} == set(PROBLEMS)
