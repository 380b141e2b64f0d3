"""The code of a ticket: a serial that people read, signed for scanners.

The QR code holds ``M1.<key id>.<serial>.<signature>``. Everything in it is of
the alphanumeric set of QR codes, which keeps the symbol small, and in base 32,
which survives scanners that type like a keyboard. A scanner that knows the
public keys can tell a true ticket without network; none of them can make one.
"""

import base64
import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal

# Without 0 O Q, 1 I L, U, and Z S G B, which look like 2 5 6 8.
ALPHABET: Final = "23456789ACDEFHJKMNPRTVWXY"
SERIAL_LENGTH: Final = 16
# What people type for what they see.
_MISREAD: Final = str.maketrans("ZSGBU", "2568V", " -·\t\r\n\u2013")

_PREFIX: Final = "M1"
_SERIAL: Final = re.compile(rf"[{ALPHABET}]{{{SERIAL_LENGTH}}}")
_KEY_ID: Final = re.compile(r"[0-9]{2,}[A-Z2-7]{4}")
_SIGNATURE: Final = re.compile(r"[A-Z2-7]{103}")
_KEY_FILE: Final = "ticket-{}.pem"


class MalformedCode(Refusal):
    """It is not a ticket's code at all, or a part of it is missing."""

    code = "ticket_code_malformed"
    sentence = _("This is not a ticket code.")


class UnknownKey(Refusal):
    """It is signed with a key that this house does not have."""

    code = "ticket_key_unknown"
    sentence = _("This ticket is not from this house.")


class ForgedCode(Refusal):
    """It names one of our keys, but that key never signed it."""

    code = "ticket_code_forged"
    sentence = _("This ticket is not genuine.")


@dataclass(frozen=True)
class SigningKey:
    """A private key and the short name that the codes made with it carry."""

    kid: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> Ed25519PublicKey:
        return self.private.public_key()


def new_serial() -> str:
    """Sixteen characters (74 bits), unique by chance; the database makes sure."""
    number = secrets.randbelow(len(ALPHABET) ** SERIAL_LENGTH)
    letters: list[str] = []
    while len(letters) < SERIAL_LENGTH:
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def in_fours(serial: str) -> str:
    """The serial as it is printed: ``7KTM 4TXR 9HWD C3PN``."""
    return " ".join(serial[i : i + 4] for i in range(0, len(serial), 4))


def read_serial(typed: str) -> str:
    """The serial that somebody typed, forgiving case, width and spacing.

    Refuses with `MalformedCode`.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    serial = re.sub(r"\s", "", plain)
    if not _SERIAL.fullmatch(serial):
        raise MalformedCode
    return serial


def sign(serial: str, key: SigningKey) -> str:
    """The payload of the ticket's QR code: 130 characters, as a rule."""
    if not _SERIAL.fullmatch(serial):
        raise MalformedCode
    message = f"{_PREFIX}.{key.kid}.{serial}"
    return f"{message}.{_base32(key.private.sign(message.encode()))}"


def verify(payload: str, public_keys: Mapping[str, Ed25519PublicKey]) -> str:
    """The serial of a code that one of these keys signed.

    Refuses with `MalformedCode`, `UnknownKey` or `ForgedCode`. That the
    signature is true says nothing of the ticket's state: ask the database.
    """
    kid, serial, signature = _split(payload)
    if kid not in public_keys:
        raise UnknownKey
    try:
        public_keys[kid].verify(signature, f"{_PREFIX}.{kid}.{serial}".encode())
    except InvalidSignature:
        raise ForgedCode from None
    return serial


def _split(payload: str) -> tuple[str, str, bytes]:
    match payload.strip().upper().split("."):
        case [prefix, kid, serial, text] if prefix == _PREFIX:
            pass
        case _:
            raise MalformedCode
    found = _KEY_ID.fullmatch(kid) and _SERIAL.fullmatch(serial)
    if not (found and _SIGNATURE.fullmatch(text)):
        raise MalformedCode
    signature = base64.b32decode(text + "=")
    # Base 32 has spare bits at the end: only one spelling is the code.
    if _base32(signature) != text:
        raise MalformedCode
    return kid, serial, signature


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def ensure_key(folder: Path) -> SigningKey:
    """The key that signs today; makes the first one where there is none.

    Two processes that start together may each make one. That does no harm:
    both keys verify, and the same one of them signs from then on.
    """
    return next(reversed(load_keys(folder)), None) or rotate_key(folder)


def rotate_key(folder: Path) -> SigningKey:
    """Make a new key, which signs from now on; the older ones still verify."""
    private = Ed25519PrivateKey.generate()
    number = max((_number(key.kid) for key in load_keys(folder)), default=0) + 1
    key = SigningKey(f"{number:02d}{_fingerprint(private.public_key())}", private)
    _write(folder / _KEY_FILE.format(key.kid), _pem(private))
    return key


def load_keys(folder: Path) -> list[SigningKey]:
    """All keys of the folder, the one that signs last.

    The order is in the names and not in the files' times, which a backup
    may lose.
    """
    keys = [
        SigningKey(path.stem.removeprefix("ticket-"), _read(path))
        for path in folder.glob(_KEY_FILE.format("*"))
        if _KEY_ID.fullmatch(path.stem.removeprefix("ticket-"))
    ]
    return sorted(keys, key=lambda key: (_number(key.kid), key.kid))


def public_keys(keys: Iterable[SigningKey]) -> dict[str, Ed25519PublicKey]:
    """What a scanner needs to know: the public keys by their names."""
    return {key.kid: key.public for key in keys}


def _number(kid: str) -> int:
    return int(kid[:-4])


def _fingerprint(public: Ed25519PublicKey) -> str:
    """Four characters that tell keys of the same number apart."""
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return _base32(hashlib.sha256(raw).digest())[:4]


def _pem(private: Ed25519PrivateKey) -> bytes:
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _read(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        message = f"{path} holds no Ed25519 key"
        raise TypeError(message)
    return key


def _write(path: Path, content: bytes) -> None:
    """Write a secret file whole or not at all, for its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(draft, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
