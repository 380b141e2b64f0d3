"""Who is no person: programs say so, or do not say what browsers all say."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

WORDS: Final = Path(__file__).with_name("data") / "robots.txt"
# Every browser begins with one of these; so do many robots, the others do not.
BROWSERS: Final = ("mozilla/", "opera/")


@lru_cache(maxsize=2000)
def is_robot(agent: str) -> bool:
    said = agent.lower()
    return not said.startswith(BROWSERS) or bool(_pattern().search(said))


@cache
def _pattern() -> re.Pattern[str]:
    lines = WORDS.read_text("utf-8").splitlines()
    words = [line for line in map(str.strip, lines) if line and line[0] != "#"]
    return re.compile("|".join(words))
