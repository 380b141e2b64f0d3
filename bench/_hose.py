"""A client that costs next to nothing: it asks for one page, on many connections.

It shares the machine with what it measures: it sends the same bytes again and again,
and reads no more of an answer than its status and its length.
"""

import selectors
import socket
import time
from dataclasses import dataclass, field
from typing import Final

CONNECTIONS: Final = 16
MOST: Final = 262_144


@dataclass
class Line:
    """One connection, kept open: what has come of the answer that it waits for."""

    socket: socket.socket
    said: bytearray = field(default_factory=bytearray)

    def is_through(self) -> bool:
        """Read what is there; say whether the whole answer has come."""
        self.said += self.socket.recv(MOST)
        head, _, body = bytes(self.said).partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head[:200].decode(errors="replace"))
        length = head.lower().partition(b"content-length:")[2].partition(b"\r")[0]
        if len(body) < int(length):
            return False
        self.said.clear()
        return True


def requests_per_second(port: int, address: str, *, seconds: float) -> float:
    """Ask for the address on all connections at once for so long."""
    request = (
        f"GET {address} HTTP/1.1\r\nHost: localhost:{port}\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Firefox/142.0\r\n"
        "Accept-Encoding: gzip, br\r\n\r\n"
    ).encode()
    with selectors.DefaultSelector() as ready:
        for _ in range(CONNECTIONS):
            opened = socket.create_connection(("127.0.0.1", port))
            ready.register(opened, selectors.EVENT_READ, Line(opened))
            opened.sendall(request)
        answered, began = 0, time.perf_counter()
        while (took := time.perf_counter() - began) < seconds:
            for key, _events in ready.select(timeout=1):
                if key.data.is_through():
                    answered += 1
                    key.data.socket.sendall(request)
        for key in list(ready.get_map().values()):
            key.data.socket.close()
    return answered / took
