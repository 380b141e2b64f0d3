from tests.rush.conftest import shop

__all__ = ["shop"]
