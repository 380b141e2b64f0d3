"""What processes that are forked to die must not inherit."""

import os

import pytest

from ticketing.tickets.pdf import press


class PressedApart:
    """Sets a layout in a process of its own.

    The press has threads that a fork does not take along: a process that is forked
    from one that has printed would wait for them for ever.
    """

    def __init__(self, layout, compiler):
        self.layout, self.compiler, self.home = layout, compiler, os.getpid()

    def compile(self, **asked):
        if os.getpid() != self.home:
            return self.compiler(self.layout).compile(**asked)
        there, here = os.pipe()
        pid = os.fork()
        if not pid:
            with os.fdopen(here, "wb") as out:
                out.write(self.compiler(self.layout).compile(**asked))
            os._exit(0)
        os.close(here)
        with os.fdopen(there, "rb") as said:
            document = said.read()
        assert os.waitpid(pid, 0)[1] == 0
        return document


@pytest.fixture(autouse=True)
def nothing_is_pressed_here(monkeypatch):
    compiler = press._compiler
    monkeypatch.setattr(
        press, "_compiler", lambda layout: PressedApart(layout, compiler)
    )
