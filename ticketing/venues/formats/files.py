"""Files of any format that is known here, told apart by what is in them."""

import json

from django.utils.translation import gettext as _

from ticketing.venues.errors import FileUnreadable
from ticketing.venues.formats.csv_files import read_csv
from ticketing.venues.formats.json_files import read_json
from ticketing.venues.formats.pretix import read_pretix
from ticketing.venues.formats.records import Drawing


def read_file(data: bytes) -> Drawing:
    """Read our own JSON, pretix's, or a table. Raises FileUnreadable."""
    if not data.strip():
        raise FileUnreadable(why=_("it is empty."))
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return read_csv(data)
    if isinstance(found, dict) and "zones" in found:
        return read_pretix(found)
    return read_json(found)
