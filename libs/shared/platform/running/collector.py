"""Python's garbage collector, set up for a server."""

import gc

_NEW_OBJECTS, _YOUNG_ROUNDS, _OLD_ROUNDS = 50_000, 20, 50


def calm_the_collector() -> None:
    """From now on the collector passes over what is loaded, and comes once in many requests instead of within one.

    Its defaults suit short scripts: with a hundred requests under way each keeps hundreds of objects alive, and the
    collector looked at them again and again, a quarter of voting's time. Call it when everything is loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _YOUNG_ROUNDS, _OLD_ROUNDS)
