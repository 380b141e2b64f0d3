"""A small Stripe on this machine: the life of a hosted page, over real HTTP.

Knows Checkout Sessions and refunds, idempotency keys, and how to fall silent.
Its answers have the shapes of Stripe's own description (`test_stripe_mock`).
"""

import itertools
import json
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qsl, urlsplit

from stripe import WebhookSignature

from tests.payments.fake_disputes import read_dispute
from tests.payments.fake_refusal import Refused

SECRET_KEY = "sk_test_marquee"
WEBHOOK_SECRET = "whsec_marquee"
LEAST_LIFE = 30 * 60


def tree(pairs):
    """Read `line_items[0][price_data][currency]=cny` as nested dictionaries."""
    root = {}
    for name, value in pairs:
        *path, last = name.replace("]", "").split("[")
        node = root
        for part in path:
            node = node.setdefault(part, {})
        node[last] = value
    return root


@dataclass
class Bank:
    """What Stripe knows; `now` is its clock, in seconds."""

    now: int = 0
    sessions: dict = field(default_factory=dict)
    intents: dict = field(default_factory=dict)
    charges: dict = field(default_factory=dict)
    refunds: dict = field(default_factory=dict)
    disputes: dict = field(default_factory=dict)
    answered: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)
    # What goes wrong with the next requests: "before", "after", "slow", a status.
    faults: list = field(default_factory=list)
    refund_status: str = "succeeded"
    numbers: object = field(default_factory=lambda: itertools.count(1))

    def _new_id(self, kind):
        return f"{kind}_{next(self.numbers):06}"

    def create_session(self, asked):
        expires_at = int(asked["expires_at"])
        if expires_at < self.now + LEAST_LIFE:
            raise Refused("expires_at must be at least 30 minutes from now")
        items = asked["line_items"].values()
        currency = {item["price_data"]["currency"] for item in items}
        total = sum(
            int(item["quantity"]) * int(item["price_data"]["unit_amount"])
            for item in items
        )
        session_id = self._new_id("cs_test")
        session = {
            "id": session_id,
            "object": "checkout.session",
            "amount_subtotal": total,
            "amount_total": total,
            "cancel_url": asked["cancel_url"],
            "client_reference_id": asked["client_reference_id"],
            "created": self.now,
            "currency": currency.pop(),
            "customer_email": asked["customer_email"],
            "expires_at": expires_at,
            "livemode": False,
            "locale": asked["locale"],
            "metadata": asked["metadata"],
            "mode": asked["mode"],
            "payment_intent": None,
            "payment_status": "unpaid",
            "status": "open",
            "success_url": asked["success_url"],
            "url": f"https://checkout.stripe.com/c/pay/{session_id}",
        }
        self.sessions[session_id] = session
        return session

    def read_session(self, session_id, asked):
        session = self._known(session_id)
        if session["status"] == "open" and session["expires_at"] <= self.now:
            session.update(status="expired", url=None)
        intent = self.intents.get(session["payment_intent"])
        wanted = list(asked.get("expand", {}).values())
        if intent and wanted == ["payment_intent.latest_charge"]:
            charge = self.charges.get(intent["latest_charge"])
            intent = {**intent, "latest_charge": charge}
            return {**session, "payment_intent": intent}
        return session

    def expire_session(self, session_id):
        session = self._known(session_id)
        if session["status"] != "open":
            raise Refused("Only Checkout Sessions with a status in [open] can be")
        session.update(status="expired", url=None)
        return session

    def create_refund(self, asked):
        intent = self.intents.get(asked["payment_intent"])
        if intent is None:
            raise Refused("No such payment_intent", status=404, code="resource_missing")
        amount = int(asked["amount"])
        if amount > intent["amount_received"] - self.went_back(intent["id"]):
            raise Refused("Refund amount is greater than unrefunded amount")
        refund = {
            "id": self._new_id("re"),
            "object": "refund",
            "amount": amount,
            "created": self.now,
            "currency": intent["currency"],
            "metadata": asked["metadata"],
            "payment_intent": intent["id"],
            "status": self.refund_status,
        }
        self.refunds[refund["id"]] = refund
        return refund

    def read_refund(self, refund_id):
        if refund_id not in self.refunds:
            raise Refused("No such refund", status=404, code="resource_missing")
        return self.refunds[refund_id]

    def list_refunds(self, asked):
        rows = [
            refund
            for refund in self.refunds.values()
            if refund["payment_intent"] == asked["payment_intent"]
        ]
        return {
            "object": "list",
            "data": rows,
            "has_more": False,
            "url": "/v1/refunds",
        }

    def went_back(self, intent_id):
        return sum(
            refund["amount"]
            for refund in self.refunds.values()
            if refund["payment_intent"] == intent_id and refund["status"] != "failed"
        )

    def _known(self, session_id):
        if session_id not in self.sessions:
            raise Refused(
                "No such checkout.session", status=404, code="resource_missing"
            )
        return self.sessions[session_id]

    # What the buyer does on the hosted page.

    def pay(
        self, session_id, *, amount=None, currency=None, status="succeeded", way=None
    ):
        session = self.sessions[session_id]
        if amount is not None:
            session["amount_total"] = amount
        session["currency"] = currency or session["currency"]
        session["status"], session["url"] = "complete", None
        if status == "succeeded":
            session["payment_status"] = "paid"
        intent_id = self._new_id("pi")
        session["payment_intent"] = intent_id
        paid = session["amount_total"] if status == "succeeded" else 0
        self.intents[intent_id] = {
            "id": intent_id,
            "object": "payment_intent",
            "amount": session["amount_total"],
            "amount_received": paid,
            "currency": session["currency"],
            "latest_charge": self._charge(way) if paid else None,
            "metadata": session["metadata"],
            "status": status,
        }

    def settle_later(self, session_id, *, paid):
        """What a slow way to pay says in the end."""
        session = self.sessions[session_id]
        intent = self.intents[session["payment_intent"]]
        if paid:
            session["payment_status"] = "paid"
            intent.update(status="succeeded", amount_received=intent["amount"])
            intent["latest_charge"] = self._charge(("alipay", {"fingerprint": "a1"}))
        else:
            intent["status"] = "requires_payment_method"

    def _charge(self, way):
        """`way` is a kind of payment method with what is known of it."""
        kind, known = way or ("card", {"fingerprint": self._new_id("card")})
        charge_id = self._new_id("ch")
        self.charges[charge_id] = {
            "id": charge_id,
            "object": "charge",
            "payment_method_details": {"type": kind, kind: known},
        }
        return charge_id

    def event(self, kind, thing, **fields):
        return {
            "id": self._new_id("evt"),
            "object": "event",
            "type": kind,
            "created": self.now,
            "livemode": False,
            "data": {"object": thing},
            **fields,
        }

    def answer(self, method, path, asked, key):
        """Answer one request; the same key gives the same answer again."""
        if not key:
            return self._route(method, path, asked)
        before = self.answered.get(key)
        if before is None:
            answer = json.loads(json.dumps(self._route(method, path, asked)))
            self.answered[key] = (path, asked, answer)
            return answer
        if before[:2] != (path, asked):
            raise Refused("Keys for idempotent requests", kind="idempotency_error")
        return before[2]

    def _route(self, method, path, asked):
        parts = path.removeprefix("/v1/").split("/")
        match (method, *parts):
            case ("POST", "checkout", "sessions"):
                return self.create_session(asked)
            case ("GET", "checkout", "sessions", session_id):
                return self.read_session(session_id, asked)
            case ("POST", "checkout", "sessions", session_id, "expire"):
                return self.expire_session(session_id)
            case ("POST", "refunds"):
                return self.create_refund(asked)
            case ("GET", "refunds"):
                return self.list_refunds(asked)
            case ("GET", "refunds" | "disputes" as kind, key):
                refund = kind == "refunds"
                return self.read_refund(key) if refund else read_dispute(self, key)
        raise Refused(f"Unrecognized request URL ({method}: {path}).", status=404)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        self._handle(urlsplit(self.path).query)

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        self._handle(self.rfile.read(length).decode())

    def log_message(self, *_args):
        pass

    def _handle(self, text):
        fake = self.server.fake
        asked = tree(parse_qsl(text, keep_blank_values=True))
        path = urlsplit(self.path).path
        key = self.headers.get("Idempotency-Key")
        with fake.lock:
            fault = fake.bank.faults.pop(0) if fake.bank.faults else ""
            fake.bank.requests.append((self.command, path, asked, key))
            if fault in {"", "after"}:
                status, body = self._answer(path, asked, key)
        if fault in {"before", "after"}:
            self.close_connection = True
        elif fault == "slow":
            time.sleep(fake.slow_seconds)
            self.close_connection = True
        elif fault:
            self._send(fault, {"error": {"message": "Try later", "type": "api_error"}})
        else:
            self._send(status, body)

    def _answer(self, path, asked, key):
        bank = self.server.fake.bank
        if self.headers.get("Authorization") != f"Bearer {SECRET_KEY}":
            return 401, {"error": {"message": "Invalid API Key", "type": "x"}}
        try:
            return 200, bank.answer(self.command, path, asked, key)
        except Refused as refusal:
            return refusal.status, refusal.body

    def _send(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class FakeStripe:
    """The server with its bank; `begin_anew` empties it between tests."""

    slow_seconds = 1.0

    def __init__(self):
        self.lock = Lock()
        self.bank = Bank()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.fake = self
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_args):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def begin_anew(self, now):
        self.bank = Bank(now=int(now.timestamp()))
        return self.bank


def signed(event, *, secret=WEBHOOK_SECRET, at=None):
    """Return the body of a notice and its signature, as Stripe sends them."""
    body = json.dumps(event, ensure_ascii=False)
    return body.encode(), WebhookSignature.generate_signature_header(
        body, secret, at or int(time.time())
    )
