"""Reading input of bounded size, plain or gzipped, and writing files whole or not at all."""

import gzip
import io
import os
import tempfile
import zlib
from pathlib import Path

from horarium.problem import ProblemError

Source = str | os.PathLike[str] | bytes
"""A path, or the content itself."""

MAX_BYTES = 200 * 1024 * 1024
"""Default limit of the size of an input, after unpacking."""


def read_bytes(source: Source, name: str = "", max_bytes: int = MAX_BYTES) -> tuple[bytes, str]:
    """The unpacked content of an input and the name to call it in errors.

    Raises ProblemError: not_readable, too_large (before it has been unpacked
    whole, so that a gzip bomb costs no more than the limit), bad_gzip.
    """
    name = name or ("input" if isinstance(source, bytes) else os.fspath(source))
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else open(source, "rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            stream = gzip.GzipFile(fileobj=file) if zipped else file
            data = stream.read(max_bytes + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ProblemError(
            "bad_gzip", f"the gzip file is damaged or cut off ({error})", name
        ) from error
    except OSError as error:
        raise ProblemError(
            "not_readable", f"cannot be read: {error.strerror or error}", name
        ) from error
    if len(data) > max_bytes:
        megabytes = max_bytes // 2**20
        raise ProblemError(
            "too_large", f"is larger than {megabytes} MB unpacked", name, megabytes=megabytes
        )
    return data, name


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file, gzipped when its name ends in .gz, so that it is never half there.

    Raises OSError, which names the file.
    """
    target = Path(path)
    if target.suffix.lower() == ".gz":
        data = gzip.compress(data, mtime=0)
    try:
        if target.exists() and not target.is_file():  # a device or pipe, such as /dev/stdout
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        error.filename = os.fspath(path)  # which is the one that was asked for
        raise


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target, and put it in its place when it is whole."""
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
