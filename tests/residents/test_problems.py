from libs.shared.kernel.errors import DomainError
from services.residents.api.problems import PROBLEMS
from services.residents.domain import errors


def test_every_broken_rule_of_residents_is_a_problem() -> None:
    rules = [rule for rule in vars(errors).values() if isinstance(rule, type) and issubclass(rule, DomainError)]

    assert {*PROBLEMS} == {rule for rule in rules if rule is not DomainError}


def test_no_two_rules_share_a_code() -> None:
    codes = [rule.code for rule in PROBLEMS]

    assert len(codes) == len(set(codes))
