"""How a step after a dispute is refused."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class NoLostDispute(Refusal):
    code = "no_lost_dispute"
    status = 409
    sentence = _("No dispute of this order was lost.")
