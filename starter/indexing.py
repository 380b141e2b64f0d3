"""Loading without Wagtail's indexes, which are built once at the end.

Each saved page would plant tasks for the worker, six for a published one;
a repertoire has hundreds of pages.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def unindexed() -> Iterator[None]:
    """Save pages and images without their entries in search and references.

    Concerns this process alone; `build_indexes` makes up for it.
    """
    deaf = [
        model
        for model in get_indexed_models()
        if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in deaf:
            post_save.connect(post_save_signal_handler, sender=model)


def build_indexes() -> None:
    """Enter everything into search and references; may run at any time."""
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
