"""Check a draw: python check_draw.py SEED DRAWN NUMBER (as the page shows them)."""

import hashlib
import hmac
import sys


def place(seed: str, drawn: int, number: int) -> int:
    if number > drawn:  # came after the draw: follows in order
        return number
    half = max(1, ((drawn - 1).bit_length() + 1) // 2)
    mask, value = (1 << half) - 1, number - 1
    while True:
        left, right = value >> half, value & mask
        for turn in range(10):
            text = f"{drawn}:{turn}:{right}".encode()
            word = hmac.digest(bytes.fromhex(seed), text, "sha256")[:4]
            left, right = right, left ^ (int.from_bytes(word, "big") & mask)
        value = left << half | right
        if value < drawn:
            return value + 1


if __name__ == "__main__":
    print("print:", hashlib.sha256(bytes.fromhex(sys.argv[1])).hexdigest())
    print("place:", place(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
