"""Take pictures of the demo house's pages: two languages, two widths, two themes.

FOLDER is a demo house's `var`; without one, a house is made and gone afterwards.
Each picture is the beginning of its page, as WebP, small enough for the repository.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import PIL.Image
from playwright.sync_api import sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
PICTURES: Final = ROOT / "docs/pictures/pages"
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "script")]

from proving.needs import free_port, listens, wait_until  # noqa: E402 its folder is put on the path above

CHROMIUM: Final = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LOCALES: Final = {"en": "en-GB", "zh-hans": "zh-CN"}
THEMES: Final = ("light", "dark")
# Width and height of the window, and how wide the picture is kept.
SIZES: Final = ((1440, 1500, 800), (390, 1300, 390))
QUALITY: Final = 52
PATIENCE_MS: Final = 60_000
SEEN_ARE_THERE: Final = """() => [...document.images].every((one) => {
  const box = one.getBoundingClientRect();
  const isSeen = box.width && box.top < innerHeight && box.left < innerWidth;
  return one.complete || !isSeen || !one.checkVisibility();
})"""
# Page types of which the first is taken, or the one that says most.
TYPES: Final = {
    "home": "HomePage",
    "shows": "ShowIndexPage",
    "show": "ShowPage",
    "previews": "PreviewsPage",
    "announcements": "AnnouncementIndexPage",
    "announcement": "AnnouncementPage",
    "news": "NewsIndexPage",
    "news-item": "NewsPage",
    "special": "SpecialPage",
    "galleries": "GalleryIndexPage",
    "gallery": "GalleryPage",
    "offers": "OffersPage",
    "venues": "VenueIndexPage",
    "venue": "VenuePage",
}
ROUTES: Final = {
    "calendar": "catalogue:calendar",
    "list": "catalogue:list",
    "chart": "visits:chart",
    "statistics": "visits:statistics",
    "search": "search:results",
}
MAKING: Final = ("migrate", "setup_house", "load_demo", "search_rebuild")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", metavar="FOLDER", type=Path)
    with house(parser.parse_args().folder) as environment, site(environment) as address:
        wanted = addresses(environment)
        PICTURES.mkdir(parents=True, exist_ok=True)
        for old in PICTURES.glob("*.webp"):
            old.unlink()
        take_all(address, wanted)
    write_overview(sorted({name for name, _language in wanted}))


@contextmanager
def house(named: Path | None) -> Iterator[dict[str, str]]:
    """The environment of a demo house: the named one, or one made for this."""
    with tempfile.TemporaryDirectory() as made:
        environment = {
            **os.environ,
            "MARQUEE_VAR": str(named.resolve()) if named else made,
            "MARQUEE_VISITS_SECONDS": "0",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        }
        if not named:
            for command in MAKING:
                run = [sys.executable, str(ROOT / "manage.py"), command]
                subprocess.run(run, env=environment, check=True)
        yield environment


@contextmanager
def site(environment: dict[str, str]) -> Iterator[str]:
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    command += ["--blocking-threads", "2", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-access-log", "config.wsgi:application"]
    told = {**environment, "MARQUEE_BASE_URL": address}
    process = subprocess.Popen(command, env=told, cwd=ROOT)
    try:
        wait_until(lambda: listens(port), process)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def addresses(environment: dict[str, str]) -> dict[tuple[str, str], str]:
    """Name and language of each picture, and where its page is."""
    os.environ.update(environment)
    import django  # noqa: PLC0415 the environment is known only now

    django.setup()
    found = {
        (name, language): address
        for name, model in TYPES.items()
        for language, address in of_type(model)
    }
    return found | {
        (name, language): of_route(route, language)
        for name, route in ROUTES.items()
        for language in LOCALES
    }


def of_type(model: str) -> Iterator[tuple[str, str]]:
    """The longest page of a type in each language; nothing where there is none."""
    from wagtail.models import Page, get_page_models  # noqa: PLC0415

    known = {one.__name__: one for one in get_page_models()}
    if model not in known:
        return
    pages: Any = known[model].objects.live()
    for language in LOCALES:
        first = pages.filter(locale__language_code=language).order_by("path").first()
        if first is not None:
            yield language, Page.objects.get(pk=first.pk).url


def of_route(route: str, language: str) -> str:
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import translation  # noqa: PLC0415

    with translation.override(language):
        return reverse(route)


def take_all(address: str, wanted: dict[tuple[str, str], str]) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        for language, locale in LOCALES.items():
            for width, height, kept in SIZES:
                for theme in THEMES:
                    context = chromium.new_context(
                        viewport={"width": width, "height": height},
                        locale=locale,
                        color_scheme=theme,
                        reduced_motion="reduce",
                    )
                    page = context.new_page()
                    page.set_default_timeout(PATIENCE_MS)
                    for (name, of), path in wanted.items():
                        if of == language:
                            answer = page.goto(address + path, wait_until="load")
                            if answer is None or not answer.ok:
                                raise SystemExit(f"{path} does not answer")
                            ending = f"{language}-{width}-{theme}"
                            take(page, PICTURES / f"{name}-{ending}.webp", kept)
                    context.close()
        chromium.close()


def take(page: Any, file: Path, width: int) -> None:
    # Pictures that come late are no part of "load".
    page.wait_for_function(SEEN_ARE_THERE)
    page.wait_for_timeout(200)
    picture = PIL.Image.open(BytesIO(page.screenshot())).convert("RGB")
    if picture.width != width:
        height = round(picture.height * width / picture.width)
        picture = picture.resize((width, height), PIL.Image.Resampling.LANCZOS)
    picture.save(file, "WEBP", quality=QUALITY, method=6)


def write_overview(names: list[str]) -> None:
    """One table: a row for each page, with its eight pictures."""
    lines = [
        "# Pictures",
        "",
        "The demo house's pages as `script/pictures` took them: English and Chinese,",
        "1440 and 390 pixels wide, light and dark.",
        "",
        "| page | light | dark | on a phone |",
        "| --- | --- | --- | --- |",
    ]
    for name in names:
        cells = [
            " · ".join(
                f"[{language}](pages/{name}-{language}-{ending}.webp)"
                for language in LOCALES
                if (PICTURES / f"{name}-{language}-{ending}.webp").exists()
            )
            for ending in ("1440-light", "1440-dark")
        ]
        phone = " · ".join(
            f"[{language} {theme}](pages/{name}-{language}-390-{theme}.webp)"
            for language in LOCALES
            for theme in THEMES
            if (PICTURES / f"{name}-{language}-390-{theme}.webp").exists()
        )
        lines.append(f"| {name} | {' | '.join(cells)} | {phone} |")
    (PICTURES.parent / "README.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
