"""A member's own dues."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from ground.api.errors import Error
from members.api_auth import caller, signed_in
from members.models import TokenScope
from members.services import personal_account
from ticketing.checkout.api import answers, schemas
from ticketing.dues.models import Due
from ticketing.dues.standing import Standing, paid_dues, standing_of

router = Router(tags=["orders"])
MOST = 100


class OwedOut(Schema):
    """`stage` is one of ahead, grace, resting; `next_at` is when the next one comes.

    After *resting* the level is lost. `page` is where it is paid.
    """

    level: schemas.Names
    stage: str
    due_at: datetime | None
    next_at: datetime | None
    total: schemas.Money
    currency: str
    order: str
    page: str


class PaidOut(Schema):
    level: schemas.Names
    paid_at: datetime | None
    total: schemas.Money
    currency: str
    order: str


class DuesOut(Schema):
    owed: OwedOut | None
    paid: list[PaidOut]


@router.get(
    "/me/dues",
    response={200: DuesOut, 401: Error},
    auth=signed_in(TokenScope.READ_ORDERS),
    summary="What the person owes for their level, and what they paid",
)
def own_dues(request: HttpRequest) -> DuesOut:
    user = caller(request)
    if user is None:
        raise Http404
    account = personal_account(user)
    paid = [_paid(due) for due in paid_dues(account, MOST)]
    owed = standing_of(account, timezone.now())
    return DuesOut(owed=_owed(owed) if owed else None, paid=paid)


def _owed(found: Standing) -> OwedOut:
    due, order = found.due, found.order
    return OwedOut(
        level=answers.names(due.level),
        stage=found.stage,
        due_at=due.begins_at,
        next_at=found.next_at,
        total=order.total,
        currency=order.currency,
        order=order.number,
        page=answers.page_of(order),
    )


def _paid(due: Due) -> PaidOut:
    order = due.order
    if order is None:
        raise Http404
    return PaidOut(
        level=answers.names(due.level),
        paid_at=due.paid_at,
        total=order.total,
        currency=order.currency,
        order=order.number,
    )
