"""Extracting, merging, compiling and checking, on a small project."""

import gettext
import os

import pytest

from ground import messages

PYTHON = """
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

title = _("Show")
state = pgettext("order", "closed")


def seats(n):
    return ngettext("%(n)s seat", "%(n)s seats", n) % {"n": n}
"""
TEMPLATE = """{% load i18n %}
  <p title="{% translate "Book now" %}">
      {% blocktranslate count n=n trimmed %}
        One “ticket”
      {% plural %}
        {{ n }} tickets
      {% endblocktranslate %}
  {% translate "Close" context "door" %}</p>
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "ground").mkdir()
    (tmp_path / "ground" / "texts.py").write_text(PYTHON, "utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, "utf-8")
    return tmp_path


def _translate(project, old, new):
    path = messages.po_file(project)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_sentences_come_from_python_and_templates(project):
    catalog = messages.collect(project)

    assert {(m.context, m.id) for m in catalog if m.id} == {
        (None, "Show"),
        ("order", "closed"),
        (None, ("%(n)s seat", "%(n)s seats")),
        (None, "Book now"),
        (None, ("One “ticket”", "%(n)s tickets")),
        ("door", "Close"),
    }


def test_an_update_keeps_what_is_translated(project):
    messages.update(project)
    _translate(project, 'msgid "Show"\nmsgstr ""', 'msgid "Show"\nmsgstr "演出"')

    came, went = messages.update(project)

    catalog = messages.read(messages.po_file(project))
    assert (came, went) == (0, 0)
    assert catalog.get("Show").string == "演出"


def test_a_sentence_that_no_longer_counts_keeps_its_text(project):
    messages.update(project)
    _translate(project, 'msgstr[0] ""', 'msgstr[0] "座位"')
    (project / "ground" / "texts.py").write_text(
        'from django.utils.translation import gettext as _\n_("%(n)s seat")\n'
    )

    messages.update(project)

    catalog = messages.read(messages.po_file(project))
    assert catalog.get("%(n)s seat").string == "座位"


def test_a_second_update_changes_no_byte(project):
    messages.update(project)
    first = messages.po_file(project).read_bytes()

    messages.update(project)

    assert messages.po_file(project).read_bytes() == first


def test_what_is_no_longer_said_is_dropped(project):
    messages.update(project)
    (project / "templates" / "page.html").unlink()

    came, went = messages.update(project)

    assert (came, went) == (0, 3)


def test_the_binary_is_read_by_gettext(project):
    messages.update(project)
    _translate(project, 'msgid "Show"\nmsgstr ""', 'msgid "Show"\nmsgstr "演出"')

    messages.build(project)

    with messages.po_file(project).with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Show") == "演出"


def test_only_a_newer_catalogue_is_compiled(project):
    messages.update(project)
    assert messages.build(project)
    assert not messages.build(project)

    later = messages.po_file(project).stat().st_mtime + 5
    os.utime(messages.po_file(project), (later, later))

    assert messages.build(project)


def test_a_missing_translation_is_named(project):
    messages.update(project)

    assert "untranslated: 'closed' (order)" in list(messages.check(project))


def test_a_sentence_that_was_never_merged_is_named(project):
    assert "missing: 'Show'" in list(messages.check(project))


def test_a_fuzzy_translation_is_named(project):
    messages.update(project)
    _translate(
        project, 'msgid "Show"\nmsgstr ""', '#, fuzzy\nmsgid "Show"\nmsgstr "演出"'
    )

    assert "fuzzy: 'Show'" in list(messages.check(project))


def test_an_obsolete_translation_is_named(project):
    messages.update(project)
    path = messages.po_file(project)
    path.write_text(path.read_text("utf-8") + '\n#~ msgid "Old"\n#~ msgstr "旧"\n')

    assert "obsolete: 'Old'" in list(messages.check(project))


def test_another_placeholder_is_named(project):
    messages.update(project)
    _translate(project, 'msgstr[0] ""', 'msgstr[0] "%(m)s张"')

    faults = [f for f in messages.check(project) if f.startswith("other")]

    assert len(faults) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("%(left)s of %d", ["%(left)s", "%d"]),
        ("{count} left", ["{count}"]),
        ("100 %% off", ["%%"]),
        ("a 5 % fee", []),
        ("no more", []),
    ],
)
def test_placeholders_are_found(text, found):
    assert messages.placeholders(text) == found
