"""The Chinese catalogue: extracted, merged, compiled and checked without gettext.

Sentences are written in English in the code; `locale/zh_Hans` translates them.
"""

import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LOCALE: Final = "zh_Hans"
SOURCES: Final = (
    "starter",
    "reports",
    "search",
    "content",
    "community",
    "ticketing",
    "members",
    "flows",
    "ground",
    "site/config",
)
TEMPLATES: Final = frozenset({".html", ".txt"})
# How Python and `templatize` name the functions; the numbers are arguments.
KEYWORDS: Final[dict[str, Any]] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS: Final = ("Translators",)
HEADER: Final = """\
# Marquee in Simplified Chinese.
msgid ""
msgstr ""
"Project-Id-Version: Marquee\\n"
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
PLACEHOLDER: Final = re.compile(
    r"%%|%\((?P<name>\w+)\)[#0+-]*[\d.]*[a-z]|%[#0+-]*[\d.]*[diouxXeEfFgGcrs]"
    r"|\{\w*[^{}\s]*\}"
)

Key = tuple[str | None, str]


def po_file(root: Path) -> Path:
    return root / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def source_files(root: Path) -> Iterator[Path]:
    """Give our own Python files and templates, in a stable order."""
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if "migrations" in path.parts:
                continue
            if path.suffix == ".py" or _is_template(path):
                yield path
    yield from (p for p in sorted((root / "templates").rglob("*")) if _is_template(p))


def _is_template(path: Path) -> bool:
    return path.suffix in TEMPLATES and "templates" in path.parts


def collect(root: Path) -> Catalog:
    """Return every message of the sources, without translations."""
    catalog = Catalog(locale=LOCALE, fuzzy=False)
    for path in source_files(root):
        place = path.relative_to(root).as_posix()
        found = extract("python", io.BytesIO(_as_python(path)), KEYWORDS, COMMENT_TAGS)
        for line, message, comments, context in found:
            catalog.add(
                message,
                locations=[(place, line)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def _as_python(path: Path) -> bytes:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return source.encode()
    # The rest of the template is left as filler; its indentation is no Python.
    lines = templatize(source, origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def read(path: Path) -> Catalog:
    """Read a catalogue; a missing one is empty."""
    if not path.exists():
        return Catalog(locale=LOCALE, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def update(root: Path) -> tuple[int, int]:
    """Merge the sources into the catalogue; return how many came and went.

    What a source no longer says is dropped: the history of the file keeps it.
    """
    path = po_file(root)
    before = read(path)
    merged = collect(root)
    came = 0
    for message in _messages(merged):
        known = before.get(message.id, context=message.context)
        if known is None:
            came += 1
        else:
            message.string = _shaped(message, known.string)
            message.flags |= known.flags & {"fuzzy"}
            message.user_comments = known.user_comments
    went = len(_keys(before) - _keys(merged)) + len(before.obsolete)
    buffer = io.BytesIO()
    write_po(
        buffer,
        merged,
        width=79,
        omit_header=True,
        sort_output=True,
        include_lineno=False,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(HEADER.encode() + buffer.getvalue())
    return came, went


def build(root: Path) -> bool:
    """Compile the catalogue where it is newer than its binary; say whether it was."""
    source = po_file(root)
    target = source.with_suffix(".mo")
    if not source.exists():
        return False
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    # Beside it and then in its place: several programs may build at once.
    unfinished = target.with_suffix(f".{os.getpid()}.mo")
    with unfinished.open("wb") as file:
        write_mo(file, read(source))
    unfinished.replace(target)
    return True


def check(root: Path) -> Iterator[str]:
    """Name what is missing, obsolete, untranslated, fuzzy or garbled."""
    wanted, given = collect(root), read(po_file(root))
    for key in sorted(_keys(wanted) - _keys(given), key=str):
        yield f"missing: {_shown(key)}"
    for key in sorted(_keys(given) - _keys(wanted), key=str):
        yield f"obsolete: {_shown(key)}"
    for text in sorted(map(str, given.obsolete)):
        yield f"obsolete: {text!r}"
    for message in _messages(given):
        yield from _faults(message)


def _faults(message: Message) -> Iterator[str]:
    shown = _shown(_key(message))
    texts = _texts(message.string)
    if not texts or not all(texts):
        yield f"untranslated: {shown}"
        return
    if message.fuzzy:
        yield f"fuzzy: {shown}"
    # Chinese has one form, which stands for the plural.
    wanted = placeholders(_texts(message.id)[-1])
    for text in texts:
        if placeholders(text) != wanted:
            yield f"other placeholders: {shown} → {text!r}"


def placeholders(text: str) -> list[str]:
    """List what is filled in later, such as %(name)s, %d and {name}, sorted."""
    return sorted(m.group() for m in PLACEHOLDER.finditer(text))


def _messages(catalog: Catalog) -> Iterable[Message]:
    return [message for message in catalog if message.id]


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _shaped(message: Message, value: Any) -> Any:
    """Keep the text of a sentence that has begun or ceased to count something."""
    texts = _texts(value)
    if message.pluralizable:
        return tuple(texts[:1])
    return texts[0] if texts else ""


def _key(message: Message) -> Key:
    return message.context, _texts(message.id)[0]


def _keys(catalog: Catalog) -> set[Key]:
    return {_key(message) for message in _messages(catalog)}


def _shown(key: Key) -> str:
    context, text = key
    return f"{text!r} ({context})" if context else repr(text)
