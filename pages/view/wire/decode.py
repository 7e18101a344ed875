"""What the browser does with a picture, in Python: for whoever visits without one."""

import json
import struct
import zlib
from typing import Any

import numpy as np

from pages.view.wire.arrays import Arrays
from pages.view.wire.frame import MAGIC


def decode(data: bytes) -> tuple[dict[str, Any], list[Arrays]]:
    """Return the header and the arrays of each run; what the browser does, in Python.

    Raises:
        ValueError: where these are not bytes of `pages.view.wire.frame.encode`.
    """
    if data[:4] != MAGIC:
        raise ValueError("not a picture of version 2")
    whole = zlib.decompress(data[4:])
    (length,) = struct.unpack_from("<I", whole)
    header = json.loads(whole[4 : 4 + length])
    base = 4 + length + -(4 + length) % 8
    return header, [
        {
            name: np.frombuffer(whole, "<" + kind, int(np.prod(shape)), base + offset).reshape(shape)
            for name, (kind, shape, offset) in run["arrays"].items()
        }
        for run in header["runs"]
    ]
