"""One transaction for all that one wish does."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def joined(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Run in the caller's transaction, or where there is none in one of its own.

    Unlike `atomic` it sets no savepoint, which would be two statements more.
    That is right for what refuses before it has written anything; what a
    caller has written before is the caller's to keep or to undo.
    """

    @wraps(function)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        if connection.in_atomic_block:
            return function(*args, **kwargs)
        with transaction.atomic():
            return function(*args, **kwargs)

    return run
