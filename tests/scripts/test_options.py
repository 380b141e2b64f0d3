"""The words of the command line: refused where they make no sense."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from launch.failures import CannotGoOn
from launch.options import parse

SERVER = Path(__file__).resolve().parents[2] / "script" / "server.py"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--port", "70000"], "70000 is no port"),
        (["--port", "http"], "invalid"),
        (["--empty", "--season", "x.json"], "contradict each other"),
        (["--shift-to", "2026-01-01"], "it needs --season FILE"),
        (["--prot", "80"], "unrecognized arguments"),
    ],
)
def test_senseless_words_are_refused_with_status_2(words: list[str], sentence: str):
    asked = subprocess.run(
        [sys.executable, SERVER, *words], capture_output=True, text=True, check=False
    )

    assert asked.returncode == 2
    assert sentence in asked.stderr


def test_a_season_that_is_not_there_is_one_sentence():
    with pytest.raises(CannotGoOn, match=r"can't be read: .*No such file"):
        parse(["--season", "/nowhere/season.json"])


def test_a_season_may_begin_on_a_day_of_choice(tmp_path: Path):
    season = tmp_path / "season.json"
    season.touch()

    options = parse(["--season", str(season), "--shift-to", "2026-09-21"])

    assert options.shift_to == date(2026, 9, 21)
    assert options.season == season
