"""The sentences on length, language, age and coming late, in both languages."""

from collections.abc import Iterable
from typing import Final

from starter.demo.words import Words

INTERVALS: Final = (
    Words("without an interval", "无中场休息"),
    Words("with one interval", "含一次中场休息"),
    Words("with two intervals", "含两次中场休息"),
    Words("with three breaks", "含三次节间休息"),
)
FOR_ALL: Final = Words("For all ages.", "老少皆宜。")


def practical_notes(
    minutes: int,
    intervals: int,
    age_from: int | None,
    own: Iterable[Words],
    advice: Words | None,
) -> tuple[Words, ...]:
    language, latecomers = own
    notes = [length(minutes, intervals), language, age(age_from), latecomers]
    return (*notes, advice) if advice else tuple(notes)


def length(minutes: int, intervals: int) -> Words:
    """“2 h 50 min, with one interval.” in both languages."""
    hours, rest = divmod(minutes, 60)
    en = " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest))
    zh = f"{hours}小时" * bool(hours) + f"{rest}分钟" * bool(rest)
    pause = INTERVALS[intervals]
    return Words(f"{en}, {pause.en}.", f"全长{zh}，{pause.zh_hans}。")


def age(age_from: int | None) -> Words:
    if age_from is None:
        return FOR_ALL
    return Words(f"From {age_from} years.", f"适合{age_from}岁以上观众。")
