"""What happens to money later; tasks may run twice without harm."""

from django.utils import timezone

from ground.tasks import later
from ticketing.payments import services


@later("money")
def pay_back(refund_id: int) -> None:
    """Ask the gateway for a refund until it has answered."""
    services.carry_out_refund(refund_id, now=timezone.now())
