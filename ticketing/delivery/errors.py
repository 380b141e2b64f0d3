"""How delivery says no."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class DeliveryNotPossible(Refusal):
    """The chosen way of delivery is not for this basket or address."""

    code = "delivery_not_possible"
    sentence = _("%(method)s can’t be chosen. %(why)s")


class AddressWrong(Refusal):
    """The address is not as the country that it is in writes it."""

    code = "address_wrong"
    sentence = _("The address is not right. %(why)s")


class AddressMissing(Refusal):
    """The chosen way of delivery needs an address."""

    code = "address_missing"
    sentence = _("Write the address that the tickets go to.")
