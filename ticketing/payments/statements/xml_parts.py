"""Reading a bank's XML part by part, with nothing believed of its sender.

The standard parser, without document types: what can't declare entities can
neither grow without bounds nor name files of this machine. Memory is bounded
by one part, not by the file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from ticketing.payments.statements.errors import BrokenXml, RefusedXml

DEEPEST: Final = 40
MOST_PARTS: Final = 400_000
LONGEST_TEXT: Final = 20_000
PIECE: Final = 64 * 1024
_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]{1,20})")
# Others than UTF-8 that banks write; the parser itself knows none of the Chinese.
_ENCODINGS: Final = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "euc-cn": "gb18030",
    "gb18030": "gb18030",
    "iso-8859-1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
}


@dataclass(slots=True)
class Part:
    """An element by its plain name, with where it stands in the file."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    parts: list["Part"] = field(default_factory=list)

    def all(self, path: str) -> Iterator["Part"]:
        """Parts at that path, in their order."""
        name, _slash, rest = path.partition("/")
        for part in self.parts:
            if part.name == name:
                if rest:
                    yield from part.all(rest)
                else:
                    yield part

    def first(self, *paths: str) -> "Part | None":
        """The first part at the first of these paths that has one."""
        return next((part for path in paths for part in self.all(path)), None)

    def word(self, *paths: str) -> str:
        """The text there, without space around; empty where there is none."""
        found = self.first(*paths)
        return found.text.strip() if found else ""


class Walk:
    """The parts at one path, each let go before the next is read.

    `root` has what stands elsewhere. Raises BrokenXml or RefusedXml while it is
    walked through.
    """

    def __init__(self, content: bytes, *path: str) -> None:
        self.content = content
        self.builder = _Builder(path)

    @property
    def root(self) -> Part:
        return self.builder.root

    def __iter__(self) -> Iterator[tuple[Part, Part]]:
        """Each part, after the one that it stands in."""
        parser = self.builder.parser
        try:
            text = _decoded(self.content)
            for start in range(0, len(text), PIECE):
                parser.Parse(text[start : start + PIECE], False)  # noqa: FBT003 expat's own
                yield from self.builder.take()
            parser.Parse(b"", True)  # noqa: FBT003 expat's own
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise BrokenXml(line=parser.CurrentLineNumber) from error


def _decoded(content: bytes) -> bytes | str:
    declared = _DECLARED.match(content.lstrip()[:200])
    name = declared.group(1).decode().lower() if declared else ""
    return content.decode(_ENCODINGS[name]) if name in _ENCODINGS else content


class _Builder:
    """Takes what the parser finds, and keeps it within bounds."""

    def __init__(self, path: Sequence[str]) -> None:
        self.path = list(path)
        self.root = Part("", 0)
        self.open = [self.root]
        self.found: list[tuple[Part, Part]] = []
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.write

    def take(self) -> list[tuple[Part, Part]]:
        found, self.found = self.found, []
        return found

    def refuse(self, *_told: object) -> None:
        raise RefusedXml(line=self.parser.CurrentLineNumber)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) > DEEPEST or self.count > MOST_PARTS:
            self.refuse()
        line = self.parser.CurrentLineNumber
        part = Part(name.rpartition("}")[2], line, attributes)
        self.open[-1].parts.append(part)
        self.open.append(part)

    def end(self, _name: str) -> None:
        is_wanted = [part.name for part in self.open[1:]] == self.path
        part = self.open.pop()
        if is_wanted:
            self.found.append((self.open[-1], part))
            self.open[-1].parts.pop()
            self.count = 0

    def write(self, text: str) -> None:
        part = self.open[-1]
        # What only sets parts apart would add up in a long file.
        part.text += text if text.strip() else ""
        if len(part.text) > LONGEST_TEXT:
            self.refuse()
