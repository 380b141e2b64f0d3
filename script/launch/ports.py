"""A port to listen on: free, or named with one that is."""

import errno
import os
import socket

from launch.failures import CannotGoOn

TRIES = 50


def require_free(host: str, port: int) -> None:
    """Refuse a port that is taken, naming a free one, or that may not be used."""
    try:
        if is_free(host, port):
            return
    except PermissionError:
        raise CannotGoOn(
            f"Port {port} may only be used by an administrator; try --port 8000."
        ) from None
    except OSError as error:
        raise CannotGoOn(
            f"{host} is no address of this machine ({error.strerror or error})."
        ) from None
    free = next_free(host, port)
    advice = f"; port {free} is free: --port {free}" if free else ""
    raise CannotGoOn(f"Port {port} is taken by another program{advice}.")


def next_free(host: str, port: int) -> int | None:
    """Return the first free port above the given one, if one is near."""
    for candidate in range(port + 1, min(port + TRIES, 65535) + 1):
        if is_free(host, candidate):
            return candidate
    return None


def is_free(host: str, port: int) -> bool:
    """Try to take the port, and to reach whoever may have it under another name."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as listener:
        if os.name == "posix":
            # A port that its last owner left seconds ago counts as free.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return not answers(host, port)


def answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((reachable(host), port), timeout=1):
            return True
    except OSError:
        return False


def reachable(host: str) -> str:
    """Return the address under which this machine reaches what listens there."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def address(host: str, port: int) -> str:
    """Return the site's address as a browser on this machine writes it."""
    name = reachable(host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
