"""The draw: who came before the opening gets a rank by lot that anyone can check.

The rank of a number is a keyed permutation of 0…N−1, so nothing has to be kept
or sorted: a Feistel network over the smallest square that holds N, walked on
until the value is below N (cycle-walking). The seed is made with the room, its
SHA-256 is published at once, the seed itself at the opening. N is part of the
key: nobody knows a rank before the number of those who came is final.
"""

import hashlib
import hmac
import secrets
from typing import Final

ROUNDS: Final = 10
# Of each HMAC, the first bytes are enough for halves of up to 32 bits.
WORD_BYTES: Final = 4


def new_seed() -> str:
    """Return 256 random bits as hexadecimal digits."""
    return secrets.token_hex(32)


def print_of(seed: str) -> str:
    """Return what is published beforehand: the SHA-256 of the seed's bytes."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()


def drawn_rank(seed: str, drawn: int, number: int) -> int:
    """Return the rank, from 0, of a number below `drawn`.

    A bijection of 0…drawn−1 for every seed. Raises ValueError for a number
    that was not in the draw.
    """
    if not 0 <= number < drawn:
        message = f"{number} was not among the {drawn} that were drawn"
        raise ValueError(message)
    half = max(1, ((drawn - 1).bit_length() + 1) // 2)
    value = _shuffled(seed, drawn, number, half)
    while value >= drawn:
        value = _shuffled(seed, drawn, value, half)
    return value


def rank_of(seed: str, drawn: int, number: int) -> int:
    """Return the rank of any number; who came later follows in order."""
    return number if number >= drawn else drawn_rank(seed, drawn, number)


def _shuffled(seed: str, drawn: int, value: int, half: int) -> int:
    mask = (1 << half) - 1
    left, right = value >> half, value & mask
    for turn in range(ROUNDS):
        text = f"{drawn}:{turn}:{right}".encode()
        word = hmac.digest(bytes.fromhex(seed), text, "sha256")[:WORD_BYTES]
        left, right = right, left ^ (int.from_bytes(word, "big") & mask)
    return left << half | right
