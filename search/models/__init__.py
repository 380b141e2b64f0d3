"""What the search keeps in the database; its indexes are beside it."""

from search.models.following import Cursor, Mark
from search.models.log import SearchChoice, SearchDay
from search.models.saved import Arrival, SavedSearch, Telling
from search.models.staff import Promotion, Synonym

__all__ = [
    "Arrival",
    "Cursor",
    "Mark",
    "Promotion",
    "SavedSearch",
    "SearchChoice",
    "SearchDay",
    "Synonym",
    "Telling",
]
