"""Leave to see one page's draft for a while, as a text that can't be made up."""

from typing import Any, Final

from django.core import signing
from wagtail.models import Page

SALT: Final = "headless-preview"
SECONDS: Final = 60 * 60


def token_of(page: Page) -> str:
    """Give leave to read this page's draft, from now on for SECONDS."""
    return signing.dumps({"page": page.pk}, salt=SALT)


def draft_of(token: str) -> Any:
    """The draft as it is by now; None where the leave is false or over."""
    try:
        told = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    page = Page.objects.filter(pk=told["page"]).first()
    return page.specific.get_latest_revision_as_object() if page else None
