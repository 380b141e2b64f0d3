"""The end of a proof: what ran, what did not and why, and the sum."""

from collections.abc import Sequence

from proving.parts import Outcome

SHOWN_LINES = 150


def table(outcomes: Sequence[Outcome]) -> str:
    """Name every part; the last line is the sum that machines read."""
    ran = [outcome for outcome in outcomes if not outcome.reason]
    width = max((len(outcome.name) for outcome in ran), default=0)
    lines = ["", f"{'part':<{width}}  passed  failed  skipped  seconds"]
    lines += [
        f"{o.name:<{width}}  {o.passed:>6}  {o.failed:>6}  {o.skipped:>7}"
        f"  {o.seconds:>7.1f}"
        for o in ran
    ]
    lines += not_run(outcomes)
    lines += unsteady(outcomes)
    lines += ["", total(outcomes)]
    return "\n".join(lines)


def not_run(outcomes: Sequence[Outcome]) -> list[str]:
    parts = [f"  {o.name}: {o.reason}" for o in outcomes if o.reason]
    tests = [
        f"  {o.name}, {count} tests: {reason}"
        for o in outcomes
        for reason, count in sorted(o.skips.items())
    ]
    return ["", "Could not run:", *parts, *tests] if parts or tests else []


def unsteady(outcomes: Sequence[Outcome]) -> list[str]:
    tests = [f"  {o.name}: {test}" for o in outcomes for test in o.unsteady]
    return ["", "Unsteady (failed, then passed alone):", *tests] if tests else []


def total(outcomes: Sequence[Outcome]) -> str:
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    return f"{passed} passed, {failed} failed, {skipped} skipped"


def failure(outcome: Outcome) -> str:
    """Return the end of what a failed or unsteady part said."""
    lines = outcome.output.rstrip().splitlines()[-SHOWN_LINES:]
    said = "\n".join(f"    {line}" for line in lines)
    word = "FAILED" if outcome.failed else "was UNSTEADY"
    return f"\n{outcome.name} {word}:\n{said}\n"
