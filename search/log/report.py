"""Sums of searches over some days: what for, in vain, and what was chosen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from search.models import SearchChoice, SearchDay
from search.saved.services import live
from search.titles import titles_of

MOST_ROWS: Final = 50
MOST_CHOSEN: Final = 3


class Span(NamedTuple):
    """Days, both counted, and what of them; empty is all."""

    first: date
    last: date
    language: str = ""
    text: str = ""

    def rows(self, model: Any) -> QuerySet[Any]:
        days = self.first, self.last
        found: QuerySet[Any] = model.objects.filter(day__range=days)
        narrowed = {"language": self.language, "text": self.text}
        return found.filter(**{k: v for k, v in narrowed.items() if v})


@dataclass(frozen=True, slots=True)
class Choice:
    title: str
    times: int


@dataclass(frozen=True, slots=True)
class Row:
    """A text; `results` is what its last search found."""

    text: str
    searches: int
    without: int
    results: int
    chosen: list[Choice]


@dataclass(frozen=True, slots=True)
class Figures:
    searches: int
    without: int
    chosen: int
    # Saved searches that wait now, whatever the days are.
    saved: int

    @property
    def share(self) -> int:
        """Of a hundred searches so many found nothing."""
        return round(100 * self.without / self.searches) if self.searches else 0


def figures(span: Span) -> Figures:
    sums = span.rows(SearchDay).aggregate(
        searches=Sum("searches", default=0), without=Sum("without", default=0)
    )
    chosen = span.rows(SearchChoice).aggregate(times=Sum("times", default=0))
    saved = live().count()
    return Figures(sums["searches"], sums["without"], chosen["times"], saved)


def by_day(span: Span) -> list[tuple[date, int]]:
    """Every day of the span, also those without a search."""
    rows = span.rows(SearchDay).order_by().values("day").annotate(n=Sum("searches"))
    known = dict(rows.values_list("day", "n"))
    days = (span.last - span.first).days + 1
    each = (span.first + timedelta(days=n) for n in range(days))
    return [(day, known.get(day, 0)) for day in each]


def most_searched(span: Span) -> list[Row]:
    """The texts that were searched for most, with what was chosen."""
    return _rows(span, "-searched")


def in_vain(span: Span) -> list[Row]:
    """The texts that most often found nothing."""
    return [row for row in _rows(span, "-failed") if row.without]


def _rows(span: Span, order: str) -> list[Row]:
    found = span.rows(SearchDay).exclude(text="").order_by().values("text")
    sums = found.annotate(searched=Sum("searches"), failed=Sum("without"))
    rows = list(sums.order_by(order, "text").values_list("text", "searched", "failed"))[
        :MOST_ROWS
    ]
    texts = [text for text, *_sums in rows]
    last, chosen = _last_results(span, texts), choices(span, texts)
    return [
        Row(text, searches, without, last.get(text, 0), chosen[text][:MOST_CHOSEN])
        for text, searches, without in rows
    ]


def _last_results(span: Span, texts: Iterable[str]) -> dict[str, int]:
    rows = span.rows(SearchDay).filter(text__in=texts).order_by("day", "pk")
    return dict(rows.values_list("text", "results"))


def choices(span: Span, texts: Iterable[str]) -> defaultdict[str, list[Choice]]:
    """What was opened for each of these texts, the most often first."""
    rows = span.rows(SearchChoice).filter(text__in=list(texts)).order_by()
    sums = list(
        rows.values("text", "key")
        .annotate(n=Sum("times"))
        .order_by("-n", "key")
        .values_list("text", "key", "n")
    )
    titles = titles_of({key for _text, key, _n in sums})
    found: defaultdict[str, list[Choice]] = defaultdict(list)
    for text, key, times in sums:
        gone = _("gone (%(key)s)") % {"key": key}
        found[text].append(Choice(titles.get(key, gone), times))
    return found


def lines(span: Span) -> Iterator[tuple[Any, ...]]:
    """Every count as it stands in the house: what the file of the report has."""
    chosen: defaultdict[tuple[date, str, str], int] = defaultdict(int)
    for day, language, text, times in span.rows(SearchChoice).values_list(
        "day", "language", "text", "times"
    ):
        chosen[day, language, text] += times
    for row in span.rows(SearchDay).order_by("day", "language", "text"):
        yield (
            row.day.isoformat(),
            row.language,
            row.text,
            row.searches,
            row.without,
            row.results,
            chosen[row.day, row.language, row.text],
        )
