"""Frames survive every cut; torn ones are dropped; nonsense is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vm_lsp.worker.framing import MARK, Envelope, FrameDecoder, WireError, encode
from vm_lsp.worker.wire import ConsoleOutput, Done, Promoted, Started, WireException, WireFrame, WireRange, WireValue

PLACE = WireRange(1, 2, 3, 4)
DONE = Done("x", WireValue("number", "1", json="1"), None, PLACE, 1.5, 10, False, False)
CAUSE = WireException("Error", "inner", "", [])
THROWN = WireException("E", "m", "s", [WireFrame("f", "file:///a", PLACE)], cause=CAUSE)

messages = st.one_of(
    st.builds(Started, st.text()),
    st.builds(ConsoleOutput, st.just("log"), st.text(), st.none() | st.text(), st.none(), st.none()),
    st.just(DONE),
    st.just(Done("x", None, THROWN, None, 0.0, 0, True, True)),
)


@given(st.lists(messages, max_size=5), st.lists(st.integers(1, 50)))
def test_messages_arrive_whole_and_in_order_whatever_the_cuts(sent: list[Started], cuts: list[int]) -> None:
    stream = b"".join(encode(message) for message in sent)
    decoder, received = FrameDecoder(), []
    for size in [*cuts, len(stream)]:
        chunk, stream = stream[:size], stream[size:]
        received += decoder.feed(chunk)
    assert received == [Envelope(0, message) for message in sent]


WHOLE = encode(Started("x" * 200))


@given(st.integers(1, len(WHOLE) - 1), st.integers(1, 9))
def test_a_torn_frame_is_dropped_when_the_successor_speaks(cut: int, size: int) -> None:
    torn = WHOLE[:cut]
    stream = torn + encode(Promoted(1, 2)) + encode(Started("y"))
    decoder = FrameDecoder()
    received = [
        envelope.message for i in range(0, len(stream), size) for envelope in decoder.feed(stream[i : i + size])
    ]
    assert received == [Promoted(1, 2), Started("y")]


def test_the_address_is_kept() -> None:
    assert FrameDecoder().feed(encode(Started("x"), to=7)) == [Envelope(7, Started("x"))]


def test_noise_between_frames_is_skipped() -> None:
    assert FrameDecoder().feed(b"warning: noise\n" + encode(Started("x"))) == [Envelope(0, Started("x"))]


@pytest.mark.parametrize(
    "payload",
    [b"", b"{}", b"[]", b'"x"', b'{"tag":"none","to":0}', b'{"tag":"started","to":0,"execution_id":5}',
     b'{"tag":"started","to":0}', b'{"tag":"started","to":0,"execution_id":"x","more":1}', b"\x00\x80{"],
)  # fmt: skip
def test_what_is_framed_but_no_message_is_refused(payload: bytes) -> None:
    with pytest.raises(WireError):
        FrameDecoder().feed(MARK + len(payload).to_bytes(4, "big") + payload)
