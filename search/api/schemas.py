"""The shapes in which the search is asked and answers."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema

from search.asked import LONGEST_VALUE, MOST_VALUES
from ticketing.checkout.api.schemas import Money, Names

Text = Annotated[str, Field(description="What is looked for; read up to 200 letters.")]
Language = Annotated[
    Literal["en", "zh-hans"],
    Field(description="Of titles and labels, and of the pages that are found."),
]
Values = Annotated[
    list[str],
    Field(
        default_factory=list,
        description=f"May be named several times: any of them. {MOST_VALUES} values"
        f" of {LONGEST_VALUE} letters are read, unknown ones left out.",
    ),
]
Flag = Annotated[str, Field(description="1, or nothing.")]
Day = Annotated[
    str, Field(description="2026-12-01; in the wrong order they are swapped.")
]
Page = Annotated[
    int,
    Field(ge=1, description="Of 12 shows; behind the last one is the last one."),
]


class SuggestIn(Schema):
    q: Text = ""
    language: Language = "en"


class SearchIn(SuggestIn):
    """The same names as in the address of the site's own page."""

    kind: Values
    city: Values
    venue: Values
    company: Values
    person: Values
    work: Values
    price: Annotated[Values, Field(description="Upper ends of bands, from `facets`.")]
    state: Annotated[Values, Field(description="open, few, soon, gone")]
    when: Annotated[
        str, Field(description="today, tomorrow, weekend, week or month")
    ] = ""
    first: Annotated[Day, Field(alias="from")] = ""
    until: Day = ""
    accessible: Flag = ""
    offer: Flag = ""
    past: Flag = ""
    sort: Annotated[str, Field(description="relevance, date, price or popularity")] = ""
    page: Page = 1


class ReasonOut(Schema):
    """Where else the words were found; `marked` is HTML with `mark` alone."""

    label: str
    marked: str


class DateOut(Schema):
    performance: int
    starts_at: datetime


class FoundShowOut(Schema):
    """`marked` and `snippet` are HTML in which nothing but `mark` is an element.

    `page` leads to the show's page in the reader's language; `state` is one of on,
    few, soon, gone, bad, none, past, `tells` says it in words.
    """

    show: str
    kind: str
    name: Names
    title: str
    marked: str
    companies: str
    page: str
    is_past: bool
    is_recommended: bool
    reasons: list[ReasonOut]
    snippet: str
    dates: list[DateOut]
    state: str
    tells: str
    currency: str
    lowest_price: Money | None
    highest_price: Money | None


class OptionOut(Schema):
    """A value for the name in the address; `count` is null where there is none."""

    name: str
    value: str
    title: str
    count: int | None
    is_chosen: bool


class FacetOut(Schema):
    """What can be chosen; of `when` one thing, of the others several."""

    name: str
    title: str
    options: list[OptionOut]


class ItemOut(Schema):
    title: str
    marked: str
    about: str
    url: str


class GroupOut(Schema):
    """`group` is person, company, work, venue, city or page."""

    group: str
    title: str
    items: list[ItemOut]


class SearchOut(Schema):
    """`strictness` says how far what was found is from what was typed.

    `past` is how many shows that have played fit, where nothing ahead fits well.
    """

    count: int
    page: int
    pages: int
    strictness: Literal["exact", "forgiving", "nearest"]
    past: int
    shows: list[FoundShowOut]
    facets: list[FacetOut]
    groups: list[GroupOut]


class SuggestOut(Schema):
    shows: list[FoundShowOut]
    groups: list[GroupOut]
