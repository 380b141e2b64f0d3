"""The rights that the screens of plans ask for."""

from typing import Final

SEE_PLANS: Final = "venues.view_seatingplan"
ADD_PLANS: Final = "venues.add_seatingplan"
DRAW_PLANS: Final = "venues.change_seatingplan"
CHANGE_DATE: Final = "shows.change_performance"
