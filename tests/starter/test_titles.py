"""Titles and names of the source, set as they are written."""

import pytest

from starter.programmes.chinese import chinese, chinese_headline, ordinal
from starter.programmes.names import name_of
from starter.programmes.reading import plain
from starter.programmes.titles import english, headline, parse


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        (
            "CONCERTO, PIANO NO. 14, E-FLAT MAJOR, K.449",
            "Piano Concerto No. 14 in E-flat major, K. 449",
        ),
        ("SYMPHONY NO.  5 IN C SHARP MINOR", "Symphony No. 5 in C-sharp minor"),
        (
            "SYMPHONY NO. 9, E MINOR, OP.95 (FROM THE NEW WORLD)",
            "Symphony No. 9 in E minor, Op. 95 (“From the New World”)",
        ),
        ("NUTCRACKER, THE: SUITE, OP. 71A", "The Nutcracker: Suite, Op. 71a"),
        ("MER, LA [THE SEA]", "La mer (The Sea)"),
        ("CONCERTO FOR ORCHESTRA, SZ 116", "Concerto for Orchestra, Sz. 116"),
        (
            "QUARTET, STRING, OP. 77, NO. 1, G MAJOR, H.III:81",
            "String Quartet in G major, Op. 77 No. 1, Hob. III:81",
        ),
        ("PARTITA NO. 3, E MAJOR, BWV 1006", "Partita No. 3 in E major, BWV 1006"),
        ("LIEDER OHNE WORTE, BOOK VI, OP. 67", "Songs without Words, Book VI, Op. 67"),
        ("Evans, Raymond B. / THE MAN WHO KNEW TOO MUCH", "The Man Who Knew Too Much"),
        ("HARLEM (ARR. Henderson)", "Harlem (arr. Henderson)"),
        ("L'AMANT ANONYME", "L’Amant Anonyme"),
    ],
)
def test_shouted_titles_are_set_as_programmes_print_them(shouted, written):
    assert english(parse(shouted)) == written


def test_a_headline_leaves_key_and_number_of_catalogue_out():
    title = parse("SYMPHONY NO. 6, B MINOR, OP. 74 (PATHÉTIQUE)")

    assert headline(title) == "Symphony No. 6 (“Pathétique”)"


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        (
            "CONCERTO, PIANO, NO. 1, B-FLAT MINOR, OP. 23",
            "降b小调第一钢琴协奏曲，Op. 23",
        ),
        (
            "ROMEO AND JULIET: SUITE NO. 2, OP. 64TER",
            "《罗密欧与朱丽叶》第二组曲，Op. 64ter",
        ),
        ("MESSIAH", "《弥赛亚》"),
        ("BEPOP KALEIDOSCOPE", ""),
    ],
)
def test_standard_repertoire_has_its_chinese_title(shouted, written):
    assert chinese(parse(shouted)) == written


def test_a_chinese_headline_names_the_nickname():
    title = parse("SYMPHONY NO. 3 IN E FLAT MAJOR, OP. 55 (EROICA)")

    assert chinese_headline(title) == "第三交响曲“英雄”"


def test_works_are_counted_in_chinese_figures():
    assert [ordinal(n) for n in (5, 10, 14, 40, 41)] == [
        "第五",
        "第十",
        "第十四",
        "第四十",
        "第四十一",
    ]


@pytest.mark.parametrize(
    ("text", "english_name"),
    [
        ("Thomas, Michael Tilson", "Michael Tilson Thomas"),
        ("Jarvi [Järvi], Neeme", "Neeme Järvi"),
        ("Beethoven,  Ludwig  van", "Ludwig van Beethoven"),
        ("Strauss,  Johann, II", "Johann Strauss II"),
        ("Ligeti,  György [Gyorgy]", "György Ligeti"),
        ("Tan,  Dun", "Tan Dun"),
        ("American Boychoir, The", "The American Boychoir"),
        ("Canadian Brass", "Canadian Brass"),
    ],
)
def test_names_are_turned_the_way_they_are_said(text, english_name):
    assert name_of(text).en == english_name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"_": "Overture To", "em": "Tannhäuser"}, "Overture To Tannhäuser"),
        ({"em": "The Swan of Tuonela"}, "The Swan of Tuonela"),
        (
            {"_": "CONCERT FANTASY ON  FOR VIOLIN", "em": "CARMEN"},
            "CONCERT FANTASY ON CARMEN FOR VIOLIN",
        ),
        ({"_": "Theme (from )", "em": "Jaws"}, "Theme (from Jaws)"),
        (
            {"_": "FROM  (QUARTET)", "em": ["ARRIVAL", "SOLOMON"]},
            "ARRIVAL FROM SOLOMON (QUARTET)",
        ),
    ],
)
def test_a_title_that_is_an_object_is_put_together(value, text):
    assert plain(value) == text
