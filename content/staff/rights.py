"""The rights that the screens of making a show ask for."""

from typing import Final

SEE_SHOW: Final = "shows.view_show"
ADD_SHOW: Final = "shows.add_show"
CHANGE_SHOW: Final = "shows.change_show"
ADD_DATE: Final = "shows.add_performance"
CHANGE_DATE: Final = "shows.change_performance"
PRICE: Final = "stock.change_pricetier"
