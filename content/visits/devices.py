"""What somebody reads on, by the words that the browser says of itself."""

from functools import lru_cache
from typing import Final

from content.visits.models import Device

TABLETS: Final = ("ipad", "tablet", "kindle", "silk/", "playbook")
PHONES: Final = ("mobi", "iphone", "ipod", "windows phone", "opera mini", "ucweb")


@lru_cache(maxsize=2000)
def device_of(agent: str) -> Device:
    """Name the device; an iPad that says it is a Mac is taken at its word."""
    said = agent.lower()
    if any(word in said for word in TABLETS):
        return Device.TABLET
    if any(word in said for word in PHONES):
        return Device.PHONE
    # Android says “Mobile” on a phone, and on nothing larger.
    return Device.TABLET if "android" in said else Device.DESKTOP
