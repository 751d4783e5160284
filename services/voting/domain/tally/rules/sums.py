"""Sums of products over voters."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_LONG = 4_096  # threads are started from 10,000 on


def dot(left: NDArray[np.float64], right: NDArray[Any]) -> float:
    """The sum of the products, element by element.

    For long arrays not numpy's ``dot``: that starts BLAS threads, which cost more than they save here, the more so on
    a busy machine. For short ones it is several times as quick.
    """
    if len(left) < _LONG:
        return float(left.dot(right))
    return float(np.einsum("i,i->", left, right))
