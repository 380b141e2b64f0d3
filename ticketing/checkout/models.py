"""Codes on their way: entered in a cart, used by an order."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ticketing.offers.models import Code
from ticketing.orders.models import Cart, Order


class CartCode(models.Model):
    """A code that somebody has entered in a cart."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("code of a cart")
        verbose_name_plural = _("codes of carts")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["cart", "code"], name="checkout_code_once_in_a_cart"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cart_id} · {self.code_id}"


class CodeUse(models.Model):
    """An order that was made with a code; it claims nothing once it has ended.

    `slot` numbers the uses of a code whose uses can run out. `buyer_key` is a keyed
    hash of the address that the order was made with.
    """

    code = models.ForeignKey(Code, on_delete=models.PROTECT, related_name="+")
    slot = models.PositiveIntegerField(null=True)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")
    buyer_key = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("use of a code")
        verbose_name_plural = _("uses of codes")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["code", "buyer_key"], name="checkout_codeuse_by_buyer")
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["code", "slot"], name="checkout_a_slot_of_a_code_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["code", "order"], name="checkout_code_once_for_an_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code_id} · {self.order_id}"
