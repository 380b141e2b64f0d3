"""The facets beside the results: what can be chosen, and how many there are of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from django.utils.translation import gettext as _

from ground.money import money, money_range
from search.asked import FACETS, STATES, Asked, When
from search.documents.shows import ACCESSIBLE, BANDS, FEW, GONE, OPEN, SOON, WITH_OFFER
from search.port import Found
from search.results.names import names_of
from search.tree import Label
from ticketing.house.models import the_house

# So many are shown at once, the others on demand.
SHOWN: Final = 6
ONE: Final = "1"
_PLACES: Final = (Label.CITY, Label.VENUE)
NAMED: Final = (Label.KIND, Label.CITY, Label.VENUE, Label.COMPANY, Label.PERSON)


@dataclass(frozen=True, slots=True)
class Option:
    """One box to tick. `count` is None where nothing was counted."""

    name: str
    value: str
    title: str
    count: int | None
    is_chosen: bool

    @property
    def said(self) -> str:
        """The count as it is written; empty where nothing was counted."""
        return "" if self.count is None else f"{self.count:,}"

    @property
    def key(self) -> str:
        """The box keeps it from one answer to the next, and with it the focus."""
        return quote(f"{self.name}-{self.value}")


@dataclass(frozen=True, slots=True)
class Facet:
    """Boxes under a title; `name` is what it is called in the address."""

    name: str
    title: str
    options: tuple[Option, ...]
    is_one_of: bool = False

    @property
    def box(self) -> str:
        return "radio" if self.is_one_of else "checkbox"

    @property
    def first(self) -> Sequence[Option]:
        """Those that are shown: the chosen ones always."""
        kept = [n for n, o in enumerate(self.options) if n < SHOWN or o.is_chosen]
        return [self.options[n] for n in kept]

    @property
    def others(self) -> Sequence[Option]:
        return [option for option in self.options if option not in self.first]


def titles() -> dict[Label, str]:
    return {
        Label.KIND: _("Kind"),
        Label.CITY: _("City"),
        Label.VENUE: _("Venue"),
        Label.COMPANY: _("Company"),
        Label.PERSON: _("Person"),
        Label.WORK: _("Work"),
        Label.BAND: _("Price"),
        Label.STATE: _("Tickets"),
    }


def when_titles() -> dict[When, str]:
    return {
        When.TODAY: _("Today"),
        When.TOMORROW: _("Tomorrow"),
        When.WEEKEND: _("This weekend"),
        When.WEEK: _("The next 7 days"),
        When.MONTH: _("The next 30 days"),
    }


def state_titles() -> dict[str, str]:
    return {
        OPEN: _("On sale"),
        FEW: _("Few left"),
        SOON: _("Opens later"),
        GONE: _("Sold out"),
    }


def trait_titles() -> dict[str, str]:
    return {
        ACCESSIBLE: _("Wheelchair places free"),
        WITH_OFFER: _("With an offer"),
    }


def band_title(value: str) -> str:
    """¥100–200; the lower end is in the band, the upper one is not."""
    top = int(value)
    if not top:
        return _("Free")
    below = [band for band in BANDS if band < top]
    currency = the_house().currency
    if not below:
        upper = money(Decimal(top), currency, short=True)
        return _("Under %(price)s") % {"price": upper}
    return money_range(Decimal(below[-1]), Decimal(top), currency)


Titles = Mapping[Label, Mapping[str, str]]


def titles_of(asked: Asked, found: Found) -> Titles:
    """What every label that is counted or chosen is called, where it may be seen."""
    wanted = {
        label: {*found.facets.get(label, ()), *asked.values(label)}
        for label in (*NAMED, Label.WORK)
    }
    named = {label: names_of(label, values) for label, values in wanted.items()}
    bands = {*found.facets.get(Label.BAND, ()), *asked.values(Label.BAND)}
    return {
        **named,
        Label.BAND: {band: band_title(band) for band in sorted(bands, key=int)},
        Label.STATE: state_titles(),
    }


def facets_of(asked: Asked, found: Found, known: Titles) -> list[Facet]:
    """Those with anything to choose, in the order in which people think of them."""
    listed = [
        _when(asked, found),
        *(_facet(label, asked, found, known) for label in FACETS.values()),
        _traits(asked, found),
    ]
    return [facet for facet in listed if facet.options or facet.is_one_of]


def _facet(label: Label, asked: Asked, found: Found, known: Titles) -> Facet:
    counts, chosen = found.facets.get(label, {}), asked.values(label)
    options = [
        Option(_NAMES[label], value, title, counts.get(value, 0), value in chosen)
        for value, title in known[label].items()
        if value in chosen or counts.get(value)
    ]
    if label in _PLACES and len(options) == 1 and not options[0].is_chosen:
        # A house in one place need not say so.
        options = []
    return Facet(_NAMES[label], titles()[label], tuple(_ordered(label, options)))


def _ordered(label: Label, options: Iterable[Option]) -> Iterable[Option]:
    if label is Label.STATE:
        return sorted(options, key=lambda option: STATES.index(option.value))
    if label is Label.BAND:
        return options
    return sorted(options, key=lambda option: (-(option.count or 0), option.title))


def _when(asked: Asked, found: Found) -> Facet:
    options = [
        Option("when", when, title, found.windows.get(when, 0), asked.when is when)
        for when, title in when_titles().items()
        if found.windows.get(when) or asked.when is when
    ]
    return Facet("when", _("When"), tuple(options), is_one_of=True)


def _traits(asked: Asked, found: Found) -> Facet:
    counts = found.facets.get(Label.TRAIT, {})
    chosen = {ACCESSIBLE: asked.is_accessible, WITH_OFFER: asked.has_offer}
    options = [
        Option(trait, ONE, title, counts.get(trait, 0), chosen[trait])
        for trait, title in trait_titles().items()
        if counts.get(trait) or chosen[trait]
    ]
    past = Option("past", ONE, _("Past shows too"), None, asked.has_past)
    return Facet("more", _("And"), (*options, past))


def known_only(asked: Asked, known: Titles) -> Asked:
    """The address without what has no name: nothing, or nothing that may be seen."""
    chosen = {
        label: tuple(value for value in values if value in known[label])
        for label, values in asked.chosen.items()
    }
    return replace(asked, chosen={label: v for label, v in chosen.items() if v})


_NAMES: Final[Mapping[Label, str]] = {label: name for name, label in FACETS.items()}
