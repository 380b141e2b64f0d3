"""How free tickets are refused."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class TooManyComps(Refusal):
    """More free tickets than the house gives for one performance."""

    code = "too_many_comps"
    sentence = _(
        "The house gives %(most)s free tickets for one performance; %(left)s are left."
    )


class SecondPersonNeeded(Refusal):
    """Who asked for free tickets can't approve them."""

    code = "second_person_needed"
    sentence = _("Somebody else has to approve free tickets that you asked for.")


class CompDecided(Refusal):
    code = "comp_decided"
    status = 409
    sentence = _("These free tickets have been decided on already.")


class NoEmailDelivery(Refusal):
    """Free tickets go by e-mail; the house has no such way of delivery."""

    code = "no_email_delivery"
    sentence = _("No way of delivery without costs is active: make one first.")
