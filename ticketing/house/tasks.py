"""What the worker does for the house as a whole."""

from datetime import timedelta

from ground.statistics import renew_statistics
from ground.tasks import periodic


@periodic("house", every=timedelta(hours=24))
def look_at_tables() -> None:
    """Let the database choose its ways by what there is today."""
    renew_statistics()
