"""Disputes of the small Stripe: opened by a buyer's bank, decided by it."""

from tests.payments.fake_refusal import Refused


def open_dispute(bank, session_id, *, amount=None, status="needs_response"):
    """The bank takes the money, unless `status` is a mere question's."""
    intent = bank.intents[bank.sessions[session_id]["payment_intent"]]
    dispute = {
        "id": bank._new_id("du"),
        "object": "dispute",
        "amount": amount or intent["amount"],
        "balance_transactions": [],
        "charge": intent["latest_charge"],
        "created": bank.now,
        "currency": intent["currency"],
        "evidence_details": {
            "due_by": bank.now + 7 * 86400,
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": intent["id"],
        "reason": "fraudulent",
        "status": status,
    }
    bank.disputes[dispute["id"]] = dispute
    if not status.startswith("warning"):
        _move(bank, dispute, -dispute["amount"])
    return dispute


def decide(bank, dispute, status):
    """`won`, `lost` or `warning_closed`; what was won is given back."""
    dispute["status"] = status
    if status == "won":
        _move(bank, dispute, dispute["amount"])


def read_dispute(bank, dispute_id):
    dispute = bank.disputes.get(dispute_id)
    if dispute is None:
        raise Refused("No such dispute", status=404, code="resource_missing")
    return {**dispute, "payment_intent": bank.intents[dispute["payment_intent"]]}


def _move(bank, dispute, amount):
    dispute["balance_transactions"].append(
        {
            "id": bank._new_id("txn"),
            "object": "balance_transaction",
            "amount": amount,
            "currency": dispute["currency"],
        }
    )
