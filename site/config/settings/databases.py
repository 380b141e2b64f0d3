"""Both databases, set up so that the same code is right on both."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# So many times the same statement is planned anew, then no more.
OFTEN = 5


def sqlite(path: Path) -> dict[str, Any]:
    """WAL, and a transaction owns the write lock from its first statement."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
            ),
        },
    }


def database_from_url(url: str) -> dict[str, Any]:
    """Read postgres://user:password@host:port/name or sqlite:///path.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path).removeprefix("/") or "marquee.sqlite3"))
    if parts.scheme not in {"postgres", "postgresql"}:
        message = f"DATABASE_URL: unknown kind of database “{parts.scheme}”"
        raise ValueError(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # No health check: it would be one statement more for each request, and
        # a connection that broke is found out by the one request that fails.
        "CONN_MAX_AGE": 600,
        "OPTIONS": _postgresql_options(dict(parse_qsl(parts.query))),
    }


def _postgresql_options(asked: dict[str, Any]) -> dict[str, Any]:
    """Prepare what is asked often; not with `?prepare=off`, for a pooler's sake."""
    if asked.pop("prepare", "on") == "off":
        return asked
    return {**asked, "server_side_binding": True, "prepare_threshold": OFTEN}
