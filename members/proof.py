"""Which addresses are a person's for sure: those whose mail they have opened."""

from allauth.account.models import EmailAddress

from members.models import User


def proved_addresses(user: User | None) -> frozenset[str]:
    """The addresses that this person has confirmed; a guest has none."""
    if user is None:
        return frozenset()
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    return frozenset(confirmed.values_list("email", flat=True))
