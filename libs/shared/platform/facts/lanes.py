"""Lanes, partitions by key: a source's events fall into a fixed number of them, and keep their order within one.

Positions are kept by lane and topics are partitioned by lane. So what a listener knows does not depend on how its
events travelled: a town may change the carrier, or have its topics refilled, and nothing is applied twice.
"""

from zlib import crc32

# Written into every listener's positions and into every topic: it can never change.
LANES = 64


def lane_of(key: str) -> int:
    """The lane of the events with that partition key."""
    return crc32(key.encode()) % LANES
