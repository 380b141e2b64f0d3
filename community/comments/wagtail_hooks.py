"""Comments inside the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from community.comments.staff.views import CHANGE_RULES, MODERATE, comment_urls
from ticketing.desk.menu import DeskItem


def queue_item() -> MenuItem:
    label = _("Comments")
    return DeskItem(
        label, "desk-comments", right=MODERATE, icon_name="comment", order=158
    )


def rules_item() -> MenuItem:
    label = _("Rules for comments")
    return DeskItem(
        label, "desk-comment-rules", right=CHANGE_RULES, icon_name="comment", order=56
    )


hooks.register("register_admin_urls", comment_urls)
hooks.register("register_admin_menu_item", queue_item)
hooks.register("register_settings_menu_item", rules_item)
