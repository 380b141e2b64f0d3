"""The web servers' way in."""

import gc
import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

# `site/` is on the path already (this module was found there); the rooms beside
# it are not, where the server was started from another folder.
_root = str(Path(__file__).resolve().parents[2])
if _root not in sys.path:
    sys.path.insert(0, _root)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

_django = get_wsgi_application()

# The rooms can be imported only now, with the settings read.
from content.page_front import PageFront  # noqa: E402

application = PageFront(_django)

# What is loaded now stays for good: no collection shall look through it again.
gc.collect()
gc.freeze()
# From here on little at a time: what fifty thousand objects leave behind would hold
# one page in fifty up by more than the page itself takes.
gc.set_threshold(5_000, 20, 10)
