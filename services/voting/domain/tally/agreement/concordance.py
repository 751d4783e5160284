"""How much alike all ballots put the options in order: Kendall's W, from 0 (no common order) to 1 (one and the same).

Source: Kendall and Babington Smith, The Problem of m Rankings, Annals of Mathematical Statistics 10 (1939); with equals
as in Siegel and Castellan, Nonparametric Statistics for the Behavioral Sciences (1988), section 9.3. Options to which a
ballot gives the same share their places, and so do those that it does not name.
"""

from fractions import Fraction

import numpy as np

from services.voting.domain.tally.paper.profile import Ints, Profile

_AT_LEAST = 2


def concordance(profile: Profile) -> Fraction | None:
    """The figure; none where fewer than two voted or two options stand, or where nobody prefers one to another."""
    options, voters = profile.projects, profile.voters
    if options < _AT_LEAST or voters < _AT_LEAST:
        return None
    sums, ties = _rank_sums(profile)
    apart = sum((int(doubled) - voters * (options + 1)) ** 2 for doubled in sums)
    most = voters * (voters * (options**3 - options) - ties)
    return Fraction(3 * apart, most) if most else None


def _rank_sums(profile: Profile) -> tuple[Ints, int]:
    """Of each option twice the sum of its ranks, the best highest; and what equals take away: t³ - t for t of them."""
    assert profile.marks is not None
    sizes = np.diff(profile.starts)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    order = np.lexsort((profile.marks, rows))
    marks, choices = profile.marks[order], profile.choices[order]
    silent = profile.projects - sizes
    begins, lengths, run_of = _runs(rows, marks)
    below = begins - profile.starts[rows[begins]] + np.where(marks[begins] > 0, silent[rows[begins]], 0)
    is_zero = marks[begins] == 0
    at_zero = silent + np.bincount(rows[begins][is_zero], lengths[is_zero], len(sizes)).astype(np.int64)
    negative = np.bincount(rows, marks < 0, len(sizes)).astype(np.int64)
    of_zero = 2 * negative + at_zero + 1
    doubled = np.where(is_zero, of_zero[rows[begins]], 2 * below + lengths + 1)[run_of]
    weights = profile.weights
    shifted = np.bincount(choices, weights[rows] * (doubled - of_zero[rows]), profile.projects).astype(np.int64)
    equal = lengths[~is_zero]
    ties = int((weights[rows[begins]][~is_zero] * (equal**3 - equal)).sum())
    ties += int((weights * (at_zero**3 - at_zero)).sum())
    return shifted + int((weights * of_zero).sum()), ties


def _runs(rows: Ints, marks: Ints) -> tuple[Ints, Ints, Ints]:
    """Where each run of equals on one ballot begins, how long it is, and of each choice its run."""
    if not len(rows):
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing
    is_new = np.concatenate(([True], (rows[1:] != rows[:-1]) | (marks[1:] != marks[:-1])))
    begins = np.flatnonzero(is_new)
    return begins, np.diff(np.append(begins, len(rows))), np.cumsum(is_new) - 1
