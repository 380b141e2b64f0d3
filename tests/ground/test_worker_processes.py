"""Real workers on a real database, killed, locked out and side by side."""

import signal
import sqlite3
import time
from collections import Counter

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from ground.models import WorkerBeat
from tests.ground import work

pytestmark = pytest.mark.slow
# Only a failure waits so long: a busy machine takes its time to start a process.
PATIENCE = 180
A_LONG_TASK = 600


@pytest.fixture
def notes(tmp_path, monkeypatch):
    path = tmp_path / "notes"
    path.touch()
    monkeypatch.setenv("WORK_NOTES", str(path))
    return path


@pytest.fixture
def start(own_database, notes):
    """Start workers that end with the test."""
    started = []

    def start(*options, **environment):
        words = ["-m", "tests.ground.run_worker", *options]
        process = own_database.start(*words, **environment)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _lines(notes):
    return notes.read_text("utf-8").splitlines()


def _wait_until(claim):
    deadline = time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _statuses():
    rows = DBTaskResult.objects.exclude(task_path=work.tick.module_path)
    return Counter(rows.values_list("status", flat=True))


def test_the_task_of_a_killed_worker_runs_again(start, notes):
    work.say_slowly.enqueue("aria", 2)
    killed = start()
    _wait_until(lambda: "aria begins" in _lines(notes))
    killed.kill()
    killed.wait()
    assert _statuses() == {"RUNNING": 1}

    start()

    _wait_until(lambda: _statuses() == {"SUCCESSFUL": 1})
    assert _lines(notes).count("aria ends") == 1
    assert WorkerBeat.objects.count() == 1


def test_the_periodic_task_of_a_killed_worker_comes_back(start, notes):
    killed = start(TICK_SECONDS="20")
    _wait_until(lambda: _lines(notes) == ["tick"])
    killed.kill()
    killed.wait()

    start()

    _wait_until(lambda: _lines(notes) == ["tick", "tick"])
    _wait_until(lambda: DBTaskResult.objects.get().status == "READY")


def test_a_worker_asked_to_end_finishes_its_task(start, notes):
    work.say_slowly.enqueue("aria", 1)
    work.say.enqueue("never")
    worker = start("--queues", "house")
    _wait_until(lambda: "aria begins" in _lines(notes))

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(PATIENCE) == 0
    assert _lines(notes) == ["aria begins", "aria ends"]
    assert _statuses() == {"SUCCESSFUL": 1, "READY": 1}
    assert not WorkerBeat.objects.exists()


def test_a_worker_asked_twice_gives_its_task_back(start, notes):
    work.say_slowly.enqueue("aria", A_LONG_TASK)
    worker = start("--queues", "house")
    _wait_until(lambda: "aria begins" in _lines(notes))

    worker.send_signal(signal.SIGINT)
    time.sleep(0.2)
    worker.send_signal(signal.SIGINT)

    assert worker.wait(PATIENCE) == 0
    row = DBTaskResult.objects.get(task_path=work.say_slowly.module_path)
    assert (row.status, row.worker_ids) == ("READY", [])


def test_a_database_locked_for_long_does_not_end_a_worker(start, notes, own_database):
    if own_database.vendor != "sqlite":
        pytest.skip("only SQLite locks as a whole")
    worker = start(WORK_SQLITE_TIMEOUT="1")
    _wait_until(lambda: "tick" in _lines(notes))
    with sqlite3.connect(own_database.name, isolation_level=None) as other:
        work.say.enqueue("after the lock")
        other.execute("BEGIN IMMEDIATE")
        time.sleep(4)
        assert worker.poll() is None
        assert "after the lock" not in _lines(notes)
        other.execute("ROLLBACK")
    other.close()

    _wait_until(lambda: _statuses() == {"SUCCESSFUL": 1})


def test_a_worker_outlives_its_lost_connections(start, notes, own_database):
    if own_database.vendor != "postgresql":
        pytest.skip("only PostgreSQL has connections to lose")
    worker = start()
    _wait_until(lambda: "tick" in _lines(notes))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    work.say.enqueue("after the loss")

    _wait_until(lambda: _statuses() == {"SUCCESSFUL": 1})
    assert worker.poll() is None


def test_two_workers_run_each_of_200_tasks_once(start, notes):
    start()
    start()
    _wait_until(lambda: WorkerBeat.objects.count() == 2)

    for number in range(200):
        work.say.enqueue(str(number))

    _wait_until(lambda: _statuses() == {"SUCCESSFUL": 200})
    assert Counter(_lines(notes)) == {"tick": 1} | {str(n): 1 for n in range(200)}
    workers = [w for row in DBTaskResult.objects.all() for w in row.worker_ids]
    assert len(set(workers)) == 2
