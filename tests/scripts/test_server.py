"""script/server as a person meets it: real processes around a cardboard house."""

import os
import signal
import socket
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from tests.scripts.copy import (
    PATIENCE,
    Copy,
    end,
    home,
    read_until,
    running_in,
    wait_until_gone,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals"),
]

OPEN = "Stop with Ctrl-C"


def test_a_first_start_fills_the_house_and_ctrl_c_ends_all(copy: Copy, port: int):
    process = copy.start("--port", str(port))
    said = read_until(process, OPEN)
    copy.await_call("worker")

    assert home(port) == "home"
    assert f"http://127.0.0.1:{port}/" in said
    assert "Administrator  ada@example.org  sesame" in said
    assert copy.calls() == [
        "messages --build",
        "migrate",
        "setup_house",
        "load_demo",
        "worker",
    ]

    end(process, signal.SIGINT)

    assert process.returncode == 0
    assert wait_until_gone(copy.root)


def test_a_second_start_prepares_nothing_again(copy: Copy, port: int):
    process = copy.start("--port", str(port))
    read_until(process, OPEN)
    end(process, signal.SIGTERM)

    again = copy.start("--port", str(port))
    read_until(again, OPEN)
    end(again)

    assert copy.calls().count("migrate") == 1
    assert copy.calls().count("load_demo") == 1


def test_a_start_with_new_code_brings_the_house_up_to_date(copy: Copy, port: int):
    process = copy.start("--port", str(port))
    read_until(process, OPEN)
    end(process, signal.SIGTERM)
    roles = copy.root / "starter" / "roles.py"
    roles.parent.mkdir()
    roles.write_text("# A right that no group has yet.\n")

    again = copy.start("--port", str(port))
    read_until(again, OPEN)
    end(again)

    assert copy.calls().count("migrate") == 2
    assert copy.calls().count("setup_house") == 2
    assert copy.calls().count("load_demo") == 1


def test_an_interrupted_load_is_done_again(copy: Copy, port: int):
    copy.let_linger("load_demo")
    process = copy.start("--port", str(port))
    copy.await_call("load_demo")
    end(process)
    assert process.returncode == 128 + signal.SIGINT
    assert wait_until_gone(copy.root)
    (copy.root / "lingers" / "load_demo").unlink()

    again = copy.start("--port", str(port))
    read_until(again, OPEN)

    assert copy.calls().count("load_demo") == 2
    assert copy.calls().count("migrate") == 1


def test_a_dead_worker_is_named_and_ends_the_web_server(copy: Copy, port: int):
    copy.say("worker", "the cardboard is torn", 3)

    status, said = copy.run("--port", str(port))

    assert status == 1
    assert "The worker ended by itself (exit status 3)" in said
    assert "the cardboard is torn" in said
    assert wait_until_gone(copy.root)


def test_a_web_server_killed_outright_ends_the_worker(copy: Copy, port: int):
    process = copy.start("--port", str(port))
    read_until(process, OPEN)
    os.kill(running_in(copy.root, "granian")[0], signal.SIGKILL)

    said, _ = process.communicate(timeout=PATIENCE)

    assert process.returncode == 1
    assert "The web server ended by itself" in said
    assert wait_until_gone(copy.root)


def test_a_failed_step_shows_its_last_lines(copy: Copy, port: int):
    copy.say("migrate", "the cardboard is torn", 3)

    status, said = copy.run("--port", str(port))

    assert status == 1
    assert "Bringing the database up to date failed (exit status 3)" in said
    assert "the cardboard is torn" in said


def test_a_taken_port_is_named_with_a_free_one_first(copy: Copy):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]

        status, said = copy.run("--port", str(taken))

    assert status == 1
    assert f"Port {taken} is taken" in said
    assert "is free: --port " in said
    assert copy.calls() == []


