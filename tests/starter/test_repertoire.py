"""The demo house as data: complete, in both languages, possible to stage."""

import json
import re
from collections import Counter
from itertools import chain

import pytest

from starter.demo import reading, repertoire
from starter.demo.halls import plan
from starter.demo.practical import length
from starter.demo.reading import BadRepertoire
from starter.demo.records import Role
from starter.demo.repertoire import read_repertoire
from starter.furniture import KINDS

LATIN_MARK_AFTER_CHINESE = re.compile(r"[\u4e00-\u9fff][,;!?.]|[\u4e00-\u9fff] |[\"']")


def texts(show):
    return [
        *(show.name, show.subtitle, show.summary, *show.story.paragraphs),
        *(*show.practical, *show.gallery, *(credit.role for credit in show.credits)),
    ]


@pytest.fixture(scope="module")
def house():
    return read_repertoire()


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The files of the demo house where they may be spoilt."""
    folder = tmp_path / "data"
    (folder / "shows").mkdir(parents=True)
    for path in reading.FOLDER.rglob("*.json"):
        target = folder / path.relative_to(reading.FOLDER)
        target.write_bytes(path.read_bytes())
    monkeypatch.setattr(reading, "FOLDER", folder)
    monkeypatch.setattr(repertoire, "SHOWS", folder / "shows")
    return folder


def spoil(folder, name, change):
    path = folder / name
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


def test_every_kind_has_at_least_seven_shows(house):
    counts = Counter(show.kind for show in house.shows)

    assert len(house.shows) >= 44
    assert set(counts) == set(house.kinds)
    assert min(counts.values()) >= 7


def test_the_kinds_are_those_that_every_house_starts_with(house):
    furnished = [(code, en, zh, ground.value) for code, en, zh, ground in KINDS]

    assert furnished == [
        (kind.code, kind.name.en, kind.name.zh_hans, kind.ground)
        for kind in house.kinds.values()
    ]


def test_synopses_are_neither_short_nor_long(house):
    for show in house.shows:
        words = sum(len(part.en.split()) for part in show.story.paragraphs)
        signs = sum(len(part.zh_hans) for part in show.story.paragraphs)
        assert 60 <= words <= 140, show.slug
        assert signs >= 100, show.slug


def test_chinese_is_set_with_chinese_marks(house):
    for show in house.shows:
        for text in texts(show):
            assert not LATIN_MARK_AFTER_CHINESE.search(text.zh_hans), text.zh_hans


def test_english_is_set_with_curled_quotes(house):
    for show in house.shows:
        for text in texts(show):
            assert not re.search(r"[\"'\u4e00-\u9fff]", text.en), text.en


def test_every_show_names_who_performs_and_who_is_in_it(house):
    for show in house.shows:
        roles = {role for _company, role in show.companies}
        assert {Role.PERFORMING, Role.PROMOTING} <= roles, show.slug
        assert 5 <= len(show.credits) <= 12, show.slug
        assert 2 <= len(show.gallery) <= 3, show.slug


def test_every_person_and_company_has_something_to_do(house):
    parts = list(chain.from_iterable(show.credits for show in house.shows))
    people = {credit.person for credit in parts if credit.person}
    companies = {slug for show in house.shows for slug, _role in show.companies}

    assert people == set(house.people)
    assert companies == set(house.companies)


def test_performances_lie_around_today(house):
    run = list(chain.from_iterable(show.run for show in house.shows))

    assert min(one.days for one in run) < -20
    assert max(one.days for one in run) > 90
    assert any(one.days == 0 for one in run)
    assert sum(one.opens_in_days is not None for one in run) >= 10
    assert {one.left for one in run} == {None, 0, 6}
    assert any(one.cancelled for one in run)


def test_a_sale_opens_before_the_performance(house):
    for show in house.shows:
        opening = [one for one in show.run if one.opens_in_days is not None]
        assert all(0 < one.opens_in_days < one.days for one in opening)


def test_all_halls_are_played(house):
    assert {show.hall for show in house.shows} == {"opera", "arena", "studio", "club"}


def test_every_section_has_a_price(house):
    for show in house.shows:
        sections = {section.code for section in plan(show.hall).sections}
        assert set(show.paint) == sections
        assert set(show.paint.values()) == {tier.code for tier in show.prices}


def test_one_show_is_free(house):
    free = [show for show in house.shows if not any(t.price for t in show.prices)]

    assert len(free) == 1


def test_dearer_tiers_come_first(house):
    for show in house.shows:
        prices = [tier.price for tier in show.prices]
        assert prices == sorted(prices, reverse=True), show.slug


def test_a_length_is_said_as_people_say_it():
    said = length(170, 1)

    assert said.en == "2 h 50 min, with one interval."
    assert said.zh_hans == "全长2小时50分钟，含一次中场休息。"


def test_a_missing_language_is_named_with_its_place(copied):
    spoil(copied, "shows/drama-1.json", lambda shows: shows[0]["name"].pop("zh_hans"))

    with pytest.raises(BadRepertoire, match=r"drama-1.json: the-tempest.name.*zh_hans"):
        read_repertoire()


def test_an_unknown_person_is_named(copied):
    spoil(copied, "people.json", lambda people: people.pop("shen-mingzhu"))

    with pytest.raises(BadRepertoire, match="there is no person “shen-mingzhu”"):
        read_repertoire()


def test_two_performances_at_once_in_a_hall_are_refused(copied):
    def clash(shows):
        shows[0]["run"] = [{"days": 0, "at": "18:30"}]

    spoil(copied, "shows/drama-1.json", clash)

    with pytest.raises(BadRepertoire, match=r"opera, day 0: .* clash"):
        read_repertoire()


def test_a_section_without_a_tier_is_refused(copied):
    def forget(paints):
        del paints["studio"]["three"]["rear"]

    spoil(copied, "paints.json", forget)

    with pytest.raises(BadRepertoire, match="section rear has no tier"):
        read_repertoire()


def test_a_tier_without_a_section_is_refused(copied):
    def add(shows):
        shows[0]["prices"]["F"] = 20

    spoil(copied, "shows/drama-1.json", add)

    with pytest.raises(BadRepertoire, match="no section has tier F"):
        read_repertoire()


def test_a_broken_file_is_named(copied):
    (copied / "works.json").write_text("{", "utf-8")

    with pytest.raises(BadRepertoire, match=r"works\.json: cannot be read"):
        read_repertoire()


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("kind", "opera", "there is no kind “opera”"),
        ("hall", "attic", "there is no hall “attic”"),
        ("minutes", "long", "a whole number is expected"),
        ("summary", {"en": "x" * 161, "zh_hans": "短"}, "summary over 160"),
        ("works", ["unwritten"], "there is no work “unwritten”"),
        ("credits", [["nobody"]], "not a credit"),
        ("companies", {"feeding": ["tideline"]}, "there is no role “feeding”"),
        ("run", [{"days": 3, "at": "late"}], "not a time: late"),
        ("run", [{"days": 3, "at": "19:30", "sold": 2}], "not a share: 2"),
        ("slug", "hamlet", "two shows have this slug"),
    ],
)
def test_a_wrong_value_is_refused_in_words(copied, key, value, said):
    spoil(copied, "shows/drama-1.json", lambda shows: shows[0].update({key: value}))

    with pytest.raises(BadRepertoire, match=said):
        read_repertoire()
