import warnings
from pathlib import Path

import pytest

from services.voting.domain.tally import EqualShares, Outcome, ScoreOrder, TieOrder, count
from services.voting.domain.tally.pb.rule import min_score_of, rule_of
from tests.support.elections import SAMPLES, SHARED, SWIECIE, Known, a_real_election, known_elections

KNOWN = known_elections()


def test_swiecie_2023_funds_the_17_projects_that_the_town_funded() -> None:
    file = a_real_election(SWIECIE)

    outcome = count(file.instance, file.profile, rule_of(file))

    assert frozenset(outcome.winners) == file.official
    assert len(outcome.winners) == 17
    assert outcome.cost == 1_040_337


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pb")), ids=lambda path: path.stem)
def test_a_sample_election_funds_what_its_city_funded(path: Path) -> None:
    file = a_real_election(path)

    outcome = count(file.instance, file.profile, rule_of(file), ties=TieOrder(("cost-desc",)))

    assert outcome.cost <= outcome.budget
    assert file.official is None or set(outcome.winners) == file.official


@pytest.mark.skipif(not KNOWN, reason=f"{SHARED} is absent: 0 shared elections counted")
@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.file)
def test_a_shared_election_funds_what_its_city_funded(known: Known) -> None:
    outcome, official = _counted(known)

    assert frozenset(outcome.winners) == official


@pytest.mark.skipif(not KNOWN, reason=f"{SHARED} is absent: 0 shared elections counted")
def test_the_run_says_how_many_shared_elections_it_counted() -> None:
    assert len(KNOWN) >= 35
    warnings.warn(f"{len(KNOWN)} shared elections were counted and compared with their cities' outcomes", stacklevel=1)


def _counted(known: Known) -> tuple[Outcome, frozenset[str] | None]:
    file = a_real_election(known.path)
    least = min_score_of(file, known.threshold)
    rule = EqualShares() if known.equal_shares else ScoreOrder(stop=known.stop, min_score=least)
    return count(file.instance, file.profile, rule, ties=known.tie_order(file.instance)), file.official
