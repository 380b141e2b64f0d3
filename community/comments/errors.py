"""Why a wish about a comment is refused."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class CommentsClosed(Refusal):
    code = "comments_closed"
    status = 409
    sentence = _("Nothing can be written here at the moment.")


class NothingSaid(Refusal):
    code = "comment_empty"
    sentence = _("Please write something. Nothing is left without markup.")


class TooDeep(Refusal):
    """Answers to answers would be a third level."""

    code = "comment_too_deep"
    sentence = _("An answer can’t be answered. Write below the comment itself.")


class Muted(Refusal):
    code = "comments_muted"
    status = 403
    sentence = _("You can write again from %(until)s.")


class TooOften(Refusal):
    code = "comments_too_often"
    status = 429
    sentence = _("You have written a lot within an hour. Please wait a little.")


class TooLate(Refusal):
    code = "comment_too_late"
    status = 409
    sentence = _("This comment can’t be changed any more.")


class NameTaken(Refusal):
    code = "comment_name_taken"
    status = 409
    sentence = _("Somebody else writes by this name. Please choose another.")


class OwnComment(Refusal):
    code = "comment_is_yours"
    sentence = _("This is your own comment.")


class NoAppeal(Refusal):
    code = "comment_no_appeal"
    status = 409
    sentence = _("You have objected once; the house’s word stands.")
