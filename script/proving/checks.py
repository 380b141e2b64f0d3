"""The checks that run no test: lint, types, imports, migrations."""

import os
from pathlib import Path

from launch.folders import Folders
from proving.parts import Part

COMPOSE_NAMES = ("SITE_HOST", "SECRET_KEY", "DATABASE_PASSWORD", "EMAIL_HOST")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}


def tool(folders: Folders, name: str) -> str:
    suffix = ".exe" if os.name == "nt" else ""
    return str(folders.python.parent / f"{name}{suffix}")


def isolated(folders: Folders, name: str) -> str:
    return str(folders.root / "var" / "tools" / "lint" / ".venv" / "bin" / name)


def templates(root: Path) -> list[str]:
    """List our own templates; a linter that gets none would wait for input."""
    return sorted(str(p.relative_to(root)) for p in root.glob("templates/**/*.html"))


# Looked at one by one, and safe all the same.
LOOKED_AT = (
    # Takes away what no release reads any more.
    "0006_drop_section_tiers",
    # A column that must be filled, of home pages: a house makes those once.
    "0002_home_sections",
    # A ticket is exchanged once: before it no line replaced another.
    "0005_exchanges",
    # Keys that no row from before has: the index is empty when it is made.
    "0010_till_lines_count_once",
    "0013_gift_cards_are_bought",
    "0019_companies_are_made_once",
    "0005_codes_are_made_once",
    # Columns that the database fills by itself, and a key that no row has yet.
    "0006_dues_of_a_level",
    "0002_billed_dues",
)


def style_checks(folders: Folders) -> list[Part]:
    """Return the checks of how files are written."""
    pages = templates(folders.root)
    hadolint = [isolated(folders, "hadolint"), "Dockerfile"]
    checks = [
        Part("lint: ruff", [tool(folders, "ruff"), "check", "--quiet", "."]),
        Part("lint: format", [tool(folders, "ruff"), "format", "--check", "."]),
        Part("lint: spelling", [tool(folders, "typos")]),
        Part("lint: sizes", own_check(folders, "sizes.py")),
        Part("lint: Dockerfile", hadolint, needs=["lint tools"]),
        Part("lint: compose.yaml", own_check(folders, "compose.py")),
        Part(
            "lint: compose.yaml by Docker",
            ["docker", "compose", "config", "--quiet"],
            needs=["Docker Compose"],
            environment=dict.fromkeys(COMPOSE_NAMES, "example"),
        ),
        Part("lint: hooks", [tool(folders, "pre-commit"), "validate-config"]),
    ]
    if pages:
        djade = [tool(folders, "djade"), "--target-version", "5.2", "--check"]
        djhtml = [tool(folders, "djhtml"), "--tabwidth", "2", "--check"]
        curly = [isolated(folders, "curlylint"), "--quiet"]
        checks += [
            Part("lint: djade", [*djade, *pages]),
            Part("lint: djhtml", [*djhtml, *pages]),
            Part("lint: curlylint", [*curly, *pages], needs=["lint tools"]),
        ]
    return checks


def structure_checks(folders: Folders) -> list[Part]:
    """Return the checks of what the code says: types, imports, migrations."""
    manage = [str(folders.python), "manage.py"]
    migrations = [*manage, "makemigrations", "--check", "--dry-run"]
    # SQLite writes a table that changes anew, which then looks as if its columns
    # became NOT NULL and its keys unique: `further_checks` looks at those.
    rewritten = ["--exclude-migration-tests", "NOT_NULL", "ADD_UNIQUE"]
    unsafe = [*unsafe_migrations(folders), *rewritten]
    return [
        Part("types: mypy", [tool(folders, "mypy")]),
        Part("imports: lint-imports", [tool(folders, "lint-imports"), "--no-logo"]),
        Part("migrations: complete", migrations, environment=SETTINGS),
        Part("migrations: safe", unsafe, environment=SETTINGS),
    ]


def further_checks(folders: Folders) -> list[Part]:
    """Return the checks that need more than Python."""
    return [
        Part(
            "migrations: safe on PostgreSQL",
            unsafe_migrations(folders),
            needs=["PostgreSQL"],
            environment=SETTINGS,
        )
    ]


def unsafe_migrations(folders: Folders) -> list[str]:
    # A first migration meets no rows that it could lock or break.
    known = ["--ignore-initial-migrations", "--ignore-name", *LOOKED_AT]
    apps = ["--include-apps", *labels(folders.root)]
    command = [str(folders.python), "manage.py", "lintmigrations", "--no-cache"]
    return [*command, *known, "--quiet", "ok", "ignore", *apps]


def labels(root: Path) -> list[str]:
    """List our own apps that have migrations; a label is the last folder's name."""
    kinds = ("*/migrations", "content/*/migrations", "ticketing/*/migrations")
    found = [folder for kind in kinds for folder in root.glob(kind)]
    return sorted(folder.parent.name for folder in found)


def own_check(folders: Folders, name: str) -> list[str]:
    return [str(folders.python), str(folders.root / "script" / "proving" / name)]


def fixes(folders: Folders) -> list[list[str]]:
    """Return the commands that mend what can be mended without judgement."""
    pages = templates(folders.root)
    return [
        [tool(folders, "ruff"), "check", "--fix", "--quiet", "."],
        [tool(folders, "ruff"), "format", "--quiet", "."],
        *(
            [[tool(folders, "djade"), "--target-version", "5.2", *pages]]
            if pages
            else []
        ),
        *([[tool(folders, "djhtml"), "--tabwidth", "2", *pages]] if pages else []),
    ]
