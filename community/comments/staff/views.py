"""One screen for all that waits, and one for the house's rules."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from community.comments import moderating
from community.comments.models import Comment, Deed, kept_rules
from community.comments.moderating import Ruling
from community.comments.queue import waiting_comments
from community.comments.reasons import kept_reason
from community.comments.staff.forms import DeedForm, RulesForm
from ticketing.desk.rights import needs, person

MODERATE: Final = "comments.change_comment"
CHANGE_RULES: Final = "comments.change_commentrules"
_DECIDED: Final = (Deed.PASS, Deed.REMOVE, Deed.SPAM)
_DAYS: Final = 7


@needs(MODERATE)
def queue(request: HttpRequest) -> HttpResponse:
    """All that waits for a moderator, the oldest first."""
    return _queue(request, DeedForm())


@needs(MODERATE)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Do what the button says with one comment, or with all that are ticked.

    The button is `pass`, or `pass:12` for the comment of that key.
    """
    form, button = DeedForm(request.POST), request.POST.get("deed", "")
    deed, _colon, one = button.partition(":")
    keys = [one] if one else request.POST.getlist("comment")
    found = Comment.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    if not form.is_valid() or deed not in Deed.values:
        return _queue(request, form, status=422)
    if not found:
        messages.error(request, _("Tick at least one comment."))
        return redirect("desk-comments")
    done = sum(
        _do(request, Deed(deed), comment, form.cleaned_data, timezone.now())
        for comment in found.order_by("pk")
    )
    told = ngettext("%(count)s step is done.", "%(count)s steps are done.", done)
    messages.success(request, told % {"count": done})
    return redirect("desk-comments")


def _do(
    request: HttpRequest,
    deed: Deed,
    comment: Comment,
    data: dict[str, Any],
    now: datetime,
) -> bool:
    ruling = Ruling(
        by=person(request),
        once=f"{data['once'][:40]}-{deed}-{comment.pk}",
        reason=kept_reason(data["reason"], data["words"]),
    )
    answer = request.POST.get(f"answer-{comment.pk}", "")[:2000]
    days = data["days"] or _DAYS
    points = data["points"] or 0
    others: dict[Deed, Callable[[], bool]] = {
        Deed.AWARD: lambda: moderating.reward(
            comment, replace(ruling, reason=data["words"]), points=points, now=now
        ),
        Deed.WARN: lambda: moderating.warn(comment, ruling, now=now),
        Deed.MUTE: lambda: moderating.mute(comment, ruling, days=days, now=now),
        Deed.REPLY: lambda: moderating.reply(comment, ruling, answer, now=now),
    }
    if deed in _DECIDED:
        return moderating.decide(comment, deed, ruling, now=now)
    return others[deed]() if deed in others else False


def _queue(request: HttpRequest, form: DeedForm, *, status: int = 200) -> HttpResponse:
    listed, count = waiting_comments()
    title = _("Comments")
    context = {
        "form": form,
        "waiting": listed,
        "count": count,
        "may_change_rules": request.user.has_perm(CHANGE_RULES),
        "page_title": title,
        "header_icon": "comment",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    return render(request, "comments/staff/queue.html", context, status=status)


@needs(CHANGE_RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """Change when the house looks, and what makes a comment wait."""
    form = RulesForm(request.POST or None, instance=kept_rules())
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        log(kept, "wagtail.edit", user=request.user)
        messages.success(request, _("The settings are saved."))
        return redirect("desk-comment-rules")
    title = _("Rules for comments")
    context = {
        "form": form,
        "page_title": title,
        "header_icon": "cog",
        "breadcrumbs_items": [
            {"url": reverse("desk-comments"), "label": _("Comments")},
            {"url": "", "label": title},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/house.html", context, status=status)


def comment_urls() -> list[URLPattern]:
    return [
        path("desk/comments/", queue, name="desk-comments"),
        path("desk/comments/decide/", decide, name="desk-comments-decide"),
        path("desk/comments/rules/", rules, name="desk-comment-rules"),
    ]
