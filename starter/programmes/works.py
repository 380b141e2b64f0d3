"""Works of the repertoire by their codes in the source."""

from collections.abc import Iterable

from starter.catalogue import Catalogue
from starter.programmes.planning import SOURCE, PlannedWork
from ticketing.shows.models import Work


class Works:
    """The works that the house has from this source, kept in memory by code."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        rows = Work.objects.filter(source_code__startswith=f"{SOURCE}:").values_list(
            "source_code", "pk", "name_en", "name_zh_hans", "creator_id"
        )
        self.known = {code: (pk, tuple(facts)) for code, pk, *facts in rows}

    def __getitem__(self, code: str) -> int:
        return self.known[code][0]

    def write(self, planned: Iterable[PlannedWork]) -> frozenset[str]:
        """Make and change works; return the codes of those that were changed."""
        wanted = {work.code: work for work in planned}
        missing = [work for code, work in wanted.items() if code not in self.known]
        made = Work.objects.bulk_create(
            Work(
                source_code=work.code,
                name_en=work.en,
                name_zh_hans=work.zh,
                creator_id=self._creator(work),
            )
            for work in missing
        )
        for row, work in zip(made, missing, strict=True):
            self.known[work.code] = (row.pk, self._facts(work))
        changed = [
            work
            for work in wanted.values()
            if self.known[work.code][1] != self._facts(work)
        ]
        for work in changed:
            self._change(work)
        return frozenset(work.code for work in changed)

    def _change(self, work: PlannedWork) -> None:
        pk = self.known[work.code][0]
        Work.objects.filter(pk=pk).update(
            name_en=work.en, name_zh_hans=work.zh, creator_id=self._creator(work)
        )
        self.known[work.code] = (pk, self._facts(work))

    def _facts(self, work: PlannedWork) -> tuple[object, ...]:
        return (work.en, work.zh, self._creator(work))

    def _creator(self, work: PlannedWork) -> int | None:
        return self.catalogue.people[work.creator.en] if work.creator else None
