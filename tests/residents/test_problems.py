from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.version import ItHasChanged
from services.residents.api.problems import PROBLEMS
from services.residents.domain import errors, passkey, password, roll_errors, second_factor
from services.residents.domain.integrators import errors as integrator_errors


def test_every_broken_rule_of_residents_is_a_problem() -> None:
    modules = (errors, integrator_errors, passkey, password, roll_errors, second_factor)
    known = [rule for module in modules for rule in vars(module).values()]
    rules = {rule for rule in known if isinstance(rule, type) and issubclass(rule, DomainError)} - {DomainError}

    assert {*PROBLEMS} == rules | {ItHasChanged}


def test_no_two_rules_share_a_code() -> None:
    codes = [rule.code for rule in PROBLEMS]

    assert len(codes) == len(set(codes))
