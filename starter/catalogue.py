"""People, companies and works by name, made where they are missing.

A loader asks for thousands of them: each is looked up once, in memory.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

from ground.names import Named
from ticketing.shows.models import Company, Person

Row = TypeVar("Row", bound=Named)


class ByName(Generic[Row]):
    """The rows of a model by their English name; the first of a name counts."""

    def __init__(self, model: type[Row]) -> None:
        self.model = model
        rows = model._default_manager.order_by("-pk").values_list("name_en", "pk")  # noqa: SLF001
        self.known: dict[str, int] = dict(rows)

    def make_missing(self, names: Iterable[tuple[str, str]]) -> None:
        """Make rows for the (English, Chinese) names that there are none of."""
        missing = {en: zh for en, zh in names if en not in self.known}
        made = self.model._default_manager.bulk_create(  # noqa: SLF001
            [self.model(name_en=en, name_zh_hans=zh) for en, zh in missing.items()]
        )
        self.known.update({row.name_en: row.pk for row in made})

    def __getitem__(self, name_en: str) -> int:
        return self.known[name_en]


class Catalogue:
    """Everybody that the house knows by name."""

    def __init__(self) -> None:
        self.people = ByName(Person)
        self.companies = ByName(Company)
