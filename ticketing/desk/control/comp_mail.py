"""Who hears of free tickets: whoever may approve them, and then who asked."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from members.models import User
from ticketing.desk import rights
from ticketing.desk.models import Comp, CompState
from ticketing.house.mail import house_mail


def deciders_of(comp: Comp) -> QuerySet[User]:
    """Staff who may grant free tickets, but for the one who asked."""
    app, _dot, codename = rights.GRANT_COMPS.partition(".")
    right = Permission.objects.filter(content_type__app_label=app, codename=codename)
    may = (
        Q(is_superuser=True)
        | Q(groups__permissions__in=right)
        | Q(user_permissions__in=right)
    )
    staff = User.objects.filter(may, is_active=True).exclude(pk=comp.asked_by_id)
    return staff.distinct()


def send_asked(comp_id: int, user_id: int) -> None:
    """Ask one of them to decide, as long as nobody has."""
    comp = _comp(comp_id)
    if comp.state != CompState.ASKED:
        return
    user = User.objects.get(pk=user_id)
    with override(user.language):
        subject = _("Free tickets wait for your approval: %(show)s")
        _mail(comp, user, "comp_asked", subject).send()


def send_decided(comp_id: int) -> None:
    """Tell who asked what somebody else has decided."""
    comp = _comp(comp_id)
    with override(comp.asked_by.language):
        subject = (
            _("Free tickets approved: %(show)s")
            if comp.order_id
            else _("Free tickets refused: %(show)s")
        )
        _mail(comp, comp.asked_by, "comp_decided", subject).send()


def _comp(comp_id: int) -> Comp:
    rows = Comp.objects.select_related(
        "performance__show__kind",
        "performance__hall__venue",
        "asked_by",
        "decided_by",
    )
    return rows.get(pk=comp_id)


def _mail(comp: Comp, user: User, template: str, subject: str) -> EmailMessage:
    page = reverse("desk-comp", args=[comp.pk])
    return house_mail(
        to=user.email,
        key=f"{template}-{comp.pk}-{user.pk}",
        subject=subject % {"show": comp.performance.show.name},
        template=f"desk/mail/{template}",
        context={
            "comp": comp,
            "performance": comp.performance,
            "count": comp.places.count(),
            "page": f"{settings.MARQUEE_BASE_URL}{page}",
        },
    )
