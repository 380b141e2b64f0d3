"""What the content API says of a page beside the page's own columns.

Facts are named by their function, not imported: they read the models.
"""

from typing import Any

from django.utils import timezone
from django.utils.module_loading import import_string
from rest_framework.fields import Field


class FactsField(Field):
    """What a function of a page and a moment answers, as JSON."""

    def __init__(self, facts: str, **kwargs: Any) -> None:
        self.facts = facts
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, value: Any) -> Any:
        return import_string(self.facts)(value, timezone.now())
