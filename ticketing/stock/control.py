"""What a sales controller can do with a performance: the public functions.

Each is one transaction, keeps who did it in the stock's events, and refuses
by name.
"""

from ticketing.stock.allotting import (
    allot_places,
    release_allotment,
    release_due_allotments,
)
from ticketing.stock.setting_caps import CapSet, remove_cap, set_cap
from ticketing.stock.stopping import resume_types, stop_types
from ticketing.stock.withholding import (
    block_places,
    release_withholding,
    unblock_places,
    withhold_places,
)

__all__ = [
    "CapSet",
    "allot_places",
    "block_places",
    "release_allotment",
    "release_due_allotments",
    "release_withholding",
    "remove_cap",
    "resume_types",
    "set_cap",
    "stop_types",
    "unblock_places",
    "withhold_places",
]
