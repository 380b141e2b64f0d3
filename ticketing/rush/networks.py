"""Which network a visitor comes from."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

# What one customer of a provider has: a small block, or one line of IPv6.
_PREFIX: Final = {4: 24, 6: 64}
_LINE: Final = {4: 32, 6: 64}


def network_of(request: HttpRequest) -> str:
    """Return the /24 or /64 of the address; empty where it says nothing.

    Addresses of this machine and of private networks say nothing: a proxy that
    the settings do not know of makes every visitor come from one of them.
    """
    return _block(request, _PREFIX)


def line_of(request: HttpRequest) -> str:
    """Return the address, or its /64; empty where `network_of` is."""
    return _block(request, _LINE)


def _block(request: HttpRequest, prefixes: Mapping[int, int]) -> str:
    try:
        address = ip_address(address_of(request))
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    if not address.is_global:
        return ""
    return str(ip_network(f"{address}/{prefixes[address.version]}", strict=False))


def address_of(request: HttpRequest) -> str:
    return address_in(request.META)


def address_in(meta: Mapping[str, Any]) -> str:
    """The visitor's own address, as far as our proxies tell it."""
    told: str = meta.get("REMOTE_ADDR", "")
    proxies: int = settings.MARQUEE_PROXIES
    if not proxies:
        return told
    chain = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return chain[-proxies].strip() if len(chain) >= proxies else told
