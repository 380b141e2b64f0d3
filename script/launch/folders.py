"""Where things are."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Folders:
    """The project's folder, and the one for all that is not in git."""

    root: Path
    var: Path

    @classmethod
    def here(cls) -> "Folders":
        """Return this copy's folders; MARQUEE_VAR moves the second."""
        var = os.environ.get("MARQUEE_VAR", "")
        return cls(ROOT, Path(var).expanduser().resolve() if var else ROOT / "var")

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        if os.name == "nt":
            return self.venv / "Scripts" / "python.exe"
        return self.venv / "bin" / "python"

    @property
    def database(self) -> Path:
        return self.var / "marquee.sqlite3"

    @property
    def log(self) -> Path:
        return self.var / "log"

    def shown(self, path: Path) -> str:
        """Name a path as short as the reader can find it."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return str(path)
