import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripts.copy import Copy


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    copy = Copy(tmp_path / "marquee")
    copy.build()
    yield copy
    copy.close()


@pytest.fixture
def port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
