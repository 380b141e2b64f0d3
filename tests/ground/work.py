"""Tasks for the worker's tests; what they do is written into a file."""

import os
import time
from datetime import timedelta
from pathlib import Path

from ground.tasks import Policy, later, periodic


def note(text):
    """Add a line in one write, so that lines of several processes stay whole."""
    with Path(os.environ["WORK_NOTES"]).open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")


@later("house")
def say(word):
    note(word)


@later("house")
def say_slowly(word, seconds):
    note(f"{word} begins")
    time.sleep(seconds)
    note(f"{word} ends")


@later("mail", policy=Policy(tries=2, pause=timedelta(minutes=1)))
def break_down(word):
    note(word)
    message = f"{word} does not work"
    raise RuntimeError(message)


@later("money")
def say_urgently(word):
    note(word)


@periodic("stock", every=timedelta(hours=1))
def tick():
    note("tick")
    if os.environ.get("TICK_SECONDS"):
        time.sleep(float(os.environ["TICK_SECONDS"]))
