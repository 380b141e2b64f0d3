"""Rooms above that count something of their own of who looks at what.

They are given what people left, robots not among them, some seconds later and
outside of any request; each reader once, and what it fails at is lost.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from django.db import DatabaseError

from content.visits.robots import is_robot
from content.visits.sightings import Glance

log = logging.getLogger(__name__)
Reader = Callable[[Sequence[Glance], datetime], None]
_readers: Final[list[Reader]] = []


def provide(reader: Reader) -> None:
    """Let this reader have what is left from now on; called once, at the start."""
    if reader not in _readers:
        _readers.append(reader)


def read(glances: Sequence[Glance], *, now: datetime) -> None:
    people = [glance for glance in glances if not is_robot(glance.agent)]
    for reader in _readers:
        try:
            reader(people, now)
        except DatabaseError:
            log.exception("%s glances were not read", len(people))
