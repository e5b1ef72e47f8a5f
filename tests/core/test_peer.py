"""Whatever is sent arrives, in order and whole; whatever else arrives is refused."""

import itertools
import os
import struct
import threading
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph.core.peer import LIMIT, BadFrame, Peer


class Word(msgspec.Struct, tag="word"):
    text: str


class Numbers(msgspec.Struct, tag="numbers"):
    values: list[int | float | bytes | None]


Said = Word | Numbers

scalars = st.none() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.binary()
messages = st.builds(Word, st.text()) | st.builds(Numbers, st.lists(scalars))


class Pipe:
    """A peer that hears what a test writes, byte by byte if it likes."""

    def __init__(self) -> None:
        reader, self.feed = os.pipe()
        self.back, writer = os.pipe()
        self.peer: Peer[Said] = Peer(reader, writer, Said)

    def close(self) -> None:
        self.peer.close()
        for descriptor in (self.feed, self.back):
            try:
                os.close(descriptor)
            except OSError:
                continue  # The test closed it already.


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    pipe = Pipe()
    yield pipe
    pipe.close()


def frame(message: msgspec.Struct) -> bytes:
    body = msgspec.msgpack.encode(message)
    return struct.pack("<I", len(body)) + body


@given(said=st.lists(messages, max_size=8), cuts=st.lists(st.integers(0, 4000), max_size=20))
def test_messages_arrive_in_order_however_the_bytes_are_cut(said: list[Said], cuts: list[int]) -> None:
    pipe = Pipe()
    stream = b"".join(frame(message) for message in said)
    edges = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in cuts)})

    def feed() -> None:
        for start, end in itertools.pairwise(edges):
            os.write(pipe.feed, stream[start:end])
        os.close(pipe.feed)

    feeder = threading.Thread(target=feed)
    feeder.start()
    heard = []
    while (message := pipe.peer.receive()) is not None:
        heard.append(message)
    feeder.join()
    pipe.close()
    assert heard == said


@given(message=messages, data=st.data())
def test_a_side_that_ends_within_a_frame_has_ended(message: Said, data: st.DataObject) -> None:
    pipe = Pipe()
    whole = frame(message)
    os.write(pipe.feed, whole[: data.draw(st.integers(0, len(whole) - 1))])
    os.close(pipe.feed)
    assert pipe.peer.receive() is None
    pipe.close()


@given(body=st.binary(max_size=200))
def test_bytes_that_are_no_message_are_refused(body: bytes) -> None:
    pipe = Pipe()
    os.write(pipe.feed, struct.pack("<I", len(body)) + body)
    try:
        heard = pipe.peer.receive()
    except BadFrame:
        heard = None
    assert heard is None or isinstance(heard, Word | Numbers)
    pipe.close()


def test_a_length_over_the_limit_is_refused_before_anything_is_read(pipe: Pipe) -> None:
    os.write(pipe.feed, struct.pack("<I", LIMIT + 1))
    with pytest.raises(BadFrame, match="more than"):
        pipe.peer.receive()


def test_a_message_over_the_limit_is_not_sent(pipe: Pipe) -> None:
    with pytest.raises(BadFrame, match="larger"):
        pipe.peer.send(Word("x" * (LIMIT + 1)))


def test_sending_to_a_side_that_ended_is_a_broken_pipe(pipe: Pipe) -> None:
    os.close(pipe.back)
    with pytest.raises(BrokenPipeError):
        pipe.peer.send(Word("hello"))


def test_messages_of_many_threads_do_not_mix() -> None:
    reader, writer = os.pipe()
    other_reader, other_writer = os.pipe()
    peer: Peer[Said] = Peer(reader, writer, Said)
    # Larger than a pipe holds, so that each write is done in parts.
    texts = [str(number) * 50_000 for number in range(8)]
    threads = [threading.Thread(target=peer.send, args=(Word(text),)) for text in texts]
    for thread in threads:
        thread.start()
    heard = [peer.receive() for _ in threads]
    for thread in threads:
        thread.join()
    peer.close()
    os.close(other_reader)
    os.close(other_writer)
    assert sorted(message.text for message in heard if isinstance(message, Word)) == sorted(texts)
