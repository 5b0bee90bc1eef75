from collections.abc import Iterator

import pytest

from stack.testing.product import Product, running_product


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """The whole product as real processes, started once for all tests of the whole."""
    with running_product() as product:
        yield product
