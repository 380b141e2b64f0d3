"""How giving back by two people is refused."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class WaitsForAnother(Refusal):
    code = "waits_for_another"
    status = 409
    sentence = _("Something of this order waits for a second person already.")


class NotYourOwnRequest(Refusal):
    code = "not_your_own_request"
    sentence = _("Somebody else has to confirm what you asked for.")


class RequestDecided(Refusal):
    code = "request_decided"
    status = 409
    sentence = _("This has been decided on already.")


class TooMuchAlone(Refusal):
    """An exchange that gives more back than one person may."""

    code = "too_much_alone"
    sentence = _(
        "More goes back than one person may give. Take the tickets back instead: a"
        " second person confirms it."
    )
