"""A page with a seat map and nothing else: the scripts and styles, without Django."""

import json
import math
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STYLES = ("tokens", "base", "parts", "frame", "forms", "shows", "booking", "seatmap")
POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'"
TIERS = [
    {"id": 1, "code": "A", "name": "Best", "price": "¥1,080"},
    {"id": 2, "code": "B", "name": "Good", "price": "¥680"},
]
TEXTS = {
    "map": "Seat map",
    "tiers": "Show one price",
    "larger": "Larger",
    "smaller": "Smaller",
    "fit": "Whole map",
    "seat": "{section}, row {row}, seat {seat}, {price}",
    "restricted": "restricted view",
    "wheelchair": "wheelchair place",
    "companion": "companion place",
    "comma": ", ",
    "none": "No seat chosen yet",
    "total_one": "1 seat, {total}",
    "total_many": "{count} seats, {total}",
    "remove": "Remove {seat}",
    "taken": "{seat} has just been taken.",
    "max": "You can choose {max} seats at most.",
    "held": "This seat is in your basket.",
    "know": "I know that not all can be seen.",
    "photo": "The view from {seat}",
    "free": "{count} free",
    "gone": "Sold out",
    "failed": "The map could not be loaded.",
}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Seats</title>
{styles}
<script type="module" src="/static/js/seatmap.js"></script>
<script type="module" src="/static/js/clock.js"></script></head>
<body><main class="wrap"><h1>Seats</h1>
<p data-clock data-until="{until}" data-now="{now}" data-say-5="Five minutes left."
   data-say-0="Over."><b data-clock-time role="timer"></b>
   <span data-clock-say aria-live="polite"></span></p>
<form id="seat-form" method="post" action="#">
<div class="map" data-seatmap hidden data-geometry="/plan.json"
  data-places="/places.json" data-form="seat-form" data-max="4"
  data-held-places="{held}" data-texts='{texts}'></div>
<section class="list" aria-label="List">{rows}</section></form>
<p data-chosen-summary></p></main></body></html>"""
ROW = """<label class="list__row"><input type="checkbox" name="place" value="{place}"
 data-seat="{seat}" data-tier="1"><i class="ta">A</i><span>seat {seat}</span></label>"""


def rows_of(count, each, apart):
    """Curved rows, `apart`, of seats numbered through, 10 units apart."""
    for row in range(count):
        radius = 400 + apart * row
        angles = [(i - (each - 1) / 2) * 10 / radius for i in range(each)]
        yield [
            [
                row * each + i + 1,
                str(i + 1),
                round(radius * math.sin(a), 1),
                round(radius * math.cos(a) - 400, 1),
                round(-math.degrees(a), 1),
                1 if i == 0 else 0,
            ]
            for i, a in enumerate(angles)
        ]


@dataclass
class DrawnHall:
    """Seats 1…n in rows; every seat's place is its number plus 1,000."""

    rows: int = 3
    each: int = 5
    apart: int = 11
    sections: int = 1
    taken: set[int] = field(default_factory=set)
    listed: tuple[int, ...] = ()
    held: str = ""
    now: str = "2026-11-27T12:00:00Z"
    until: str = "2026-11-27T12:11:24Z"
    address: str = ""

    def plan(self):
        rows = list(rows_of(self.rows, self.each, self.apart))
        x = [seat[2] for row in rows for seat in row]
        y = [seat[3] for row in rows for seat in row]
        left, top = min(x) - 20, min(y) - 60
        return {
            "box": [left, top, max(x) - left + 20, max(y) - top + 20],
            "stage": {
                "d": f"M-40 {top + 5}h80v15h-80z",
                "x": 0,
                "y": top + 15,
                "label": "Stage",
            },
            "outlines": [],
            "sections": [
                {"id": n + 1, "name": self._name(n), "kind": "seated", "x": 0, "y": -12}
                for n in range(self.sections)
            ],
            "rows": [
                {
                    "section": i * self.sections // self.rows + 1,
                    "row": chr(65 + i),
                    "seats": seats,
                }
                for i, seats in enumerate(rows)
            ],
            "views": {self.each + 1: ["a pillar", "/static/favicon.svg"]},
        }

    def _name(self, number):
        return "Stalls" if self.sections == 1 else f"Block {number + 1}"

    def places(self):
        seats = set(range(1, self.rows * self.each + 1)) - self.taken
        free = {seat: [seat + 1000, 1 if seat <= self.each else 2] for seat in seats}
        return {"at": self.now, "tiers": TIERS, "seats": free}

    def page(self):
        link = '<link rel="stylesheet" href="/static/css/{}.css">'
        return PAGE.format(
            styles="".join(link.format(style) for style in STYLES),
            texts=json.dumps(TEXTS),
            rows="".join(ROW.format(seat=s, place=s + 1000) for s in self.listed),
            held=self.held,
            now=self.now,
            until=self.until,
        )


class _Server(ThreadingHTTPServer):
    # A page asks for a dozen files at once; more than five waiting were reset.
    request_queue_size = 64


class _Answer(SimpleHTTPRequestHandler):
    def __init__(self, hall, *request):
        self.hall = hall
        super().__init__(*request, directory=ROOT)

    def do_GET(self):
        made = {
            "/": ("text/html", self.hall.page),
            "/plan.json": ("application/json", self.hall.plan),
            "/places.json": ("application/json", self.hall.places),
            "/favicon.ico": ("image/x-icon", str),
        }.get(self.path)
        if made is None:
            return super().do_GET()
        kind, content = made[0], made[1]()
        text = content if isinstance(content, str) else json.dumps(content)
        return self._send(kind, text.encode())

    def _send(self, kind, body):
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_):
        """Say nothing: the test tells what went wrong."""


@contextmanager
def shown(hall, page):
    """The hall behind an address on this machine, `hall.address`.

    `page` leaves it before the server goes: what the map still asks would be
    reset, and a page that was asked about its faults would tell of one.
    """
    server = _Server(("127.0.0.1", 0), partial(_Answer, hall))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    hall.address = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield hall
    finally:
        page.goto("about:blank")
        server.shutdown()
        server.server_close()
        thread.join()
