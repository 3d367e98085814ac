"""Kener's way to write uptime as text, to the last digit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_FOUR_DECIMALS = Decimal("0.0001")


def uptime_text(up: int, covered: int) -> str:
    """``up`` of ``covered`` minutes as percent: "-", "0", "100", "90", "99.9063", "25.0000".

    As in JavaScript, the quotient is a binary floating-point number and its exact value is rounded,
    half up: Kener writes 3.5937 for 23 of 640, which is 3.59375 and a little less in binary.
    """
    if covered == 0:
        return "-"
    percent = up / covered * 100
    if percent % 10 == 0:
        return str(int(percent))
    return str(Decimal(percent).quantize(_FOUR_DECIMALS, ROUND_HALF_UP))
