"""A saved question: as an address, in words, and as it is put to the engines."""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from search.asked import Asked, asked_for
from search.models.saved import LONGEST_QUESTION
from search.narrowing import question_of
from search.port import NOTHING, Question, Sort
from search.reading import Strictness
from search.results.facets import known_only, titles_of
from search.results.links import chips_of
from search.synonyms import synonyms
from search.tree import Filed, Label

_BETWEEN: Final = " · "
# What somebody typed goes to an address that another may have: no place for links.
_LONGEST_TOLD: Final = 60
_LINK: Final = re.compile(r"//|@|www\.|[\w-]{2,}\.[^\W\d_]{2,}")


def lasting(asked: Asked) -> Asked:
    """Without what is about a page of results and not about shows."""
    return replace(asked, page=1, sort=None, has_past=False)


def saved_form(asked: Asked) -> str:
    """As it is kept; empty where nothing is asked, or too much."""
    question = urlencode(lasting(asked).pairs())
    return question if len(question) <= LONGEST_QUESTION else ""


def save_url(asked: Asked) -> str:
    """Where an address is left for the question; empty where nothing can be saved."""
    question = saved_form(asked)
    return f"{reverse('search:save')}?{question}" if question else ""


def asked_by(question: str) -> Asked:
    return asked_for(QueryDict(question))


def ends_on(asked: Asked) -> date | None:
    """After this day it can find nothing any more."""
    return asked.last


def in_words(asked: Asked) -> str:
    """“tosca” · Shanghai · This weekend; only names that anybody may see."""
    known = titles_of(asked, NOTHING)
    shown = known_only(lasting(asked), known)
    typed = shown.text[:_LONGEST_TOLD]
    is_told = typed and not _LINK.search(shown.text)
    text = [_("“%(text)s”") % {"text": typed}] if is_told else []
    told = [*text, *(chip.title for chip in chips_of(shown, known))]
    return _BETWEEN.join(told) or _("Your search")


def question_for(
    asked: Asked, keys: tuple[str, ...], *, most: int, now: datetime
) -> Question:
    """Ask which of these documents fit, by their very words: a mail is no guess."""
    question = question_of(lasting(asked), now=now)
    return replace(
        question,
        always=(*question.always, Filed(Label.KEY, keys)),
        windows={},
        synonyms=synonyms(),
        sort=Sort.DATE,
        most=most,
        has_facets=False,
        loosest=Strictness.EXACT,
    )
