"""What a programme is called, in both languages: its main work, who leads it."""

from typing import Final

from starter.programmes.chinese import chinese, chinese_headline
from starter.programmes.names import Name, is_nobody, name_of
from starter.programmes.records import Programme, WorkPlayed
from starter.programmes.tables import table
from starter.programmes.titles import headline, parse

MOST_COMPOSERS: Final = 3
SUMMARY: Final = 180
_GREAT: Final = {"SYMPHONY": 3, "REQUIEM": 3, "MASS": 3, "CONCERTO": 2}


def show_name(programme: Programme) -> tuple[str, str]:
    """“Mahler: Symphony No. 5 · Michael Tilson Thomas” and the same in Chinese.

    Kinds of concert that draw by themselves come first: “Chamber music: Mozart,
    Prokofiev, Connesson”.
    """
    event = event_of(programme.concerts[0].event)
    works = [work for work in programme.works if not is_nobody(work.composer)]
    if event.get("title") or not works:
        return _by_event(event, works)
    main = max(works, key=lambda work: _weight(work, programme))
    english, zh = _main_work(main)
    leader = _leader(programme, main)
    if leader is None:
        return english, zh
    return f"{english} · {leader.en}", f"{zh} · {leader.zh or leader.en}"


def event_of(kind: str) -> dict[str, object]:
    """What is known of a kind of concert; an unknown one is public and sold."""
    found: dict[str, object] = {"en": kind, "zh": "", **table("events").get(kind, {})}
    return found


def is_private(kind: str) -> bool:
    return bool(event_of(kind).get("private")) or "private" in kind.casefold()


def is_secret(programme: Programme) -> bool:
    """Whether nobody but guests is to know of it at all."""
    return all(is_private(concert.event) for concert in programme.concerts)


def is_public(kind: str) -> bool:
    """Whether the house sells it: no private event and no lecture."""
    is_lecture = event_of(kind).get("lecture") or "lecture" in kind.casefold()
    return not is_private(kind) and not is_lecture


def is_free(kind: str) -> bool:
    return bool(event_of(kind).get("free")) or "free" in kind.casefold()


def summary(programme: Programme) -> tuple[str, str]:
    """One sentence for the page: who plays, and music by whom."""
    orchestra = name_of(programme.orchestra)
    composers = _composers(programme.works)[:MOST_COMPOSERS]
    english, zh = orchestra.en or "Concert", orchestra.zh or orchestra.en or "音乐会"
    soloists = [name_of(one.name) for one in programme.soloists if one.is_featured][:2]
    if soloists:
        english += f" with {_and([one.en for one in soloists])}"
        zh += f"与{'、'.join(one.zh or one.en for one in soloists)}"
    if composers:
        english += f", playing {_and([name.short for name in composers])}"
        zh += f"，曲目：{'、'.join(name.short_zh for name in composers)}"
    return _cut(f"{english}."), _cut(f"{zh}。")


def programme_text(programme: Programme) -> tuple[str, str]:
    """The works in one sentence, for the page's story."""
    english, zh = [], []
    for work in programme.works:
        title = parse(work.title)
        by = None if is_nobody(work.composer) else name_of(work.composer)
        english.append(f"{by.short}: {headline(title)}" if by else headline(title))
        in_chinese = chinese(title) or headline(title)
        zh.append(f"{by.short_zh}：{in_chinese}" if by else in_chinese)
    return "; ".join(english), "；".join(zh)


def _by_event(event: dict[str, object], works: list[WorkPlayed]) -> tuple[str, str]:
    english = str(event["en"]) or "Concert"
    zh = str(event["zh"]) or english
    composers = _composers(works)[:MOST_COMPOSERS]
    if not composers:
        return english, zh
    return (
        f"{english}: {_and([name.short for name in composers])}",
        f"{zh}：{'、'.join(name.short_zh for name in composers)}",
    )


def _main_work(work: WorkPlayed) -> tuple[str, str]:
    title, by = parse(work.title), name_of(work.composer)
    in_chinese = chinese_headline(title) or headline(title)
    return f"{by.short}: {headline(title)}", f"{by.short_zh}：{in_chinese}"


def _weight(work: WorkPlayed, programme: Programme) -> tuple[int, int]:
    """How much a work makes the evening; of equal ones the later one."""
    title = parse(work.title)
    weight = _GREAT.get(title.form, 0) + 2 * work.is_whole + 2 * work.after_interval
    weight += bool(work.conductors) + bool(chinese_headline(title))
    return weight, programme.works.index(work)


def _leader(programme: Programme, main: WorkPlayed) -> Name | None:
    """Who conducts the main work, or else the whole; else the first soloist."""
    for name in (*main.conductors, *programme.conductors):
        return name_of(name)
    featured = (name_of(one.name) for one in programme.soloists if one.is_featured)
    return next(featured, None)


def _composers(works: tuple[WorkPlayed, ...] | list[WorkPlayed]) -> list[Name]:
    named = (work.composer for work in works if not is_nobody(work.composer))
    return list(dict.fromkeys(name_of(composer) for composer in named))


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _cut(text: str) -> str:
    return text if len(text) <= SUMMARY else f"{text[: SUMMARY - 1]}…"
