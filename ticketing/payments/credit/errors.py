"""How credit says no."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class GiftCardUnknown(Refusal):
    """No card has that code, or it is blocked; which of them is not told."""

    code = "gift_card_unknown"
    sentence = _("No gift card has this code. Look at it once more.")


class GiftCardOver(Refusal):
    code = "gift_card_over"
    sentence = _("This gift card was valid until %(day)s.")


class GiftCardEmpty(Refusal):
    code = "gift_card_empty"
    sentence = _("Nothing is left on this gift card.")


class GiftCardOfAnotherCurrency(Refusal):
    code = "gift_card_currency"
    sentence = _("This gift card is in another currency.")


class GiftCardUsed(Refusal):
    """A card that was bought goes back only while nothing of it was spent."""

    code = "gift_card_used"
    status = 409
    sentence = _("Something of this gift card is used, so it can't be given back.")
