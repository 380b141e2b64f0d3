"""Words that staff say mean the same."""

import pytest

from ground.keeping import forget
from search.groups import texts_of
from search.models import Synonym
from search.synonyms import meaning, synonyms
from tests.factories import ShowFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def giselle(indexed):
    show = ShowFactory(name_en="Giselle", name_zh_hans="吉赛尔")
    ShowFactory(name_en="Hamlet", name_zh_hans="哈姆雷特")
    indexed()
    return f"show:{show.pk}"


def _say(words):
    forget("search-synonyms")
    Synonym.objects.create(words=words)
    return synonyms()


def test_commas_of_any_kind_part_words_that_are_written_alike():
    assert texts_of("Ballet，芭蕾、 BALLET;  The Dance,,") == (
        "ballet",
        "芭蕾",
        "dance",
    )


def test_each_word_of_a_group_means_the_others_and_of_two_groups_all():
    known = meaning(["ballet, 芭蕾", "芭蕾, dance", "alone"])

    assert known["芭蕾"] == ("ballet", "dance")
    assert known["ballet"] == ("芭蕾",)
    assert "alone" not in known


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("wilis, giselle", "Wilis"),
        ("wilis, giselle", "WILIS!"),
        ("ghost dance, 吉赛尔", "ghost dance"),
        ("ghost dance, 吉赛尔", "the ghost dance"),
        ("ghost dance, giselle", "吉赛尔 ghost dance"),
        ("幽靈, giselle", "幽灵"),
        ("幽灵, giselle", "幽灵吉赛尔"),
    ],
)
def test_a_word_finds_what_another_one_names(giselle, found, words, typed):
    assert found(typed, synonyms=_say(words)) == [giselle]


def test_without_a_group_nothing_is_found(giselle, found):
    assert found("wilis", synonyms=synonyms()) == []


def test_what_stands_in_quotation_marks_means_just_that(giselle, found):
    assert found('"wilis"', synonyms=_say("wilis, giselle")) == []
