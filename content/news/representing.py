"""How the lists of staff look in Wagtail's interface: by their names."""

from typing import Any

from rest_framework.fields import Field

from content.news.models.lists import Author, Category
from ground.names import CHINESE, ENGLISH


def _names(named: Any) -> dict[str, str]:
    return {language: named.name_in(language) for language in (ENGLISH, CHINESE)}


class CategoryField(Field):
    def to_representation(self, value: Category) -> dict[str, Any]:
        return {"slug": value.slug, "name": _names(value)}


class AuthorField(Field):
    def to_representation(self, value: Author) -> dict[str, Any]:
        return {"name": _names(value)}
