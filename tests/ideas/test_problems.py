from libs.shared.kernel import telling, version, workflow, workflow_fields
from libs.shared.kernel.errors import DomainError
from services.ideas.api.problems import PROBLEMS
from services.ideas.domain import errors


def test_every_broken_rule_of_ideas_is_a_problem() -> None:
    found = [rule for module in (errors, telling, version, workflow, workflow_fields) for rule in vars(module).values()]
    rules = {rule for rule in found if isinstance(rule, type) and issubclass(rule, DomainError)}

    assert {*PROBLEMS} == rules - {DomainError}


def test_no_two_rules_share_a_code() -> None:
    codes = [rule.code for rule in PROBLEMS]

    assert len(codes) == len({*codes})
