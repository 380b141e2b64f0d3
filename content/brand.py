"""The house's look as a style sheet, and the logo in place of its name."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from content.pictures import Picture, Size, picture
from content.site_settings.models import Brand, Typeface
from ticketing.house.models import House

# As high as the bar on top lets it be, and twice that for fine screens.
LOGO: Final = Size("max-320x48", "max-640x96", "20rem")
HAN: Final = (
    '"PingFang SC","HarmonyOS Sans SC","MiSans","Noto Sans CJK SC","Noto Sans SC",'
    '"Microsoft YaHei"'
)
HAN_SERIF: Final = '"Songti SC","Noto Serif CJK SC","Source Han Serif SC","SimSun"'
# Titles in letters that have no narrow cut are neither as heavy nor as tight.
PLAIN_TITLES: Final = "--w-display:750;--wd-display:100%"
SHEETS: Final[dict[str, str]] = {
    Typeface.PLAIN: (
        f":root,[lang|=zh]{{--font:system-ui,{HAN},sans-serif;{PLAIN_TITLES}}}"
    ),
    Typeface.SERIF: (
        ":root,[lang|=zh]{--w-display:700;--wd-display:100%;--track-display:-.01em}"
        "h1,h2,h3,.wordmark{font-family:"
        f'Georgia,"Noto Serif","DejaVu Serif",{HAN_SERIF},serif}}'
    ),
}


@dataclass(frozen=True, slots=True)
class Look:
    """`sheet` is the style sheet; `version` changes with it."""

    sheet: str
    version: str
    logo: Picture | None
    # Whether pages are set in Archivo, which is then asked for first.
    has_archivo: bool


def look_of(house: House, brand: Brand | None) -> Look:
    """Put the look together; asks for the logo's cut versions."""
    typeface = brand.typeface if brand else Typeface.ARCHIVO
    colours = f":root{{--accent:{house.accent};--on-accent:{house.on_accent}}}"
    sheet = colours + SHEETS.get(typeface, "") + "\n"
    version = sha256(sheet.encode()).hexdigest()[:8]
    image = brand.logo if brand else None
    return Look(
        sheet=sheet,
        version=version,
        logo=picture(image, LOGO) if image else None,
        has_archivo=typeface != Typeface.PLAIN,
    )
