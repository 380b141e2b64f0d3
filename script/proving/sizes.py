"""No file over 500 lines, no function over 30: what can't be seen whole rots."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {".py": 500, ".html": 80, ".css": 500, ".js": 500, ".md": 500}
FUNCTION_LIMIT = 30
# A page, its style and its script in one file.
EXAMPLES, EXAMPLE_LIMIT = "docs/examples/", 200
# Written by others, or by a program.
OTHERS = ("/vendor/", "/migrations/")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def files() -> list[Path]:
    """List what git tracks, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if is_ours(name)]


def is_ours(name: str) -> bool:
    return not any(folder in f"/{name}" for folder in OTHERS)


def excesses(path: Path) -> Iterator[str]:
    """Name what is too long in a file."""
    limit = LIMITS.get(path.suffix)
    if limit is None or not path.is_file():
        return
    name = path.relative_to(ROOT)
    if name.as_posix().startswith(EXAMPLES):
        limit = EXAMPLE_LIMIT
    text = path.read_text("utf-8")
    lines = len(text.splitlines())
    if lines > limit:
        yield f"{name}: {lines} lines, at most {limit}"
    if path.suffix == ".py" and name.parts[0] != "tests":
        yield from (f"{name}:{words}" for words in long_functions(text))


def long_functions(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, FUNCTIONS) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1 - docstring_lines(node)
            if length > FUNCTION_LIMIT:
                yield (
                    f"{node.lineno}: {node.name} has {length} lines,"
                    f" at most {FUNCTION_LIMIT}"
                )


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's docstring, which is no reason to cut it short."""
    if ast.get_docstring(node) is None:
        return 0
    words = node.body[0]
    return (words.end_lineno or words.lineno) - words.lineno + 1


def main() -> int:
    """Check every file; the exit status says whether all are short enough."""
    found = [words for path in files() for words in excesses(path)]
    print("\n".join(found) or "everything is short enough")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
