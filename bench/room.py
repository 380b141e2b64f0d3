"""What a waiting room costs: polls of its status, and joining.

A million have joined and the order is drawn. Clients on kept connections ask for
the status document, then for a static file of about the same size from the same
server, in turns; then they join. All on PostgreSQL with two web processes, client
included: what is said per second is what these cores do together. CPU is the web
server's and the database's.
"""

import json
import multiprocessing
import os
import socket
import statistics
import sys
import time

import psutil

from bench._servers import ROOT, Site, environment_on_postgresql, site
from bench.purchase import make_performance

JOINED = 1_000_000
CLIENTS = 2
# Each client has so many requests under way on one connection.
PIPELINE = 8
SECONDS = 4.0
ROUNDS = 3
REFUSED = 400
STATIC = "/static/check_draw.py"


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    with environment_on_postgresql() as environment:
        os.environ.update(environment)
        performance = make_performance(seats=500)
        make_room(performance)
        with site(environment, threads=4, processes=2) as running:
            print(json.dumps(measure(running, performance, seconds)))


def make_room(performance_id: int) -> None:
    """A room that was drawn among a million; the door moves by itself."""
    from django.utils import timezone  # noqa: PLC0415 after django.setup()

    from ticketing.rush import room_steps, rooms  # noqa: PLC0415
    from ticketing.rush.models import RoomCounter  # noqa: PLC0415

    now = timezone.now()
    plan = rooms.RoomPlan(now, 10, None)
    room = rooms.set_room(performance_id, plan, actor="bench", now=now)
    RoomCounter.objects.filter(room=room).update(joined=JOINED)
    room_steps.take_steps(performance_id, now=now)


def measure(running: Site, performance: int, seconds: float) -> dict[str, float]:
    status = _get(f"/rooms/{performance}/status.json")
    file = _get(STATIC)
    for warm_up in (status, file):
        load(running, warm_up, 0.5)
    before = memory(running)
    polls, files = [], []
    for _ in range(ROUNDS):
        polls.append(load(running, status, seconds / ROUNDS))
        files.append(load(running, file, seconds / ROUNDS))
    joins = load(running, _join(performance), seconds)
    again = load(running, status, 1.0)
    return {
        "joined": JOINED,
        **_summary("polls", polls),
        **_summary("static", files),
        "polls_to_static": round(
            statistics.median(p["rate"] for p in polls)
            / statistics.median(f["rate"] for f in files),
            2,
        ),
        "status_bytes": size_of(running, status),
        "static_bytes": (ROOT / STATIC.lstrip("/")).stat().st_size,
        **_summary("joins", [joins]),
        "joined_more": joins["count"],
        "errors": sum(r["errors"] for r in [*polls, *files, joins, again]),
        "memory_mb": round(before, 1),
        "memory_growth_mb": round(memory(running) - before, 1),
    }


def _summary(name: str, runs: list[dict[str, float]]) -> dict[str, float]:
    return {
        f"{name}_per_s": round(statistics.median(r["rate"] for r in runs)),
        f"{name}_cpu_us": round(statistics.median(r["cpu_us"] for r in runs)),
    }


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def _join(performance: int) -> bytes:
    return (
        f"POST /rooms/{performance}/join/ HTTP/1.1\r\nHost: localhost\r\n"
        "Accept: application/json\r\nContent-Length: 0\r\n\r\n"
    ).encode()


def load(running: Site, request: bytes, seconds: float) -> dict[str, float]:
    """Send the request again and again from several processes."""
    cpu = running.cpu_seconds()
    context = multiprocessing.get_context("fork")
    with context.Pool(CLIENTS) as pool:
        begun = time.perf_counter()
        each = [(running.port, request, seconds)] * CLIENTS
        counts = pool.starmap(client, each)
        took = time.perf_counter() - begun
    count = sum(n for n, _errors in counts)
    return {
        "count": count,
        "rate": count / took,
        "cpu_us": 1e6 * (running.cpu_seconds() - cpu) / max(1, count),
        "errors": sum(errors for _n, errors in counts),
    }


def client(port: int, request: bytes, seconds: float) -> tuple[int, int]:
    """Keep requests under way on several connections; count what is answered."""
    wires = [socket.create_connection(("127.0.0.1", port)) for _ in range(PIPELINE)]
    count = errors = 0
    until = time.perf_counter() + seconds
    for wire in wires:
        wire.sendall(request)
    while time.perf_counter() < until:
        for wire in wires:
            status = answer(wire)
            count += 1
            errors += status >= REFUSED
            wire.sendall(request)
    for wire in wires:
        answer(wire)
        wire.close()
    return count + len(wires), errors


def answer(wire: socket.socket) -> int:
    """Read one whole answer; returns its status."""
    said = wire.recv(65536)
    while b"\r\n\r\n" not in said:
        said += wire.recv(65536)
    head, _gap, body = said.partition(b"\r\n\r\n")
    length = _length(head.lower())
    while (len(body) < length) if length is not None else b"0\r\n\r\n" not in body:
        body += wire.recv(65536)
    return int(head[9:12])


def _length(head: bytes) -> int | None:
    name = b"content-length:"
    if name not in head:
        return None
    return int(head.split(name, 1)[1].split(b"\r\n", 1)[0])


def size_of(running: Site, request: bytes) -> int:
    with socket.create_connection(("127.0.0.1", running.port)) as wire:
        wire.sendall(request)
        said = wire.recv(65536)
    return len(said.partition(b"\r\n\r\n")[2])


def memory(running: Site) -> float:
    """Megabytes of the web processes that nothing else has."""
    processes = [running.web, *running.web.children(recursive=True)]
    found = 0.0
    for process in processes:
        try:
            found += process.memory_full_info().uss / 1e6
        except psutil.NoSuchProcess:
            continue
    return found


if __name__ == "__main__":
    main()
