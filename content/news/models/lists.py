"""What staff keep beside the stories, in both languages."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ground.names import Named, in_language


class Category(Named):
    """One of the few kinds of news; its short name stands in addresses."""

    slug = models.SlugField(
        _("short name"),
        unique=True,
        help_text=_("Stands in the address, in both languages."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels: ClassVar[list[str]] = ["name_en", "name_zh_hans", "slug", "position"]

    class Meta(Named.Meta):
        ordering: ClassVar[list[str]] = ["position", "pk"]
        verbose_name = _("category of news")
        verbose_name_plural = _("categories of news")


class Author(Named):
    """Somebody who writes for the house."""

    role_en = models.CharField(_("what they do (English)"), max_length=150, blank=True)
    role_zh_hans = models.CharField(
        _("what they do (Chinese)"), max_length=150, blank=True
    )

    panels: ClassVar[list[str]] = [
        "name_en",
        "name_zh_hans",
        "role_en",
        "role_zh_hans",
    ]

    class Meta(Named.Meta):
        ordering: ClassVar[list[Any]] = ["name_en", "name_zh_hans"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    @property
    def role(self) -> str:
        return in_language(self.role_en, self.role_zh_hans)
