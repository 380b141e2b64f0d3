"""Words as staff write them: one after another, with commas of any kind."""

import re
from typing import Final

from search.reading import read

LONGEST_GROUP: Final = 500
_COMMAS: Final = re.compile(r"[,，、;；\n]+")


def texts_of(group: str) -> tuple[str, ...]:
    """The words of the group, each once, by how they are looked up."""
    found = (read(part).said for part in _COMMAS.split(group))
    return tuple(dict.fromkeys(text for text in found if text))
