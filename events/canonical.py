"""The one serialiser of everything that is hashed."""

import hashlib
import json
from typing import Any

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical_json(data: Any) -> str:
    """Serialise JSON-ready data in exactly one way: sorted keys, no spaces, UTF-8, no floats.

    Raises TypeError for a float: its text depends on who prints it.

    >>> canonical_json({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    _refuse_floats(data)
    return encode(data)


def encode(data: Any) -> str:
    """The same without a search for floats: for data of types that hold none, as all facts are."""
    return _ENCODER.encode(data)


def digest(data: Any) -> str:
    """SHA-256 of the canonical JSON, hexadecimal."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def _refuse_floats(data: Any) -> None:
    if isinstance(data, float):
        raise TypeError(f"float {data!r} cannot be hashed; use an integer or a decimal string")
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list | tuple) else ():
        _refuse_floats(item)
