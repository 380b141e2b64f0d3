"""What the worker does so that what is found is what there is."""

import logging
from datetime import timedelta

from django.utils import timezone

from ground.tasks import periodic
from search.engines.choosing import all_engines
from search.following import catching_up
from search.log.tasks import forget_searches
from search.port import EngineDown, NoIndex
from search.saved.tasks import (
    look_after_saved,
    look_for_saved,
    mail_confirmation,
    mail_found,
    mail_warning,
)

__all__ = [
    "follow",
    "forget_searches",
    "look_after",
    "look_after_saved",
    "look_for_saved",
    "mail_confirmation",
    "mail_found",
    "mail_warning",
]
log = logging.getLogger(__name__)


@periodic("house", every=timedelta(seconds=2))
def follow() -> None:
    """Write what changed in the last seconds into every index."""
    catching_up.catch_up(now=timezone.now())


@periodic("house", every=timedelta(hours=24))
def look_after() -> None:
    """Build an index that is missing; mend what nobody marked, such as visits."""
    now = timezone.now()
    for engine in all_engines():
        try:
            found = catching_up.mend(engine, now=now)
        except NoIndex:
            catching_up.rebuild(engine, now=now)
        except EngineDown as error:
            log.warning("search: %s cannot be looked after: %s", engine.name, error)
        else:
            if found:
                log.info("search: %s had differences: %s", engine.name, found)
