"""Where tickets go: well formed, as the country that they go to writes it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ticketing.delivery.addresses import Address
from ticketing.delivery.areas import ANYWHERE, CHINA, countries, provinces
from ticketing.delivery.charging import Way

_MOBILE: Final = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_POSTCODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{1,14}")
_CHINESE_POSTCODE: Final = re.compile(r"\d{6}")
_LINES: Final = 4


class AddressForm(forms.Form):
    """An address of China (省 市 区 详细地址 邮编 手机) or of any other country."""

    prefix = "to"

    country = forms.ChoiceField(
        label=gettext_lazy("Country or region"),
        error_messages={
            "required": gettext_lazy("Choose the country."),
            "invalid_choice": gettext_lazy(
                "Nothing is sent to this country. Choose another way of delivery."
            ),
        },
        widget=forms.Select(attrs={"autocomplete": "shipping country"}),
    )
    recipient = forms.CharField(
        label=gettext_lazy("Receiver, if it is somebody else"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "shipping name"}),
    )
    province = forms.ChoiceField(
        label=gettext_lazy("Province"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose the province.")
        ),
        widget=forms.Select(attrs={"autocomplete": "shipping address-level1"}),
    )
    city = forms.CharField(
        label=gettext_lazy("City"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write the city.")},
        widget=forms.TextInput(attrs={"autocomplete": "shipping address-level2"}),
    )
    district = forms.CharField(
        label=gettext_lazy("District"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write the district.")},
        widget=forms.TextInput(attrs={"autocomplete": "shipping address-level3"}),
    )
    address = forms.CharField(
        label=gettext_lazy("Street, house and room"),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Write the street and the house."),
            "max_length": gettext_lazy(
                "That is longer than a label. Leave out what the post need not know."
            ),
        },
        widget=forms.Textarea(
            attrs={"rows": 2, "autocomplete": "shipping street-address"}
        ),
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        max_length=16,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "shipping postal-code"}),
    )
    region = forms.CharField(
        label=gettext_lazy("Region or state"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "shipping address-level1"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone for the delivery"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Empty: your mobile above. Within China it is needed."),
        widget=forms.TextInput(attrs={"autocomplete": "shipping tel", "type": "tel"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        reached: Iterable[str] = (),
        name: str = "",
        phone: str = "",
    ) -> None:
        """`name` and `phone` are the buyer's, for what is left empty."""
        super().__init__(data)
        self._buyer = (name, phone)
        names, codes = countries(), set(reached)
        fields: Any = self.fields
        fields["country"].choices = [
            (code, name) for code, name in names.items() if code in codes
        ]
        fields["province"].choices = [("", "…"), *provinces().items()]
        if self.is_bound and self["country"].value() != CHINA:
            fields["province"].required = fields["district"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("country") == CHINA:
            self._clean_china(cleaned)
        elif cleaned.get("country"):
            self._clean_world(cleaned)
        cleaned["recipient"] = cleaned.get("recipient") or self._buyer[0][:100]
        return cleaned

    def _clean_china(self, cleaned: dict[str, Any]) -> None:
        postcode = cleaned.get("postcode")
        if postcode and not _CHINESE_POSTCODE.fullmatch(postcode):
            self.add_error("postcode", _("A postcode of China has six digits."))
        number = re.sub(r"[\s-]", "", cleaned.get("phone") or self._buyer[1])
        mobile = _MOBILE.fullmatch(number)
        if mobile is None:
            message = _("Write a mobile number of eleven digits for the delivery.")
            self.add_error("phone", message)
        else:
            cleaned["phone"] = mobile[1]

    def _clean_world(self, cleaned: dict[str, Any]) -> None:
        cleaned["province"] = ""
        postcode = cleaned.get("postcode")
        if postcode and not _POSTCODE.fullmatch(postcode):
            message = _("Write the postcode with letters and digits, or leave it out.")
            self.add_error("postcode", message)
        if len((cleaned.get("address") or "").splitlines()) > _LINES:
            self.add_error("address", _("Write at most four lines."))
        phone = cleaned.get("phone") or self._buyer[1]
        if phone and not any(char.isdigit() for char in phone):
            message = _("Write a number with digits, or leave this empty.")
            self.add_error("phone", message)
        cleaned["phone"] = phone

    @property
    def told(self) -> Address:
        """The address of a form that is right."""
        kept = dict(self.cleaned_data)
        province = kept.pop("province")
        kept["region"] = province if kept["country"] == CHINA else kept["region"]
        kept["district"] = kept["district"] or ""
        return Address(**kept)

    @property
    def rough(self) -> Address:
        """As much as a price needs, of a form that may be wrong elsewhere."""
        country = str(self["country"].value() or "")
        province = str(self["province"].value() or "")
        return Address("", "", country, "", "", region=province)


def reached_by(ways: Iterable[Way]) -> set[str]:
    """The countries that some of these ways go to."""
    found: set[str] = set()
    for way in ways:
        if way.method.needs_address:
            areas = [rate.areas for rate in way.rates] or [frozenset({ANYWHERE})]
            found.update(code[:2] for zone in areas for code in zone)
    return set(countries("en")) if ANYWHERE in found else found
