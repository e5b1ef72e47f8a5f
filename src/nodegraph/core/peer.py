"""Messages between two processes: msgspec structs in MessagePack, framed, over a pair of pipes.

A frame is the length of the body (4 bytes, little-endian, unsigned) and the body. A length over
`LIMIT` is refused before anything is read, so that a stray byte never makes us wait for, or ask
the system for, gigabytes; pixels do not travel here but in arenas.
"""

import os
import struct
import threading
import time
from typing import Any, Generic, TypeVar

import msgspec

LIMIT = 64 << 20
"""Largest body in bytes."""

_HEADER = struct.Struct("<I")
_Received = TypeVar("_Received")


class BadFrame(Exception):
    """What arrived is no message of the agreed kind; the connection is of no further use."""


class Peer(Generic[_Received]):
    """One end of a connection; says structs and hears structs of one tagged union."""

    def __init__(self, reader: int, writer: int, message_type: Any) -> None:
        """Take over the two open file descriptors; `message_type` is what may arrive."""
        self._reader = reader
        self._writer = writer
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder: msgspec.msgpack.Decoder[_Received] = msgspec.msgpack.Decoder(message_type)
        self._sending = threading.Lock()
        self._closed = False

    def send(self, message: msgspec.Struct) -> None:
        """Send one message; any thread may. Blocks while the pipe is full.

        Raises `BrokenPipeError` when the other side has ended, `BadFrame` when the message is
        larger than `LIMIT`.
        """
        body = self._encoder.encode(message)
        if len(body) > LIMIT:
            raise BadFrame(f"A message of {len(body)} bytes is larger than {LIMIT}.")
        frame = memoryview(_HEADER.pack(len(body)) + body)
        with self._sending:
            if self._closed:
                raise BrokenPipeError("The connection is closed.")
            try:
                while frame:
                    frame = frame[os.write(self._writer, frame) :]
            except OSError as error:
                # Windows says EINVAL where POSIX says EPIPE.
                raise BrokenPipeError("The other side has ended.") from error

    def arrives(self, seconds: float) -> bool:
        """Return whether a message is there that `receive` would return at once, or comes within that time.

        Only the peer of a child process can tell; others say no.
        """
        time.sleep(seconds)
        return False

    def receive(self) -> _Received | None:
        """Return the next message, or `None` when the other side has ended, be it within a frame.

        One thread at a time. Raises `BadFrame`.
        """
        frame = self._frame()
        return None if frame is None else self._decode(frame)

    def hang_up(self) -> None:
        """Close the sending side: the other side hears the end, and what it still says can be received."""
        with self._sending:
            if not self._closed:
                self._closed = True
                os.close(self._writer)

    def close(self) -> None:
        """Close both descriptors; never while another thread is in `receive`."""
        self.hang_up()
        with self._sending:
            if self._reader >= 0:
                os.close(self._reader)
                self._reader = -1

    def _frame(self) -> bytes | None:
        header = self._read(_HEADER.size)
        if header is None:
            return None
        (length,) = _HEADER.unpack(header)
        if length > LIMIT:
            raise BadFrame(f"A frame claims {length} bytes, more than {LIMIT}.")
        return self._read(length)

    def _decode(self, frame: bytes) -> _Received:
        try:
            return self._decoder.decode(frame)
        except msgspec.MsgspecError as error:
            raise BadFrame(f"A frame of {len(frame)} bytes is no known message: {error}") from error

    def _read(self, count: int) -> bytes | None:
        parts = bytearray()
        while len(parts) < count:
            try:
                part = os.read(self._reader, min(count - len(parts), 1 << 20))
            except OSError:
                return None  # Windows reports a broken pipe here instead of an end of file.
            if not part:
                return None
            parts += part
        return bytes(parts)
