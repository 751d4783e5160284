"""What ``make faults`` says: each run in a line, then how soon the platform was itself again, by fault."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tests.faults.making.platform import Carrier
from tests.faults.schedules.one_seed import Seen


def line_of(carrier: Carrier, seen: Seen) -> str:
    """One run."""
    faults = "; ".join(map(str, seen.schedule.faults))
    verdict = "ok" if not seen.anomalies else f"{len(seen.anomalies)} ANOMALIES"
    verdict = "again, for want of a core" if seen.was_starved else verdict
    figures = f"{seen.ballots} ballots, {seen.acknowledged} acknowledged, {seen.in_doubt} in doubt"
    figures += f", {seen.submissions} ideas and offers"
    times = f"itself again after {seen.recovered_in_s:.1f} s"
    times += f" ({seen.without_a_core_s:.1f} s of them without a core), {seen.took_s:.1f} s in all"
    lines = [f"seed {seen.schedule.seed} ({carrier}): {verdict}: {faults}: {figures}: {times}"]
    lines += [f"    {anomaly}" for anomaly in seen.anomalies]
    if seen.anomalies:
        lines.append(f"    again: make faults SEED={seen.schedule.seed} CARRIER={carrier}")
    return "\n".join(lines)


def recoveries(runs: Mapping[Carrier, Sequence[Seen]]) -> dict[str, dict[str, Any]]:
    """By carrier and the fault that healed last: how often, and in how many seconds everything worked again."""
    found: dict[str, dict[str, Any]] = {}
    for carrier, all_seen in runs.items():
        times: dict[str, list[float]] = defaultdict(list)
        for seen in all_seen:
            last = max(seen.schedule.faults, key=lambda fault: fault.at_s + fault.lasts_s)
            times[last.kind.name].append(seen.recovered_in_s)
        found[carrier] = {
            name: {"runs": len(took), "median_s": round(sorted(took)[len(took) // 2], 1), "most_s": round(max(took), 1)}
            for name, took in sorted(times.items())
        }
    return found


def summary(runs: Mapping[Carrier, Sequence[Seen]], missing: Sequence[str]) -> str:
    """The figures of all runs."""
    lines = []
    for carrier, kinds in recoveries(runs).items():
        lines.append(f"\n{carrier}: itself again after the cause was gone, in seconds")
        lines += [
            f"  {name:18} {one['runs']:4} runs   median {one['median_s']:5.1f}   most {one['most_s']:5.1f}"
            for name, one in kinds.items()
        ]
    if missing:
        lines.append(f"\nnot made, as this machine lacks what it takes: {', '.join(missing)}")
    every = [seen for all_seen in runs.values() for seen in all_seen]
    wrong = [seen for seen in every if seen.anomalies]
    acknowledged = sum(seen.acknowledged for seen in every)
    lines.append(f"\n{len(every)} runs, {acknowledged} acknowledgements, {len(wrong)} runs with anomalies")
    return "\n".join(lines)


def as_json(runs: Mapping[Carrier, Sequence[Seen]], missing: Sequence[str]) -> dict[str, Any]:
    """The same for programs."""
    every = [(carrier, seen) for carrier, all_seen in runs.items() for seen in all_seen]
    return {
        "runs": len(every),
        "acknowledged": sum(seen.acknowledged for _, seen in every),
        "submissions": sum(seen.submissions for _, seen in every),
        "anomalies": {f"{carrier} {seen.schedule.seed}": seen.anomalies for carrier, seen in every if seen.anomalies},
        "recoveries": recoveries(runs),
        "not_made": [*missing],
        "took_s": round(sum(seen.took_s for _, seen in every), 1),
    }
