"""The proof counts only what ran, and its own checks find what they look for."""

import argparse
import io
from collections import Counter
from pathlib import Path

import pytest

from launch.bench import benchmarks, is_object
from launch.console import Console
from launch.folders import Folders
from proving import test as proof
from proving.checks import further_checks, structure_checks
from proving.compose import problems
from proving.needs import Needs, Unavailable
from proving.parts import Outcome, Part, count_tests
from proving.running import Runner
from proving.sizes import long_functions
from proving.table import table
from proving.tests import APART, alone

REPORT = """<testsuites><testsuite>
<testcase name="a"/>
<testcase name="b"><failure message="no"/></testcase>
<testcase name="c"><skipped message="needs PostgreSQL"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    return path


def test_tests_are_counted_by_how_they_ended(report: Path):
    outcome = Outcome("tests")

    count_tests(outcome, 1, report)

    assert (outcome.passed, outcome.failed, outcome.skipped) == (1, 1, 1)
    assert outcome.skips == Counter({"needs PostgreSQL": 1})


def test_a_run_that_broke_before_any_test_has_failed(tmp_path: Path):
    outcome = Outcome("tests")

    count_tests(outcome, 4, tmp_path / "never-written.xml")

    assert outcome.failed == 1


def test_a_part_without_tests_did_not_run(tmp_path: Path):
    outcome = Outcome("tests")

    count_tests(outcome, 5, tmp_path / "empty.xml")

    assert outcome.reason == "there is no such test"
    assert outcome.passed == 0


def test_the_table_names_what_could_not_run_and_sums_up():
    ran = Outcome("tests", passed=7, skips=Counter({"needs a moon": 2}))
    missing = Outcome("journeys", reason="Chromium: it is not installed")

    text = table([ran, missing])

    assert "  journeys: Chromium: it is not installed" in text
    assert "  tests, 2 tests: needs a moon" in text
    assert text.splitlines()[-1] == "7 passed, 0 failed, 3 skipped"


def test_a_failed_check_counts_as_failed(tmp_path: Path):
    folders = Folders(tmp_path, tmp_path / "var")
    part = Part("lint: false", ["false"])

    assert Runner(folders).run(part, {"PATH": "/usr/bin:/bin"}).failed == 1


def test_a_need_that_is_not_met_keeps_its_reason(tmp_path: Path):
    def broken(*_: object) -> dict[str, str]:
        raise Unavailable("there is no moon")

    needs = Needs(Folders(tmp_path, tmp_path), {"Moon": broken})
    needs.prepare("Moon")

    assert needs.reasons == {"Moon": "Moon: there is no moon"}


def test_no_test_belongs_to_two_parts():
    for mark in APART:
        others = set(APART) - {mark}
        assert alone(mark).startswith(f"{mark} and not ")
        assert all(f"not {other}" in alone(mark) for other in others)


def test_migrations_are_looked_at_as_both_databases_run_them(tmp_path: Path):
    folders = Folders(tmp_path, tmp_path)

    [sqlite] = [p for p in structure_checks(folders) if p.name == "migrations: safe"]
    [postgresql] = further_checks(folders)

    # What SQLite can't show is not left out where it can be seen.
    assert "NOT_NULL" in sqlite.command
    assert "NOT_NULL" not in postgresql.command
    assert postgresql.needs == ["PostgreSQL"]


@pytest.mark.parametrize("is_all", [True, False])
def test_what_needs_postgresql_runs_with_all_or_is_named(
    monkeypatch: pytest.MonkeyPatch, is_all: bool
):
    ran: list[str] = []
    monkeypatch.setattr(proof, "ensure_environment", lambda *_, **__: None)
    monkeypatch.setattr(
        proof.Conductor,
        "run",
        lambda _self, parts: ran.extend(part.name for part in parts),
    )
    options = argparse.Namespace(all=is_all, only="on PostgreSQL")

    said = io.StringIO()

    assert proof.prove(Console(said, said), options) == 0

    name = "migrations: safe on PostgreSQL"
    assert (name in ran) is is_all
    assert (f"{name}: only with --all" in said.getvalue()) is not is_all


def test_a_long_function_is_found():
    body = "\n".join(f"    a{n} = {n}" for n in range(31))

    found = list(
        long_functions(f"def long():\n{body}\n\n\ndef short():\n    return 1\n")
    )

    assert found == ["1: long has 32 lines, at most 30"]


@pytest.mark.parametrize(
    ("service", "sentence"),
    [
        ({"restart": "no"}, "web: neither image nor build"),
        ({"image": "postgres:latest"}, "web: image postgres:latest names no version"),
        ({"image": "redis:7"}, "web: nothing watches its health"),
        ({"environment": {"SECRET_KEY": "x"}}, "web: SECRET_KEY is written out"),
        ({"depends_on": ["database"]}, "web: depends on database, which is not there"),
        ({"volumes": ["house:/srv"]}, "web: volume house is not declared"),
    ],
)
def test_an_unsound_service_is_named(service: dict[str, object], sentence: str):
    assert sentence in problems({"services": {"web": service}})


def test_benchmarks_are_modules_and_packages(tmp_path: Path):
    (tmp_path / "purchase.py").touch()
    (tmp_path / "_measure.py").touch()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "__main__.py").touch()

    assert benchmarks(tmp_path) == ["pages", "purchase"]


@pytest.mark.parametrize(
    ("line", "answer"), [('{"cpu_ms": 4.2}', True), ("[1]", False), ("done", False)]
)
def test_figures_are_one_json_object(line: str, answer: bool):
    assert is_object(line) is answer
