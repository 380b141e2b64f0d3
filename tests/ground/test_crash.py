"""Only the tests can name moments at which a process dies."""

import importlib

import pytest

from ground import crash


@pytest.fixture
def killed(monkeypatch):
    """Write down what would be killed instead of dying."""
    signals = []
    monkeypatch.setattr(crash.os, "kill", lambda _pid, number: signals.append(number))
    monkeypatch.setattr(crash, "_armed", set())
    return signals


def test_an_armed_moment_ends_the_process(killed):
    crash.arm("after-hold,after-order")

    crash.crash_point("after-order")

    assert killed == [crash.signal.SIGKILL]


def test_any_other_moment_goes_by(killed):
    crash.arm("after-hold")

    crash.crash_point("after-order")

    assert killed == []


@pytest.mark.parametrize("name", ["base", "dev"])
def test_other_settings_know_no_crash_points(name, monkeypatch, tmp_path):
    monkeypatch.setenv("MARQUEE_VAR", str(tmp_path))
    monkeypatch.setenv("MARQUEE_CRASH_POINTS", "after-hold")
    module = importlib.import_module(f"config.settings.{name}")

    assert not hasattr(module, "MARQUEE_CRASH_POINTS")
