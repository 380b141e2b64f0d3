"""Which addresses are a person's for sure: those whose mail they have opened."""

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from members.models import User


def without_unproved(users: QuerySet[User]) -> QuerySet[User]:
    """Those of the users who have not left their own address unconfirmed.

    Whoever signs up may type any address; whom staff have made is who they say.
    """
    unproved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=False)
    return users.exclude(Exists(unproved.filter(email__iexact=OuterRef("email"))))


def proved_addresses(user: User | None) -> frozenset[str]:
    """The addresses that this person has confirmed; a guest has none."""
    if user is None:
        return frozenset()
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    return frozenset(confirmed.values_list("email", flat=True))
