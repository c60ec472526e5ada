from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.history.places import PostgresPlace

if TYPE_CHECKING:
    from tests.postgres.cluster import Cluster

settings.register_profile("thorough", max_examples=5000, deadline=None)  # pytest --hypothesis-profile=thorough


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL itself, one for all tests that need it."""
    from tests.postgres.cluster import Cluster  # its driver is installed by `make test-postgres` only

    running = Cluster()
    yield running
    running.close()


@pytest.fixture
def postgres(cluster: Cluster) -> Iterator[PostgresPlace]:
    """A new database in it."""
    place = PostgresPlace(cluster)
    yield place
    place.drop()
