"""Rules that every template keeps."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[1] / "templates"
LONGEST = 80
# What is between these is a translator's, a program's or nobody's to read.
NOT_READ = re.compile(
    r"{% comment %}.*?{% endcomment %}|{#.*?#}"
    r"|{% blocktrans(?:late)? .*?{% endblocktrans(?:late)? %}"
    r"|{% blocktrans(?:late)? %}.*?{% endblocktrans(?:late)? %}"
    r"|{% block \w+_(?:class|attributes) %}.*?{% endblock[^%]*%}"
    r"|<(?:script|style|svg)\b.*?</(?:script|style|svg)>"
    r"|<!--.*?-->|<!doctype[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(
    r"""\b(?:title|alt|placeholder|aria-label|aria-description)=(["'])(.*?)\1""",
    re.DOTALL,
)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
HTML_TAG = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
# Names that are the same in every language.
NAMES = {"API", "Marquee", "E", "QR", "PDF"}
ENTITY = re.compile(r"&#?\w+;")


def html_templates():
    return sorted(TEMPLATES.rglob("*.html"))


def blanked(pattern, text):
    """The text without what matches, line numbers kept."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def literals(path):
    # Tags of templates go first: they hold quotation marks and arrows of their own.
    text = blanked(TEMPLATE_TAG, blanked(NOT_READ, path.read_text()))
    read = [(found.start(2), found.group(2)) for found in ATTRIBUTE.finditer(text)]
    words = blanked(HTML_TAG, text)
    read.extend((found.start(), found.group()) for found in WORD.finditer(words))
    for position, piece in read:
        said = set(WORD.findall(blanked(ENTITY, piece))) - NAMES
        if said:
            line = text.count("\n", 0, position) + 1
            yield f"{path.relative_to(TEMPLATES.parent)}:{line}: {' '.join(said)}"


def test_no_template_says_a_sentence_without_translation():
    found = [line for path in html_templates() for line in literals(path)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("said", "is_literal"),
    [
        ("<p>Hello there</p>", True),
        ('<img alt="A seat">', True),
        ('<p>{% translate "Hello" %}</p>', False),
        ("{% blocktranslate %}<b>Hello</b> {{ name }}{% endblocktranslate %}", False),
        ('<a {% if a > b %}class="x"{% endif %}>{{ name }}</a>', False),
        ("{# Hello #}<p>{{ name }} · 12</p>", False),
    ],
)
def test_a_literal_is_told_from_a_translation(tmp_path, monkeypatch, said, is_literal):
    monkeypatch.setattr("tests.test_templates.TEMPLATES", tmp_path / "templates")
    (tmp_path / "templates").mkdir()
    page = tmp_path / "templates" / "page.html"
    page.write_text(said)

    assert bool(list(literals(page))) is is_literal


def test_no_template_is_longer_than_a_screen():
    lengths = {path: len(path.read_text().splitlines()) for path in html_templates()}

    assert not [f"{path}: {n}" for path, n in lengths.items() if n > LONGEST]


def test_nothing_is_inline():
    """The public pages' rules of safety forbid inline scripts and styles."""
    inline = re.compile(r"""\sstyle=|<style\b|\son[a-z]+=["']|<script(?![^>]*\bsrc=)""")
    found = [
        f"{path.relative_to(TEMPLATES.parent)}: {match.group()}"
        for path in html_templates()
        for match in inline.finditer(path.read_text())
        if "admin" not in path.parts and "desk" not in path.parts
    ]

    assert not found, "\n".join(found)
