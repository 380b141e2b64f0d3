"""How much of a page comes over the wire: itself, its styles, its scripts."""

import gzip
import http.client
import re
from typing import Final

STYLE: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
SCRIPT: Final = re.compile(r'<script[^>]*\ssrc="([^"]+)"')
LEVEL: Final = 9


def weights(port: int, address: str) -> dict[str, float]:
    """Kilobytes, compressed as production serves them."""
    page = fetch(port, address)
    html = page.decode()
    return {
        "html_kb": kilobytes([page]),
        "css_kb": kilobytes([fetch(port, one) for one in STYLE.findall(html)]),
        "js_kb": kilobytes([fetch(port, one) for one in SCRIPT.findall(html)]),
    }


def kilobytes(files: list[bytes]) -> float:
    return round(sum(len(gzip.compress(one, LEVEL)) for one in files) / 1000, 1)


def fetch(port: int, address: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address, headers={"Host": f"localhost:{port}"})
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status != http.client.OK:
        message = f"{address} answered {answer.status}"
        raise RuntimeError(message)
    return said
