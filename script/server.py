"""Start Marquee on this machine: `script/server`, on Windows `py script/server.py`."""

import sys

import doorway

if __name__ == "__main__":
    doorway.require_python(sys.argv)
    from launch.server import main

    raise SystemExit(main(sys.argv[1:]))
