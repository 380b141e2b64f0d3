"""Mails to members whose comments the house has looked at."""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from community.comments.models import Decision, Deed
from community.comments.reasons import in_words
from ticketing.house.mail import house_mail

_SUBJECTS: Final[dict[str, str | Promise]] = {
    Deed.PASS: gettext_lazy("Your comment is shown: %(show)s"),
    Deed.REMOVE: gettext_lazy("Your comment was removed: %(show)s"),
    Deed.SPAM: gettext_lazy("Your comment was removed: %(show)s"),
    Deed.REPLY: gettext_lazy("The house has answered you: %(show)s"),
    Deed.AWARD: gettext_lazy("Points for your comment: %(show)s"),
    Deed.WARN: gettext_lazy("About your comment: %(show)s"),
    Deed.MUTE: gettext_lazy("You can’t comment for a while: %(show)s"),
}


def send_decision(decision_id: int) -> None:
    """Tell the writer in their own language; the house is not told of its own."""
    rows = Decision.objects.select_related(
        "comment__writer__user", "comment__thread__show"
    )
    decision = rows.get(pk=decision_id)
    writer, show = decision.comment.writer, decision.comment.thread.show
    if writer is None or not writer.user.is_active:
        return
    with override(writer.user.language):
        house_mail(
            to=writer.user.email,
            key=f"comment-decision-{decision.pk}",
            subject=str(_SUBJECTS[decision.deed]) % {"show": show.name},
            template="comments/mail/decision",
            context={
                "decision": decision,
                "comment": decision.comment,
                "reason": in_words(decision.reason),
                "show": show,
                "may_appeal": decision.comment.is_gone
                and decision.comment.appealed_at is None,
                "page": _address("comments:mine"),
                "thread": _address("comments:page", show.slug),
                "greeting": _("Dear %(name)s,") % {"name": writer.name},
            },
        ).send()


def _address(name: str, *args: str) -> str:
    return f"{settings.MARQUEE_BASE_URL}{reverse(name, args=args)}"
