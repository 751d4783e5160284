from libs.shared.kernel import boundary, telling, version, workflow, workflow_fields
from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.photos import errors as photo_errors
from services.proposals.api.problems import PROBLEMS
from services.proposals.domain import errors


def test_every_broken_rule_of_proposals_is_a_problem() -> None:
    holding = (errors, photo_errors, boundary, telling, version, workflow, workflow_fields)
    modules = {module.__name__: vars(module) for module in holding}
    found = [rule for module in modules.values() for rule in module.values() if isinstance(rule, type)]
    # A rule that a module only knows from elsewhere is caught there.
    rules = {rule for rule in found if issubclass(rule, DomainError) and rule.__module__ in modules}

    assert {*PROBLEMS} == rules


def test_no_two_rules_share_a_code() -> None:
    codes = [rule.code for rule in PROBLEMS]

    assert len(codes) == len({*codes})
