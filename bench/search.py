"""Finding one of a hundred thousand shows, on each engine and on Wagtail's own search.

`query_p95_ms` is a question with all facets in the engine, `suggest_p95_ms` what is
asked while somebody types, `page_p95_ms` the whole page over HTTP with nothing kept,
`rebuild_s` the index made anew from the database, `index_mb` its size on the disk,
`first_share` of the relevance suite what comes first. `slowed_percent` says by how
much the median question takes longer while a worker writes into the index. Wagtail's
database search gets the same texts and finds names of pages; it has no facets.

The house is on SQLite, with the demo house and, where they are there, the real
seasons (MARQUEE_DATA). Elasticsearch is the one of ELASTICSEARCH_URL, or is named as
missing. SHOWS=20000 makes a smaller house.
"""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from bench._many_shows import multiply
from bench._servers import ROOT, manage, site

SHOWS: Final = int(os.environ.get("SHOWS", "100000"))
ROUNDS: Final = 3
DATA: Final = Path(os.environ.get("MARQUEE_DATA", ROOT.parent / "shared" / "data"))
SEASON: Final = DATA / "nyphil" / "2024-25_to_now.json"
# Every so many of the suite's questions are timed; and their beginnings.
EACH_NTH: Final = 6
LONGEST_BEGINNING: Final = 6


def main() -> None:
    with _house() as environment:
        os.environ.update(environment)
        import django  # noqa: PLC0415 the environment is known only now

        django.setup()
        shares = _shares(environment)
        _say(f"making {SHOWS} shows")
        multiply(SHOWS)
        told: dict[str, Any] = {"shows": SHOWS}
        for name, share in shares.items():
            told[name] = {**_figures(name, environment), "first_share": share}
        told["wagtail"] = _wagtail()
    print(json.dumps(told))


@contextmanager
def _house() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory() as var:
        environment = {
            **os.environ,
            "MARQUEE_VAR": var,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "ELASTICSEARCH_INDEX": "marquee-bench",
        }
        environment.setdefault("ELASTICSEARCH_URL", "")
        for command in (["migrate", "-v0"], ["setup_house"], ["load_demo"]):
            _say(" ".join(command))
            manage(environment, *command)
        yield environment


def _figures(name: str, environment: dict[str, str]) -> dict[str, Any]:
    engine = _engine(name)
    _say(f"{name}: rebuilding")
    began = time.perf_counter()
    _rebuild(engine)
    took = time.perf_counter() - began
    told: dict[str, Any] = {"rebuild_s": round(took, 1), "index_mb": _size(engine)}
    told["query_p95_ms"] = _p95(_each(_typed()), lambda text: engine.find(_asked(text)))
    told["suggest_p95_ms"] = _p95(_each(_begun()), _suggesting(engine))
    told["slowed_percent"] = _slowed(engine)
    only = environment if name == "elasticsearch" else environment | {
        "ELASTICSEARCH_URL": ""
    }  # fmt: skip
    with site(only, threads=4) as running:
        ask = _page(running.port)
        ask("warm")
        told["page_p95_ms"] = _p95(_each(_typed()), ask)
    return told


def _typed() -> list[str]:
    """Questions of the relevance suite, of all its kinds."""
    from tests.search import relevance  # noqa: PLC0415

    return [row["query"] for row in relevance.all_rows()[::EACH_NTH]]


def _begun() -> list[str]:
    """What has been typed of them by then: two letters or more, or one character."""
    found = []
    for number, text in enumerate(_typed()):
        shortest = 2 if text.isascii() else 1
        found.append(text[: shortest + number % LONGEST_BEGINNING])
    return found


def _each(texts: list[str]) -> list[str]:
    return texts * ROUNDS


def _p95(texts: list[str], ask: Callable[[str], Any]) -> float:
    """Milliseconds that one of twenty questions exceeds; each text was asked once."""
    for text in set(texts):
        ask(text)
    times = sorted(_milliseconds(lambda t=text: ask(t)) for text in texts)  # type: ignore[misc]
    return round(times[int(len(times) * 0.95)], 2)


def _milliseconds(deed: Callable[[], Any]) -> float:
    began = time.perf_counter()
    deed()
    return 1000 * (time.perf_counter() - began)


