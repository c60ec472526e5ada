from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.lsp.messages import MessageReader, StreamBrokenError, framed


@given(st.lists(st.binary(max_size=30), max_size=5), st.integers(1, 7))
def test_messages_come_out_however_they_come_in_pieces(bodies: list[bytes], size: int) -> None:
    stream = b"".join(framed(body) for body in bodies)
    reader = MessageReader()

    pieces = [stream[start : start + size] for start in range(0, len(stream), size)]

    assert [body for piece in pieces for body in reader.feed(piece)] == bodies


def test_headers_may_come_in_any_case_and_order() -> None:
    stream = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: 2\r\n\r\n{}"

    assert list(MessageReader().feed(stream)) == [b"{}"]


@pytest.mark.parametrize(
    "garbage", [b"hello\r\n\r\n", b"Content-Length: -1\r\n\r\n", b"Content-Length: 99999999999\r\n\r\n", b"x" * 70000]
)
def test_garbage_breaks_the_stream(garbage: bytes) -> None:
    with pytest.raises(StreamBrokenError):
        list(MessageReader().feed(garbage))
