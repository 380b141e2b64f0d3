"""Names in both languages of the house."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ENGLISH, CHINESE = "en", "zh-hans"


def in_language(en: str, zh_hans: str, language: str | None = None) -> str:
    """Return the text in that language (the reader's by default) or the other."""
    chinese = (language or get_language() or ENGLISH).startswith("zh")
    return (zh_hans or en) if chinese else (en or zh_hans)


class Named(models.Model):
    """Something that has a name in English, in Chinese, or in both."""

    name_en = models.CharField(_("name (English)"), max_length=300, blank=True)
    name_zh_hans = models.CharField(_("name (Chinese)"), max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_name",
                condition=~Q(name_en="", name_zh_hans=""),
                violation_error_message=_("Give a name in at least one language."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, or the only one there is."""
        return in_language(self.name_en, self.name_zh_hans)

    def name_in(self, language: str) -> str:
        return in_language(self.name_en, self.name_zh_hans, language)
