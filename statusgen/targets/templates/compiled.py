"""Compiled templates that outlive the process, in the user's own cache folder and nowhere else."""

from __future__ import annotations

import sys
from contextlib import suppress
from hashlib import blake2b

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from statusgen.artifact import digest, program
from statusgen.shelves import Cupboard

_SEAL = 16


class Compiled(BytecodeCache):
    """What Jinja2 made of templates, in files of a ``cupboard``.

    What stands there is Python code, and it is run: so the cupboard must be one that came from
    nowhere else. That is so of the user's own cache folder, in which no other may write: whoever can
    write there as this user could as well change what Python imports. It is not so of a folder that is
    named with ``--cache``, which hosts of CI save and bring back.

    Code is taken only where it was made of the same text under the same name, by this program, this
    Python and this Jinja2, and is whole. What is not is made anew.
    """

    def __init__(self, cupboard: Cupboard) -> None:
        self._cupboard = cupboard
        self._about = digest(program(), sys.version, jinja2.__version__)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives a bucket its code, if it is here."""
        data = self._cupboard.read(_place(bucket))
        if data is not None and data[:_SEAL] == self._seal(bucket, data[_SEAL:]):
            bucket.bytecode_from_string(data[_SEAL:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a bucket; where that fails, or another does it, it is not kept."""
        code = bucket.bytecode_to_string()
        with suppress(OSError), self._cupboard.alone():
            self._cupboard.write(_place(bucket), self._seal(bucket, code) + code)

    def _seal(self, bucket: Bucket, code: bytes) -> bytes:
        about = (self._about, bucket.key, bucket.checksum)
        return blake2b(digest(*about) + code, digest_size=_SEAL).digest()


def _place(bucket: Bucket) -> str:
    """The file of a template: it has one, whatever becomes of its text."""
    return f"template-{bucket.key}"
