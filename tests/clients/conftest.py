"""The servers that the tests share: one at the root of its host, one below a path."""

from collections.abc import Iterator

import pytest

from atlas import Atlas


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atlas]:
    """A server at the root of its host."""
    atlas = Atlas(tmp_path_factory.mktemp("root"))
    yield atlas
    atlas.stop()


@pytest.fixture(scope="session")
def prefixed_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atlas]:
    """A server whose public address has a path, behind a proxy that takes it away."""
    atlas = Atlas(tmp_path_factory.mktemp("prefixed"), "/nong-nghiep/ban-do")
    yield atlas
    atlas.stop()


@pytest.fixture
def atlas(server: Atlas) -> Atlas:
    """The server at the root, with nothing recorded yet."""
    server.recorder.forget()
    return server


@pytest.fixture
def prefixed(prefixed_server: Atlas) -> Atlas:
    """The server below a path, with nothing recorded yet."""
    prefixed_server.recorder.forget()
    return prefixed_server