def _asked(text: str) -> Any:
    """What the page of results asks for."""
    from django.http import QueryDict  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from search.asked import asked_for  # noqa: PLC0415
    from search.narrowing import question_of  # noqa: PLC0415

    return question_of(asked_for(QueryDict(f"q={quote(text)}")), now=timezone.now())


def _suggesting(engine: Any) -> Callable[[str], Any]:
    """What is asked for each letter: shows, and all others."""
    from search.narrowing import SHOWS_ONLY, others_in  # noqa: PLC0415
    from search.port import Question  # noqa: PLC0415
    from search.reading import read  # noqa: PLC0415

    def ask(text: str) -> None:
        for only in (SHOWS_ONLY, others_in("en")):
            question = Question(read(text), always=(only,), most=8, has_facets=False)
            engine.find(question)

    return ask


def _shares(environment: dict[str, str]) -> dict[str, float]:
    """What part of the relevance suite comes first, by engine, as the house grows."""
    from tests.search import relevance  # noqa: PLC0415

    names = ["embedded"]
    if environment["ELASTICSEARCH_URL"]:
        names.append("elasticsearch")
    else:
        _say("ELASTICSEARCH_URL names no server: Elasticsearch is left out")
    judged: dict[str, list[Any]] = {name: [] for name in names}
    for house in (relevance.DEMO, relevance.WITH_SEASON):
        if house == relevance.WITH_SEASON and not _import(environment):
            break
        for name in names:
            engine = _engine(name)
            _rebuild(engine)
            judged[name] += relevance.judge(engine.find, house)
    return {
        name: round(statistics.fmean(one.is_first for one in rows), 3)
        for name, rows in judged.items()
    }


def _import(environment: dict[str, str]) -> bool:
    if not SEASON.exists():
        _say(
            f"{SEASON.name} is not there: the demo house alone is asked and multiplied"
        )
        return False
    _say(f"importing {SEASON.name}")
    soon = time.strftime("%Y-%m-%d", time.localtime(time.time() + 7 * 86_400))
    manage(environment, "import_programmes", str(SEASON), "--shift-to", soon)
    return True


def _engine(name: str) -> Any:
    from search.engines.choosing import all_engines  # noqa: PLC0415

    return next(one for one in all_engines() if one.name == name)


def _rebuild(engine: Any) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from search.following.catching_up import rebuild  # noqa: PLC0415

    # As `manage.py search_rebuild` does in a house of that size.
    rebuild(engine, now=timezone.now(), processes=os.cpu_count() or 1)


def _size(engine: Any) -> float:
    """Megabytes of the index that answers."""
    if engine.name == "embedded":
        files = (path for path in engine.folder.rglob("*") if path.is_file())
        return round(sum(path.stat().st_size for path in files) / 1e6, 1)
    told = engine.client.indices.stats(index=engine.alias)
    return round(told["_all"]["primaries"]["store"]["size_in_bytes"] / 1e6, 1)


def _slowed(engine: Any) -> float:
    """Percent by which the median question takes longer beside one that writes."""
    alone = _median(engine)
    command = [sys.executable, "-m", "bench._writing", engine.name]
    writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        # It says when it has begun to write.
        if writer.stdout is None or not writer.stdout.readline():
            raise SystemExit("the process that writes has not begun")
        beside = _median(engine)
    finally:
        writer.terminate()
        writer.wait(30)
    return round(100 * (beside / alone - 1), 1)


def _median(engine: Any) -> float:
    questions = [_asked(text) for text in _each(_typed())]
    return statistics.median(
        _milliseconds(lambda q=question: engine.find(q))  # type: ignore[misc]
        for question in questions
    )


def _page(port: int) -> Callable[[str], Any]:
    """Ask for the page of results; an address that nobody asked before, each time."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    numbers = iter(range(10**9))

    def ask(text: str) -> None:
        address = f"/en/search/?q={quote(text)}&fresh={next(numbers)}"
        connection.request("GET", address, headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise SystemExit(f"{address}: {answer.status}")

    return ask


def _wagtail() -> dict[str, Any]:
    """Wagtail's database search, asked for pages of shows by the same texts."""
    from content.models import ShowPage  # noqa: PLC0415

    def ask(text: str) -> None:
        list(ShowPage.objects.live().search(text)[:20])

    return {"pages": ShowPage.objects.count(), "query_p95_ms": _p95(_typed(), ask)}


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
