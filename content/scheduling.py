"""Pages whose moment has come: published or taken down as their editors planned.

Wagtail's own command does the same, but stops at the first page that cannot be
published, and with it everything that is planned for later.
"""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page, Revision

log = logging.getLogger(__name__)


def keep_to_schedule(*, now: datetime) -> None:
    """Publish what is due and take down what has expired; harmless when repeated."""
    for page in Page.objects.live().filter(expire_at__lt=now):
        page.specific.unpublish(
            set_expired=True, log_action="wagtail.unpublish.scheduled"
        )
    due = Revision.objects.filter(approved_go_live_at__lt=now)
    for revision in due.order_by("approved_go_live_at"):
        _publish(revision)


def _publish(revision: Revision) -> None:
    """A page that breaks a rule stays as it is, and is tried again."""
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except (ValidationError, IntegrityError):
        log.exception("Revision %s could not be published", revision.pk)
