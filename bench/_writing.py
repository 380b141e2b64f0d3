"""A worker that follows a busy house: writes some documents every other second."""

import itertools
import sys
import time
from typing import Final

PAUSE_SECONDS: Final = 2.0
AT_ONCE: Final = 50


def main() -> None:
    import django  # noqa: PLC0415 the environment comes from whoever starts it

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from search.documents.everything import all_keys, documents  # noqa: PLC0415
    from search.engines.choosing import all_engines  # noqa: PLC0415

    engine = next(one for one in all_engines() if one.name == sys.argv[1])
    keys = itertools.cycle(list(itertools.islice(all_keys(), 5000)))
    while True:
        some = list(itertools.islice(keys, AT_ONCE))
        engine.write(documents(some, now=timezone.now()), ())
        print("written", flush=True)
        time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main()
