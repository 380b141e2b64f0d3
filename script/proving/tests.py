"""The runs of tests: which, on what, and what they need."""

from collections.abc import Sequence
from dataclasses import replace

from launch.folders import Folders
from proving.parts import Part

APART = ("race", "browser", "stripe_mock", "elasticsearch", "slow", "fresh")
PLAIN = " and ".join(f"not {mark}" for mark in APART)


def run_of_tests(
    folders: Folders, name: str, marks: str, *, processes: int, needs: Sequence[str]
) -> Part:
    command = [str(folders.python), "-m", "pytest", "-q", "-m", marks]
    if "PostgreSQL" in needs:
        # What asks no server says the same on all of them: one run says it all.
        command += ["--asking-servers"]
    if processes > 1:
        command += ["-n", str(processes)]
    if "Chromium" in needs:
        # A site of its own is opened for each module: in one process, then.
        command += ["--dist", "loadfile"]
    starts_programs = marks not in (PLAIN, alone("race"))
    return Part(
        name,
        command,
        needs=needs,
        are_tests=True,
        is_asked_again=starts_programs,
    )


def alone(mark: str) -> str:
    """Select one mark and none of the others, so that no test runs in two parts."""
    others = [other for other in APART if other != mark]
    return " and ".join([mark, *(f"not {other}" for other in others)])


def sqlite_tests(folders: Folders) -> list[Part]:
    """Return what any machine can run."""
    needs = ("migrated SQLite",)
    runs = [
        ("tests on SQLite", PLAIN, 2),
        ("crashes on SQLite", alone("slow"), 2),
        ("races on SQLite", alone("race"), 1),
    ]
    return [
        run_of_tests(folders, name, marks, processes=processes, needs=needs)
        for name, marks, processes in runs
    ]


def further_tests(folders: Folders) -> list[Part]:
    """Return what needs more than Python."""
    large = ("PostgreSQL", "Redis")
    runs = [
        ("a clone from nothing", alone("fresh"), 1, ()),
        ("journeys in Chromium", alone("browser"), 2, ("migrated SQLite", "Chromium")),
        ("crashes on PostgreSQL", alone("slow"), 2, (*large, "migrated SQLite")),
        ("tests on PostgreSQL and Redis", PLAIN, 2, large),
        ("Stripe's own description", alone("stripe_mock"), 1, ("stripe-mock",)),
        (
            "search on Elasticsearch",
            alone("elasticsearch"),
            1,
            ("migrated SQLite", "Elasticsearch"),
        ),
        ("races on PostgreSQL", alone("race"), 1, ("PostgreSQL",)),
    ]
    parts = [
        run_of_tests(folders, name, marks, processes=processes, needs=needs)
        for name, marks, processes, needs in runs
    ]
    # Side by side on the same servers, each has databases of its own.
    return [
        replace(part, environment={"MARQUEE_TEST_RUN": str(number)})
        for number, part in enumerate(parts)
    ]
