"""An address of the search put as a question to the engines."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from content.days import house_today
from search.asked import MOST_PAGES, SHOWS_ON_A_PAGE, Asked, When
from search.documents.shows import ACCESSIBLE, FEW, OPEN, WITH_OFFER
from search.port import Group, Question, Sort
from search.reading import Strictness, read
from search.synonyms import synonyms
from search.tree import All, Best, Between, Filed, Label, Number, Tree

WHEN: Final = "when"
WEEK_DAYS: Final = 7
MONTH_DAYS: Final = 30
SATURDAY, SUNDAY = 5, 6
SHOWS_ONLY: Final = Filed(Label.GROUP, (str(Group.SHOW),))
PAGES_ONLY: Final = Filed(Label.GROUP, (str(Group.PAGE),))
# Said by what they are: engines would look at all shows to leave them out.
NAMES_ONLY: Final = Filed(
    Label.GROUP, tuple(str(g) for g in Group if g not in (Group.SHOW, Group.PAGE))
)


def question_of(asked: Asked, *, now: datetime) -> Question:
    """Ask for the shows of one page of the results, with all counts."""
    today = house_today(now)
    page = min(asked.page, MOST_PAGES)
    return Question(
        reading=read(asked.text),
        always=always_of(asked, now=now),
        narrowed=narrowed_by(asked, today),
        windows={when: _in_window(asked, span_of(when, today)) for when in When},
        synonyms=synonyms(),
        sort=asked.sort or (Sort.RELEVANCE if asked.text else Sort.DATE),
        first=(page - 1) * SHOWS_ON_A_PAGE,
        most=SHOWS_ON_A_PAGE,
    )


def always_of(asked: Asked, *, now: datetime) -> tuple[Tree, ...]:
    """Shows, and only those with a date ahead where past ones are not asked for."""
    if asked.has_past:
        return (SHOWS_ONLY,)
    return SHOWS_ONLY, Between(Number.LAST, low=minute_of(now) + 1)


def minute_of(moment: datetime) -> int:
    """Minutes since 1970, as documents have them."""
    return int(moment.timestamp() // 60)


def narrowed_by(asked: Asked, today: date) -> dict[str, Tree]:
    """One tree for each facet that is chosen."""
    trees: dict[str, Tree] = {
        label: Filed(label, values) for label, values in asked.chosen.items() if values
    }
    if traits := _traits(asked):
        trees[Label.TRAIT] = All(tuple(Filed(Label.TRAIT, (t,)) for t in traits))
    if span := days_of(asked, today):
        trees[WHEN] = _in_window(asked, span)
    return trees


def _traits(asked: Asked) -> list[str]:
    wanted = ((asked.is_accessible, ACCESSIBLE), (asked.has_offer, WITH_OFFER))
    return [trait for is_wanted, trait in wanted if is_wanted]


def days_of(asked: Asked, today: date) -> tuple[date, date] | None:
    """The first and the last day that are asked for; None where any day is meant."""
    if asked.when:
        return span_of(asked.when, today)
    if asked.first or asked.last:
        return asked.first or date.min, asked.last or date.max
    return None


def span_of(when: When, today: date) -> tuple[date, date]:
    """The weekend is the one that has begun, or else the next one."""
    if when is When.WEEKEND:
        to_sunday = timedelta(days=SUNDAY - today.weekday())
        to_saturday = timedelta(days=max(SATURDAY - today.weekday(), 0))
        return today + to_saturday, today + to_sunday
    days: Mapping[When, tuple[int, int]] = {
        When.TODAY: (0, 0),
        When.TOMORROW: (1, 1),
        When.WEEK: (0, WEEK_DAYS - 1),
        When.MONTH: (0, MONTH_DAYS - 1),
    }
    first, last = days[when]
    return today + timedelta(days=first), today + timedelta(days=last)


def _in_window(asked: Asked, span: tuple[date, date]) -> Tree:
    """On one of these days; where more is asked for, that on the same day."""
    numbers = _day_numbers(asked)
    between = tuple(
        Between(number, span[0].toordinal(), span[1].toordinal()) for number in numbers
    )
    return between[0] if len(between) == 1 else All(between)


def _day_numbers(asked: Asked) -> list[Number]:
    states = set(asked.values(Label.STATE))
    found = []
    if states and states <= {OPEN, FEW}:
        found.append(Number.OPEN_DAY)
    if asked.is_accessible:
        found.append(Number.ACCESSIBLE_DAY)
    return found or [Number.DAY]


def others_of(
    asked: Asked, *, language: str, most: int, loosest: Strictness
) -> Question:
    """Ask for all that is no show; pages in the reader's language alone."""
    return Question(
        reading=read(asked.text),
        always=(others_in(language),),
        synonyms=synonyms(),
        most=most,
        has_facets=False,
        loosest=loosest,
    )


def others_in(language: str) -> Tree:
    """What is no show; of pages those in that language."""
    pages = All((PAGES_ONLY, Filed(Label.LANGUAGE, (language,))))
    return Best((NAMES_ONLY, pages))
