"""A text in both languages of the house."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    en: str
    zh_hans: str
