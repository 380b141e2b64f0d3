"""The runs of tests: which, on what, and what they need."""

from collections.abc import Sequence

from launch.folders import Folders
from proving.parts import Part

APART = ("race", "browser", "stripe_mock", "slow", "fresh")


def run_of_tests(
    folders: Folders, name: str, marks: str, *, processes: int, needs: Sequence[str]
) -> Part:
    command = [str(folders.python), "-m", "pytest", "-q", "-m", marks]
    if "PostgreSQL" in needs:
        # The scripts know no database: one run of theirs says it all.
        command += ["--ignore", "tests/scripts"]
    if processes > 1:
        command += ["-n", str(processes)]
    return Part(name, command, needs=needs, are_tests=True)


def alone(mark: str) -> str:
    """Select one mark and none of the others, so that no test runs in two parts."""
    others = [other for other in APART if other != mark]
    return " and ".join([mark, *(f"not {other}" for other in others)])


def sqlite_tests(folders: Folders) -> list[Part]:
    """Return what any machine can run; races have the machine to themselves."""
    plain = " and ".join(f"not {mark}" for mark in APART)
    return [
        run_of_tests(folders, "tests on SQLite", plain, processes=2, needs=()),
        run_of_tests(folders, "races on SQLite", alone("race"), processes=1, needs=()),
        run_of_tests(
            folders, "crashes on SQLite", alone("slow"), processes=2, needs=()
        ),
    ]


def further_tests(folders: Folders) -> list[Part]:
    """Return what needs more than Python."""
    plain = " and ".join(f"not {mark}" for mark in APART)
    large = ("PostgreSQL", "Redis")
    runs = [
        ("tests on PostgreSQL and Redis", plain, 2, large),
        ("races on PostgreSQL", alone("race"), 1, ("PostgreSQL",)),
        ("crashes on PostgreSQL", alone("slow"), 2, large),
        ("journeys in Chromium", alone("browser"), 2, ("Chromium",)),
        ("Stripe's own description", alone("stripe_mock"), 1, ("stripe-mock",)),
        ("a clone from nothing", alone("fresh"), 1, ()),
    ]
    return [
        run_of_tests(folders, name, marks, processes=processes, needs=needs)
        for name, marks, processes, needs in runs
    ]
