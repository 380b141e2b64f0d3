"""compose.yaml: whole, pinned, watched, and without a secret in it."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SECRET = re.compile(r"(SECRET|PASSWORD|TOKEN|_KEY)", re.IGNORECASE)


def problems(document: dict[str, Any]) -> list[str]:
    """List every reason not to run this file."""
    services = document.get("services", {})
    found = [] if services else ["no services"]
    for name, service in services.items():
        found += [f"{name}: {words}" for words in service_problems(service)]
        found += [
            f"{name}: depends on {other}, which is not there"
            for other in service.get("depends_on", ())
            if other not in services
        ]
        found += [
            f"{name}: volume {volume} is not declared"
            for volume in named_volumes(service)
            if volume not in (document.get("volumes") or {})
        ]
    return found


def service_problems(service: dict[str, Any]) -> list[str]:
    found = []
    image = service.get("image", "")
    if not image and "build" not in service:
        found.append("neither image nor build")
    if image and "build" not in service and not is_pinned(image):
        found.append(f"image {image} names no version")
    if "restart" not in service:
        found.append("no restart policy")
    # What the project builds brings its own from the Dockerfile.
    if "build" not in service and "healthcheck" not in service:
        found.append("nothing watches its health")
    environment = service.get("environment") or {}
    if not isinstance(environment, dict):
        return [*found, "environment is a list; names and values read better"]
    return found + [
        f"{name} is written out"
        for name, value in environment.items()
        if SECRET.search(name) and "${" not in str(value)
    ]


def is_pinned(image: str) -> bool:
    tag = image.rpartition("/")[2].partition(":")[2]
    return bool(tag) and tag != "latest"


def named_volumes(service: dict[str, Any]) -> list[str]:
    sources = [str(entry).partition(":")[0] for entry in service.get("volumes", ())]
    return [source for source in sources if not source.startswith((".", "/", "~"))]


def main() -> int:
    """Check the project's file; the exit status says whether it is sound."""
    document = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    found = problems(document)
    print("\n".join(found) or "compose.yaml is sound")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