def test_a_second_start_at_once_says_where_the_first_is(copy: Copy, port: int):
    process = copy.start("--port", str(port))
    read_until(process, OPEN)

    status, said = copy.run("--port", str(port + 1))

    assert status == 1
    assert f"already (http://127.0.0.1:{port}/)" in said


def test_what_a_killed_start_left_running_is_ended(copy: Copy, port: int):
    process = copy.start("--port", str(port))
    read_until(process, OPEN)
    process.kill()
    process.communicate(timeout=PATIENCE)

    again = copy.start("--port", str(port))
    said = read_until(again, OPEN)
    end(again)

    assert "Ended what a former start" in said
    assert wait_until_gone(copy.root)


def test_a_reset_needs_a_yes_and_spares_the_backups(copy: Copy, port: int):
    process = copy.start("--port", str(port), "--empty")
    read_until(process, OPEN)
    end(process)
    (copy.var / "backups").mkdir()

    status, said = copy.run("--port", str(port), "--reset")

    assert status == 1
    assert "marquee.sqlite3" in said
    assert "--reset --yes" in said
    assert (copy.var / "marquee.sqlite3").exists()

    again = copy.start("--port", str(port), "--reset", "--yes")
    read_until(again, OPEN)
    assert "load_demo" in copy.calls()
    assert (copy.var / "backups").exists()


def test_one_repertoire_is_not_poured_over_another(copy: Copy, port: int):
    process = copy.start("--port", str(port))
    read_until(process, OPEN)
    end(process)

    status, said = copy.run("--port", str(port), "--empty")

    assert status == 1
    assert "already holds the demo repertoire: add --reset" in said


def test_a_season_is_imported_once_shifted_to_today(copy: Copy, port: int):
    season = copy.root / "season.json"
    season.write_text("{}")
    day = datetime.now().astimezone().date() - timedelta(weeks=6)
    for _ in range(2):
        process = copy.start("--port", str(port), "--season", str(season))
        read_until(process, OPEN)
        end(process)

    imports = [call for call in copy.calls() if call.startswith("import_programmes")]
    assert imports == [f"import_programmes {season} --shift-to {day} --offer"]
    assert "load_demo" not in copy.calls()


def test_a_season_with_a_few_bad_programmes_is_opened(copy: Copy, port: int):
    season = copy.root / "season.json"
    season.write_text("{}")
    copy.say(
        "import_programmes", "Skipped 7: no date\nProgrammes: 3 made, 1 skipped", 1
    )
    process = copy.start("--port", str(port), "--season", str(season))

    said = read_until(process, OPEN)

    assert "  Skipped 7: no date" in said
    assert "  Programmes: 3 made" in said


def test_a_season_that_can_t_be_read_stays_closed(copy: Copy, port: int):
    season = copy.root / "season.json"
    season.write_text("{")
    copy.say("import_programmes", "season.json can't be read: it ends in the middle", 2)

    status, said = copy.run("--port", str(port), "--season", str(season))

    assert status == 1
    assert "it ends in the middle" in said


def test_a_pipe_gets_no_control_codes(copy: Copy, port: int):
    process = copy.start("--port", str(port))
    said = read_until(process, OPEN)

    assert "\r" not in said
    assert "\033" not in said


def test_a_changed_migration_brings_the_database_up_to_date(copy: Copy, port: int):
    process = copy.start("--port", str(port))
    read_until(process, OPEN)
    end(process)
    migrations = copy.root / "members" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "0002_more.py").write_text("")

    again = copy.start("--port", str(port))
    read_until(again, OPEN)

    assert copy.calls().count("migrate") == 2
    assert copy.calls().count("load_demo") == 1


def test_the_shell_script_passes_its_words_on(copy: Copy):
    shell = copy.root / "script" / "server"
    asked = subprocess.run(
        ["sh", shell, "--port", "many"],
        env={**os.environ, "PATH": f"{sys.prefix}/bin:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert asked.returncode == 2
    assert "--port" in asked.stderr
