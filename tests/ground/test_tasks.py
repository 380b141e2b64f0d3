"""Claims, retries, dead letters and periodic tasks, without other processes."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

from ground import tasks
from ground.models import WorkerBeat
from ground.tasks import Policy, beats, planting, rows
from ground.tasks.worker import Worker
from tests.factories import NOON
from tests.ground import work

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _only_our_periods(monkeypatch):
    autodiscover_modules("tasks")
    ours = {work.tick.module_path: HOUR}
    for module in (tasks, rows, planting):
        monkeypatch.setattr(module, "periods", ours)


@pytest.fixture
def notes(tmp_path, monkeypatch):
    path = tmp_path / "notes"
    path.touch()
    monkeypatch.setenv("WORK_NOTES", str(path))
    return path


def _drain(now=NOON):
    return Worker(clock=lambda: now).drain()


def _row(path=None):
    others = DBTaskResult.objects.exclude(task_path=work.tick.module_path)
    return others.get() if path is None else DBTaskResult.objects.get(task_path=path)


def test_urgent_queues_come_first(notes):
    work.say.enqueue("house")
    work.say_urgently.enqueue("money")

    _drain()

    assert notes.read_text().split() == ["money", "tick", "house"]


def test_a_worker_serves_only_its_queues(notes):
    work.say.enqueue("house")
    work.say_urgently.enqueue("money")

    Worker(["house"], clock=lambda: NOON).drain()

    assert notes.read_text().split() == ["house"]


def test_a_task_of_later_waits(notes):
    work.say.using(run_after=NOON + HOUR).enqueue("evening")

    _drain()
    assert "evening" not in notes.read_text()
    _drain(NOON + HOUR)

    assert "evening" in notes.read_text()


def test_a_failed_task_waits_longer_each_time_then_is_a_dead_letter(notes, caplog):
    work.break_down.enqueue("engine")

    _drain()
    first = _row()
    assert first.exception_class_path == "builtins.RuntimeError"
    assert (first.status, first.run_after) == ("READY", NOON + MINUTE)
    _drain(NOON + MINUTE)

    letter = _row()
    assert (letter.status, notes.read_text().split()) == (
        "FAILED",
        ["tick", "engine", "engine"],
    )
    assert f"dead letter {letter.pk}" in caplog.text


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 5), (2, 10), (3, 20), (9, 1280), (40, 3600)]
)
def test_pauses_double_up_to_an_hour(tries, seconds):
    assert rows.pause_after(tries, Policy()) == timedelta(seconds=seconds)


def test_a_task_whose_code_is_gone_is_tried_again():
    work.say.enqueue("word")
    DBTaskResult.objects.update(task_path="tests.ground.gone.say")

    _drain()

    row = _row()
    assert row.status == "READY"
    assert row.exception_class_path == "builtins.ModuleNotFoundError"


def test_what_a_dead_worker_held_is_given_back():
    work.say.enqueue("word")
    rows.claim_next("dead", [], now=NOON)

    assert rows.give_back(["alive"], now=NOON) == 1

    assert _row().status == "READY"


def test_what_a_living_worker_holds_stays():
    work.say.enqueue("word")
    rows.claim_next("alive", [], now=NOON)

    assert rows.give_back(["alive"], now=NOON) == 0


def test_a_task_that_kills_its_workers_becomes_a_named_dead_letter():
    work.say.enqueue("word")
    for day in range(8):
        now = NOON + timedelta(days=day)
        assert rows.claim_next("dead", [], now=now)
        rows.give_back([], now=now)

    row = _row()
    assert row.status == "FAILED"
    assert row.exception_class_path == "ground.tasks.rows.WorkerDied"
    assert "8 times" in row.traceback


def test_the_word_of_a_worker_taken_for_dead_does_not_count():
    work.say.enqueue("word")
    slow = rows.claim_next("slow", [], now=NOON)
    rows.give_back([], now=NOON)
    rows.claim_next("other", [], now=NOON + HOUR)

    rows.succeed(slow, now=NOON + HOUR)

    assert _row().status == "RUNNING"


def test_a_periodic_task_has_one_row_for_ever(notes):
    for hour in range(3):
        _drain(NOON + hour * HOUR)

    row = _row(work.tick.module_path)
    assert notes.read_text().split() == ["tick"] * 3
    assert (row.status, row.run_after) == ("READY", NOON + 3 * HOUR)


def test_a_periodic_task_that_fails_runs_next_time(monkeypatch):
    monkeypatch.delenv("WORK_NOTES", raising=False)

    _drain()

    row = _row(work.tick.module_path)
    assert (row.status, row.run_after) == ("READY", NOON + HOUR)
    assert "KeyError" in row.traceback


def test_a_clock_set_back_stops_no_periodic_task(notes):
    _drain(NOON + timedelta(days=30))

    _drain(NOON)

    assert notes.read_text().split() == ["tick", "tick"]


def test_planting_twice_plants_once():
    assert planting.plant(now=NOON) == 1
    assert planting.plant(now=NOON) == 0
    assert DBTaskResult.objects.count() == 1


def test_a_failed_row_of_a_periodic_task_is_mended():
    planting.plant(now=NOON)
    DBTaskResult.objects.update(status="FAILED")

    planting.plant(now=NOON)

    assert _row(work.tick.module_path).status == "READY"


def test_old_successes_are_pruned_and_dead_letters_stay(notes):
    work.say.enqueue("word")
    _drain()
    work.say.enqueue("letter")
    DBTaskResult.objects.filter(status="READY", queue_name="house").update(
        status="FAILED", finished_at=NOON
    )

    _drain(NOON + timedelta(days=8))

    assert _row().status == "FAILED"


def _beat(name, **fields):
    given = {"host": beats.this_host(), "pid": 1, "started_at": NOON, "beat_at": NOON}
    return WorkerBeat(id=name, **{**given, **fields})


def test_a_process_that_is_gone_is_dead_at_once():
    watch = beats.Watch(_beat("me", pid=2))

    dead = watch.dead([_beat("gone", pid=2**22 - 1), _beat("init", pid=1)])

    assert [b.pk for b in dead] == ["gone"]


def test_a_process_with_our_own_number_was_before_us():
    me = _beat("me")

    assert beats.Watch(me).dead([me, _beat("former")])[0].pk == "former"


def test_a_silent_worker_elsewhere_is_dead_after_a_minute(monkeypatch):
    watch = beats.Watch(_beat("me"))
    silent, alive = _beat("silent", host="far"), _beat("alive", host="far")
    assert watch.dead([silent, alive]) == []

    seconds = beats.time.monotonic() + beats.SILENT_SECONDS + 1
    monkeypatch.setattr(beats.time, "monotonic", lambda: seconds)
    alive.beat_at = NOON - timedelta(days=1)

    assert [b.pk for b in watch.dead([silent, alive])] == ["silent"]


def test_dead_letters_are_listed_and_tried_again(notes):
    work.break_down.enqueue("engine")
    _drain()
    _drain(NOON + MINUTE)
    said = StringIO()

    call_command("tasks", stdout=said)
    letter = _row()
    call_command("tasks", "--retry", str(letter.pk), stdout=StringIO())

    assert f"dead letter {letter.pk}" in said.getvalue()
    assert "engine does not work" in said.getvalue()
    assert _row().status == "READY"


@pytest.mark.parametrize("asked", ["nonsense", "12345678123456781234567812345678"])
def test_an_unknown_dead_letter_is_refused(asked):
    with pytest.raises(CommandError):
        call_command("tasks", "--retry", asked)
