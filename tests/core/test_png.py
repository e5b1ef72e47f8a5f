"""A PNG carries a graph and gives it back; one that was made to harm is refused in a sentence, in little memory."""

import struct
import tracemalloc
import zlib

import pytest

from nodegraph.core.errors import FileRefused
from nodegraph.core.file.png import graph_in, with_graph

GRAPH = '{"nodegraph": 1, "nodes": {"größe": {"node": "invert"}}}\n'.encode()


def chunk(kind, data, checksum=None):
    checksum = zlib.crc32(kind + data) if checksum is None else checksum
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PIXELS = chunk(b"IDAT", zlib.compress(b"\0\x7f")) + chunk(b"IEND", b"")
PNG = b"\x89PNG\r\n\x1a\n" + HEAD + PIXELS


def carrying(text):
    return b"\x89PNG\r\n\x1a\n" + HEAD + text + PIXELS


@pytest.fixture
def written(tmp_path):
    def write(data):
        path = tmp_path / "a.png"
        path.write_bytes(data)
        return path

    return write


def test_what_is_written_is_read_again_and_replaces_what_was_there(written):
    once = with_graph(PNG, GRAPH)
    assert graph_in(written(once)) == GRAPH
    twice = with_graph(once, b"{}")
    assert graph_in(written(twice)) == b"{}"
    assert twice.count(b"nodegraph") == 1


def test_a_plain_text_is_read_too(written):
    assert graph_in(written(carrying(chunk(b"iTXt", b"nodegraph\0\0\0de\0Graph\0" + GRAPH)))) == GRAPH


@pytest.mark.parametrize(
    "data", [PNG, b"", b"\xff\xd8\xff\xe0", PNG[:20], carrying(chunk(b"iTXt", b"other\0\0\0\0\0{}"))]
)
def test_other_files_carry_none(written, data):
    assert graph_in(written(data)) is None


WHOLE = b"nodegraph\0\1\0\0\0" + zlib.compress(GRAPH)


@pytest.mark.parametrize(
    "text",
    [
        chunk(b"iTXt", WHOLE, checksum=7),
        chunk(b"iTXt", b"nodegraph\0\1\0\0\0" + b"no stream"),
        chunk(b"iTXt", WHOLE[:-9]),
        chunk(b"iTXt", b"nodegraph\0"),
        chunk(b"iTXt", b"nodegraph\0\1\0\0"),
        chunk(b"iTXt", b"nodegraph\0\7\0\0\0" + GRAPH),
        struct.pack(">I", 2**31 - 2) + b"iTXt" + WHOLE,
        struct.pack(">I", 2**20) + b"iTXt" + WHOLE,
    ],
    ids=["checksum", "no stream", "cut off", "empty", "no text", "method", "2 GiB", "beyond the end"],
)
def test_a_damaged_graph_is_refused_in_a_sentence(written, text):
    with pytest.raises(FileRefused, match=r"a\.png .*\.$"):
        graph_in(written(carrying(text)))


def test_a_bomb_is_refused_before_it_fills_the_memory(written):
    # After a full flush what follows owes nothing to what came before: one piece stands for all.
    deflate = zlib.compressobj(9)
    first, more = (deflate.compress(bytes(2**24)) + deflate.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    bomb = first + 63 * more + deflate.flush()
    path = written(carrying(chunk(b"iTXt", b"nodegraph\0\1\0\0\0" + bomb)))
    tracemalloc.start()
    with pytest.raises(FileRefused, match="64 MiB"):
        graph_in(path)
    assert tracemalloc.get_traced_memory()[1] < 200 * 2**20
    tracemalloc.stop()


def test_chunks_without_end_are_not_followed(written):
    assert graph_in(written(carrying(chunk(b"tEXt", b"") * 5000 + chunk(b"iTXt", WHOLE)))) is None


@pytest.mark.parametrize("png", [b"", b"GIF89a", PNG[:-3]])
def test_only_a_whole_png_can_carry_one(png):
    with pytest.raises(FileRefused):
        with_graph(png, GRAPH)


def test_a_folder_and_what_is_not_there_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none.png"):
        with pytest.raises(FileRefused):
            graph_in(path)
