"""Why a wish about a level or about points is refused."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class LevelInUse(Refusal):
    """Somebody has the level, or had it."""

    code = "level_in_use"
    status = 409
    sentence = _(
        "“%(level)s” can’t be deleted: memberships or orders name it (%(count)s). Close"
        " it instead, then nobody new can join it."
    )


class LevelIsEverybodys(Refusal):
    code = "level_is_everybodys"
    status = 409
    sentence = _("“%(level)s” is what everybody has who signs up. It must stay.")


class LevelClosed(Refusal):
    code = "level_closed"
    sentence = _("“%(level)s” can’t be joined at the moment.")


class LevelHasThat(Refusal):
    code = "level_is_yours"
    status = 409
    sentence = _("“%(level)s” is your level already.")


class LevelAsksFirst(Refusal):
    """It costs something, or the house looks first: there is no joining at once."""

    code = "level_asks_first"
    sentence = _("“%(level)s” can’t be joined by a press of a button.")


class PointsShort(Refusal):
    code = "points_short"
    status = 409
    sentence = _("There are not so many points: the member has %(points)s.")
