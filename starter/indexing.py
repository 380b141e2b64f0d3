"""Loading without Wagtail's indexes, which are built once at the end.

Each saved page would plant tasks for the worker, six for a published one;
a repertoire has hundreds of pages.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task


@contextmanager
def unindexed() -> Iterator[None]:
    """Save pages and images without their entries in search and references.

    Nor does Wagtail's log name each page. Concerns this process alone;
    `build_indexes` makes up for it.
    """
    log = logging.getLogger("wagtail")
    level = log.level
    log.setLevel(logging.WARNING)
    deaf = [
        model
        for model in get_indexed_models()
        if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        log.setLevel(level)
        for model in deaf:
            post_save.connect(post_save_signal_handler, sender=model)


def build_indexes(pages: Iterable[Page]) -> None:
    """Enter everything into search.

    Which pictures these pages show is entered by the worker, as always.
    """
    call_command("update_index", verbosity=0)
    for page in pages:
        meta = page._meta  # noqa: SLF001 Django's documented API
        update_reference_index_task.enqueue(
            meta.app_label, meta.model_name, str(page.pk)
        )
