"""How well one colour is read on another, as WCAG 2 measures it."""

from typing import Final

LEAST: Final = 4.5
_LINEAR_UP_TO: Final = 0.04045


def contrast(first: str, second: str) -> float:
    """From 1 to 21; both colours as #rrggbb."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    if part <= _LINEAR_UP_TO:
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)
