"""Output files: written whole or not at all."""

import codecs
import errno
import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from semax_cli.errors import SemaxError
from semax_cli.terminal.streams import reader_may_leave, tell, write_all


def write_file(parts: Iterable[str], path: Path) -> None:
    """Write a file whole or not at all: what stood there stays until the new text is on disk.

    A path that names an open stream or a device is written to, not replaced. A message on standard
    error names the file that was written.

    Raises:
        SemaxError: the file cannot be written.
    """
    data = codecs.iterencode(parts, "utf-8", errors="replace")
    unchanged = ""
    try:
        if (number := _stream_number(path)) is not None:
            with reader_may_leave(), os.fdopen(os.dup(number), "wb", buffering=0) as stream:
                write_all(stream, data)
        elif path.exists() and not path.is_file():
            with reader_may_leave(), path.open("wb") as special:
                special.writelines(data)  # such as /dev/null or a named pipe
        else:
            unchanged = " Nothing was changed; choose another --output."
            _replace(Path(os.path.realpath(path)), data)
            tell(f"Wrote {path}.")
    except OSError as error:
        raise SemaxError(f"Cannot write {path}: {error.strerror}.{unchanged}") from error


_STREAM = re.compile(r"/+(?:dev|proc/(?:self|thread-self))/(?:fd/([0-9]{1,6})|stdin|std(out|err))")


def _stream_number(path: Path) -> int | None:
    """The number of the open stream that a path names, in whatever way.

    Replacing the file behind it would not be writing to it.
    """
    if name := _STREAM.fullmatch(os.path.normpath(path)):
        return int(name[1] or {"out": 1, "err": 2}.get(name[2], 0))
    for number in (1, 2):
        with suppress(OSError):
            if os.path.samestat(os.stat(path), os.fstat(number)):
                return number
    return None


def _replace(path: Path, data: Iterable[bytes]) -> None:
    if path.is_symlink():  # still, after all links were followed
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if path.exists() and not os.access(path, os.W_OK):
        raise OSError(errno.EACCES, "it may not be written")
    import tempfile  # here, since only a file needs it

    with _terminated_in_order():
        handle, name = tempfile.mkstemp(prefix=".semax-", suffix=".part", dir=path.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(data)
                file.flush()
                os.fsync(handle)
                _set_owner_and_mode(handle, path)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _set_owner_and_mode(handle: int, path: Path) -> None:
    """Give an open draft the owner and permissions of a file, or those that a new one gets.

    By its handle, never by its name: whoever owns the folder could have put a link in its place.
    """
    owner = None
    if path.exists():
        found = path.stat(follow_symlinks=False)
        owner, mode = (found.st_uid, found.st_gid), found.st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with suppress(OSError, AttributeError):  # only root may; Windows has no such thing
        if owner:
            os.fchown(handle, *owner)
    with suppress(AttributeError):  # Windows, before Python 3.13
        os.fchmod(handle, mode)


@contextmanager
def _terminated_in_order() -> Iterator[None]:
    """Turn termination signals into a normal exit, so that the draft is removed."""
    signals = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    signals = [number for number in signals if signal.getsignal(number) is signal.SIG_DFL]

    def leave(number: int, _: object) -> None:
        for other in signals:
            signal.signal(other, signal.SIG_IGN)  # a second one would leave the draft behind
        sys.exit(128 + number)

    for number in signals:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in signals:
            signal.signal(number, signal.SIG_DFL)
