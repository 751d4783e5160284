from libs.shared.kernel.errors import DomainError
from services.voting.api.problems import PROBLEMS
from services.voting.domain import errors
from services.voting.domain.casting import ballot_errors, paper_errors
from services.voting.domain.tally import errors as tally_errors


def test_every_error_of_voting_has_a_problem() -> None:
    declared = {
        error
        for module in (errors, ballot_errors, paper_errors, tally_errors)
        for error in vars(module).values()
        if isinstance(error, type) and issubclass(error, DomainError) and error is not DomainError
    }

    assert declared <= set(PROBLEMS)
    codes = [error.code for error in PROBLEMS]
    assert len(set(codes)) == len(codes)
