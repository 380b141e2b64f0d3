"""Twenty processes join at once: each visitor has a number of their own."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from tests.races.crowd import race
from tests.rush.waiting import performance_with_room
from ticketing.house.models import House
from ticketing.rush import room_counter
from ticketing.rush.models import Room

pytestmark = pytest.mark.race
PROCESSES = 20
EACH = 25
BEFORE_IT_DIES = 7


@pytest.fixture
def room(own_database):
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    performance = performance_with_room()
    return Room.objects.get(performance=performance)


def _join(room, _number):
    room_counter.forget_turnstiles()
    return " ".join(str(room_counter.take_number(room)) for _ in range(EACH))


def _numbers(answers):
    return [
        int(word) for answer in answers for word in answer.split() if word.isdigit()
    ]


def test_numbers_are_distinct_and_have_no_gaps(room):
    answers = race(PROCESSES, partial(_join, room))

    assert sorted(_numbers(answers)) == list(range(PROCESSES * EACH))
    assert room_counter.joined(room) == PROCESSES * EACH


def test_a_killed_process_takes_no_numbers_with_it(room):
    """No process has numbers in store: what one leaves, the others get."""

    def act(number):
        if number:
            return _join(room, number)
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            connection.close()
            room_counter.forget_turnstiles()
            for _ in range(BEFORE_IT_DIES):
                os.write(writing, f"{room_counter.take_number(room)} ".encode())
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(writing)
        return os.read(reading, 4096).decode()

    numbers = _numbers(race(PROCESSES, act))

    expected = (PROCESSES - 1) * EACH + BEFORE_IT_DIES
    assert sorted(numbers) == list(range(expected))


def test_without_the_one_step_numbers_collide(room, monkeypatch):
    """The twin: read, add one, write back, as three steps."""

    def take_many(room_id, _seed_hash, count):
        with connection.cursor() as cursor:
            where = f"WHERE room_id = {room_id}"
            cursor.execute(f"SELECT joined FROM rush_roomcounter {where}")
            first = cursor.fetchone()[0]
            cursor.execute(
                f"UPDATE rush_roomcounter SET joined = {first + count} {where}"
            )
        return first

    monkeypatch.setattr(room_counter, "_take_many", take_many)
    numbers = _numbers(race(PROCESSES, partial(_join, room)))

    assert len(set(numbers)) < len(numbers)


def test_threads_of_one_process_share_a_step_and_no_number():
    steps, at = [], [0]

    def take_many(count):
        steps.append(count)
        at[0] += count
        return at[0] - count

    turnstile = room_counter.Turnstile(take_many)
    with ThreadPoolExecutor(16) as pool:
        taken = list(pool.map(lambda _: turnstile.take(), range(400)))

    assert sorted(taken) == list(range(400))
    assert sum(steps) == 400


def test_whoever_waits_is_told_that_the_counter_failed():
    def take_many(_count):
        raise ConnectionError

    with pytest.raises(ConnectionError):
        room_counter.Turnstile(take_many).take()
