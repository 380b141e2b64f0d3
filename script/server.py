"""Start Marquee on this machine: `script/server`, on Windows `py script/server.py`."""

import sys

import doorway

if __name__ == "__main__":
    doorway.enter("server", sys.argv[1:])
