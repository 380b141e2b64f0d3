"""Sentences of Django and allauth whose Chinese is missing or clumsy.

Named here so that the house's own catalogue has them: it is asked first.
"""

from typing import Any, Final

from django.utils.translation import gettext_noop, ngettext_lazy

MANY: Final = 2
BORROWED: Final[tuple[Any, ...]] = (
    gettext_noop("Email"),
    gettext_noop("Email Addresses"),
    gettext_noop("The following email addresses are associated with your account:"),
    gettext_noop("Primary"),
    gettext_noop("Re-send Verification"),
    gettext_noop("Add Email Address"),
    gettext_noop("Add Email"),
    gettext_noop("Do you really want to remove the selected email address?"),
    gettext_noop("Verify Your Email Address"),
    gettext_noop("You cannot remove your primary email address (%(email)s)."),
    gettext_noop("You have confirmed %(email)s."),
    gettext_noop("Removed email address %(email)s."),
    gettext_noop("Primary email address set."),
    gettext_noop(
        "You cannot activate two-factor authentication until you have verified your"
        " email address."
    ),
    gettext_noop("A user is already registered with this email address."),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Two-Factor Authentication"),
    gettext_noop("Enter your password:"),
    gettext_noop("Your old password was entered incorrectly. Please enter it again."),
    gettext_noop(
        "Your password can’t be too similar to your other personal information."
    ),
    gettext_noop("Your password can’t be a commonly used password."),
    gettext_noop("Your password can’t be entirely numeric."),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        MANY,
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        MANY,
    ),
)
