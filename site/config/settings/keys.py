"""A secret that a small house never has to think of."""

import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """Return the secret in that file, made on the first need, for its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(50), encoding="ascii")
        new.replace(path)
    return path.read_text(encoding="ascii")
