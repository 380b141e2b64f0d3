"""How delivery says no."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class DeliveryNotPossible(Refusal):
    """The chosen way of delivery is not for this basket or address."""

    code = "delivery_not_possible"
    sentence = _("%(method)s can’t be chosen. %(why)s")


class NothingToPack(Refusal):
    """The order is not paid any more, or all its tickets were given back."""

    code = "nothing_to_pack"
    status = 409
    sentence = _("There is no valid ticket to pack.")


class NotThatStep(Refusal):
    """The parcel is not where that step begins; somebody may have been faster."""

    code = "not_that_step"
    status = 409
    sentence = _("A parcel that is “%(before)s” can’t become “%(after)s”.")


class NothingToProve(Refusal):
    """What has not left the house can't have come anywhere."""

    code = "nothing_to_prove"
    status = 409
    sentence = _("A proof can be kept once the parcel has left the house.")


class ProofsFull(Refusal):
    """There are as many documents as anybody needs."""

    code = "proofs_full"
    status = 409
    sentence = _("A parcel has at most %(most)s proofs: take one away first.")


class NumberTaken(Refusal):
    """Another parcel of that carrier has the number."""

    code = "number_taken"
    status = 409
    sentence = _("Parcel %(order)s has this tracking number already.")


class NumberByHand(Refusal):
    """The carrier has no connection that gives numbers."""

    code = "number_by_hand"
    sentence = _("%(carrier)s gives no numbers by itself: type or scan them.")


class NumbersOverlap(Refusal):
    """Some of these numbers are in another roll or stack."""

    code = "numbers_overlap"
    status = 409
    sentence = _("Some of these numbers are registered already.")


class StockTooShort(Refusal):
    """The roll or stack has fewer blanks left; no number was used."""

    code = "stock_too_short"
    status = 409
    sentence = _("%(left)s blanks are left there, and %(count)s are needed.")


class AlreadyPrinted(Refusal):
    """Every valid ticket of the chosen parcels is on a blank."""

    code = "already_printed"
    status = 409
    sentence = _(
        "All these tickets are printed. What was spoiled can be printed once more,"
        " after it is written down."
    )


class AddressWrong(Refusal):
    """The address is not as the country that it is in writes it."""

    code = "address_wrong"
    sentence = _("The address is not right. %(why)s")


class AddressMissing(Refusal):
    """The chosen way of delivery needs an address."""

    code = "address_missing"
    sentence = _("Write the address that the tickets go to.")
