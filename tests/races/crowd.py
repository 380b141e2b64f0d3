"""Buyers as processes: forked from one that is ready, let go at one moment."""

import gc
import os
import time
import traceback
import warnings
from functools import partial

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import QuerySet

from ground.compiled import compiled
from ground.errors import Refusal
from tests import ready_money
from tests.factories import NOON
from ticketing.shows.models import Performance
from ticketing.stock.models import PlaceState
from ticketing.stock.querysets import PlaceQuerySet

BOUGHT = "bought"
BY_CONSTRAINT = "refused by a constraint"
LOCKED_OUT = "locked out"


def race(count, act):
    """Run act(0), act(1)… at once, each in a process of its own.

    Returns what each of them answered, a word, in their order.
    """
    connection.close()
    gc.freeze()
    starting, start = os.pipe()
    crowd = [_fork(partial(act, number), starting, start) for number in range(count)]
    gc.unfreeze()
    os.close(starting)
    for _pid, answers in crowd:
        assert os.read(answers, 1) == b"."
    # Whoever waits for the end of this pipe now has it.
    os.close(start)
    return [_answer(pid, answers) for pid, answers in crowd]


def _fork(act, starting, start):
    answers, answer = os.pipe()
    with warnings.catch_warnings():
        # Watching threads of the test runner's own; none of them has a lock.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        os.close(answer)
        return pid, answers
    try:
        os.close(start)
        connection.ensure_connection()
        os.write(answer, b".")
        os.read(starting, 1)
        os.write(answer, act().encode())
    except BaseException:  # noqa: BLE001 whatever it is belongs to the answer
        os.write(answer, traceback.format_exc()[-2000:].encode())
    finally:
        os._exit(0)


def _answer(pid, answers):
    said = b""
    while part := os.read(answers, 4096):
        said += part
    os.close(answers)
    os.waitpid(pid, 0)
    return said.decode()


def buy(performance_id, place_id, _number):
    """From the choice to the ticket; answers with the refusal's code."""
    performance = Performance.objects.get(pk=performance_id)
    try:
        order = ready_money.bought(performance, [place_id], now=NOON)
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return BOUGHT if order.has_tickets else order.phase


def slow_to_take(seconds):
    """Wait between finding a place free and taking it, where races happen."""
    before_taking(partial(time.sleep, seconds))


def before_taking(wait):
    """Call `wait` between finding a place free and taking it."""
    update = PlaceQuerySet.update

    def late(places, **values):
        if values.get("state") == PlaceState.HELD:
            wait()
        return update(places, **values)

    PlaceQuerySet.update = late


def ask_plainly():
    """Let this process compile no question: its lock would be in it already."""
    compiled.__call__ = lambda question, *values: list(question._describe(*values))


def unguarded():
    """Take the locks of this process away: of rows, or SQLite's of everything."""
    PlaceQuerySet.lock = lambda _places: None
    QuerySet.select_for_update = lambda rows, **_options: rows
    ask_plainly()
    if connection.vendor == "sqlite":
        transaction.Atomic.__enter__ = lambda _block: None
        transaction.Atomic.__exit__ = lambda _block, *_error: None
