"""A text in both languages of the house."""

from dataclasses import dataclass

from ground.names import CHINESE


@dataclass(frozen=True, slots=True)
class Words:
    en: str
    zh_hans: str

    def in_language(self, language: str) -> str:
        return self.zh_hans if language == CHINESE else self.en
