"""Whether an order is bound by the terms for giving back that its buyer has read."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from ticketing.checkout.errors import TermsChanged
from ticketing.checkout.selectors import CartContents
from ticketing.orders.models import OrderLine
from ticketing.returns.selectors import ladder_of


def terms_of(show_id: int) -> dict[str, Any]:
    """What giving back costs, as it is written on an order; empty: it can't be."""
    ladder = ladder_of(show_id)
    return ladder.as_json() if ladder else {}


def sign_of_basket(contents: CartContents) -> str:
    """A short text for the terms of what is held; the page sends it along."""
    shows = {group.performance.show_id for group in contents.groups if group.held}
    return _sign({show: terms_of(show) for show in shows})


def check_terms(lines: Iterable[OrderLine], told: str) -> None:
    """Compare what is frozen; empty was not told. Raises TermsChanged."""
    if told and told != _sign(
        {
            line.performance.show_id: line.refund_terms
            for line in lines
            if line.performance
        }
    ):
        raise TermsChanged


def _sign(terms: Mapping[int, dict[str, Any]]) -> str:
    plain = json.dumps(sorted(terms.items()), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
