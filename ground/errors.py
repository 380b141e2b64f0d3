"""The base of every named refusal.

A refusal is an answer, not a fault: the rule that said no is named by its
class, the reader is told in their language what happened and what to do.
"""

from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):
    """A rule said no. Nothing was changed.

    `code` is stable and for programs, `sentence` is for people; values named
    in the sentence are given as keyword arguments.
    """

    code = "refused"
    sentence: str | Promise = ""
    status = 422

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(self.code)

    def __str__(self) -> str:
        return str(self.sentence) % self.values if self.values else str(self.sentence)
