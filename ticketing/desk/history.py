"""The history of one row, for those who may change it."""

from typing import Any

from wagtail_modeladmin.views import HistoryView


class GuardedHistoryView(HistoryView):
    """The library's own asks nobody for a right."""

    def check_action_permitted(self, user: Any) -> bool:
        return bool(self.permission_helper.user_can_edit_obj(user, self.instance))
