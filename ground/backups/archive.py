"""The file of a backup: a tar archive that knows what it must contain.

Its first member says that it is ours, its last one (the manifest) gives the
checksum of every other: one without it was cut short.
"""

import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from ground.backups import BackupRefused

FORMAT: Final = 1
PRODUCT: Final = "Marquee"
MARK: Final = "MARQUEE"
MANIFEST: Final = "manifest.json"
FOLDERS: Final = ("database", "media", "keys")
FILES: Final = ("house.json",)
CHUNK: Final = 1 << 20
# What gzip and tar say of a file that is damaged.
BROKEN: Final = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError)
Manifest = dict[str, Any]


class _Hashing:
    """Lets a file through and sums up what went by."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


class Writer:
    """Adds members; what is written down of each is what really went in."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.sums: dict[str, str] = {}

    def add_text(self, name: str, text: str) -> None:
        data = text.encode()
        member = tarfile.TarInfo(name)
        member.size = len(data)
        member.mode = 0o600
        self.tar.addfile(member, io.BytesIO(data))
        self.sums[name] = hashlib.sha256(data).hexdigest()

    def add_file(self, source: Path, name: str) -> None:
        with source.open("rb") as file:
            hashing = _Hashing(file)
            member = tarfile.TarInfo(name)
            state = os.fstat(file.fileno())
            member.size, member.mtime = state.st_size, int(state.st_mtime)
            member.mode = 0o600
            self.tar.addfile(member, hashing)
        self.sums[name] = hashing.digest.hexdigest()

    def add_folder(self, folder: Path, name: str) -> None:
        """Add the regular files of a folder; links are left out."""
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                self.add_file(path, f"{name}/{path.relative_to(folder).as_posix()}")


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write an archive that only its owner can read; there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(opened, "wb") as file,
            tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar,
        ):
            writer = Writer(tar)
            writer.add_text(MARK, f"{PRODUCT} backup, format {FORMAT}\n")
            yield writer
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def seal(writer: Writer, manifest: Manifest) -> None:
    """Write the manifest, with the checksums of all that came before."""
    whole = {
        "product": PRODUCT,
        "format": FORMAT,
        **manifest,
        "members": writer.sums,
    }
    writer.add_text(MANIFEST, json.dumps(whole, indent=1, ensure_ascii=False))


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack an archive beside everything and check it; return its manifest.

    Raises BackupRefused for what is not ours, damaged, cut short, of a newer
    format, or would write outside of the folder.
    """
    try:
        with tarfile.open(path, "r:gz") as tar:
            sums = _unpack_members(tar, folder)
    except FileNotFoundError as error:
        message = f"There is no file {path}."
        raise BackupRefused(message) from error
    except BROKEN as error:
        message = f"{path.name} is damaged, cut short, or no backup at all: {error}"
        raise BackupRefused(message) from error
    return _checked(path, folder, sums)


def _unpack_members(tar: tarfile.TarFile, folder: Path) -> dict[str, str]:
    sums: dict[str, str] = {}
    for number, member in enumerate(tar):
        if number == 0 and member.name != MARK:
            message = "This is not a backup of Marquee."
            raise BackupRefused(message)
        source = tar.extractfile(member) if _is_ours(member) else None
        if source is None or member.name in sums:
            message = f"A backup has no member “{member.name}”: nothing is restored."
            raise BackupRefused(message)
        sums[member.name] = _write(source, folder / member.name)
    return sums


def _is_ours(member: tarfile.TarInfo) -> bool:
    parts = PurePosixPath(member.name).parts
    if not member.isfile() or ".." in parts or "\\" in member.name:
        return False
    if len(parts) == 1:
        return member.name in {MARK, MANIFEST, *FILES}
    return parts[0] in FOLDERS and not any(":" in part for part in parts)


def _write(source: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    hashing = _Hashing(source)
    opened = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        while data := hashing.read(CHUNK):
            file.write(data)
    return hashing.digest.hexdigest()


def _checked(path: Path, folder: Path, sums: dict[str, str]) -> Manifest:
    if sums.pop(MANIFEST, None) is None:
        message = f"{path.name} has been cut short: its last part is missing."
        raise BackupRefused(message)
    manifest: Manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    if manifest.get("product") != PRODUCT:
        message = "This is not a backup of Marquee."
        raise BackupRefused(message)
    if manifest.get("format", 0) > FORMAT:
        message = "This backup was made by a newer Marquee: update this one first."
        raise BackupRefused(message)
    wanted = manifest.get("members", {})
    for name in sorted(wanted.keys() | sums.keys()):
        if wanted.get(name) != sums.get(name):
            message = f"{path.name} is damaged: “{name}” is not what was backed up."
            raise BackupRefused(message)
    return manifest
