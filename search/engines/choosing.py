"""Which engines this house has."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.embedded import EmbeddedEngine
from search.port import Engine


@lru_cache(maxsize=1)
def _embedded(folder: Path) -> EmbeddedEngine:
    return EmbeddedEngine(folder)


@lru_cache(maxsize=1)
def _elastic(url: str, alias: str) -> Engine:
    # Half a second of imports that only a house with a cluster needs.
    from search.engines.elastic import ElasticEngine  # noqa: PLC0415

    return ElasticEngine(url, alias)


def embedded() -> EmbeddedEngine:
    """The engine that every house has, and falls back on."""
    return _embedded(Path(settings.SEARCH_FOLDER))


def all_engines() -> list[Engine]:
    """Those that follow the database; the one that is asked first is first."""
    url = settings.ELASTICSEARCH_URL
    cluster = [_elastic(url, settings.ELASTICSEARCH_INDEX)] if url else []
    return [*cluster, embedded()]
