from libs.shared.kernel import boundary, telling, version, workflow, workflow_fields
from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.photos import errors as photo_errors
from services.ideas.api.problems import PROBLEMS
from services.ideas.domain import errors, synonyms
from services.ideas.domain.decisions import errors as of_decisions
from services.ideas.domain.desk import errors as of_desk
from services.ideas.domain.following import errors as of_following
from services.ideas.domain.lineage import errors as of_lineage
from services.ideas.domain.moving_in import errors as of_moving_in
from services.ideas.domain.sittings import errors as of_sittings


def test_every_broken_rule_of_ideas_is_a_problem() -> None:
    holding = (
        errors,
        photo_errors,
        synonyms,
        of_decisions,
        of_desk,
        of_following,
        of_lineage,
        of_moving_in,
        of_sittings,
        boundary,
        telling,
        version,
        workflow,
        workflow_fields,
    )
    modules = {module.__name__: vars(module) for module in holding}
    found = [rule for module in modules.values() for rule in module.values() if isinstance(rule, type)]
    # A rule that a module only knows from elsewhere is caught there.
    rules = {rule for rule in found if issubclass(rule, DomainError) and rule.__module__ in modules}

    assert {*PROBLEMS} == rules


def test_no_two_rules_share_a_code() -> None:
    codes = [rule.code for rule in PROBLEMS]

    assert len(codes) == len({*codes})
