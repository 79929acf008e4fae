"""Made-up tables of treaties between 200 states: the same bytes every time."""

from __future__ import annotations

import random

from geo.model import countries

STATES = 200
FIRST, LAST = 1946, 2024


def table(rows: int, seed: int = 1) -> bytes:
    """A CSV of so many treaties, some states far busier than others.

    Days, months and years in a ratio of 8 : 1 : 1; 70 % have an entry into force, 10 %
    an end.
    """
    chance = random.Random(seed)
    codes = countries.codes()
    chance.shuffle(codes)
    codes = codes[:STATES]
    weights = [1 / (place + 3) for place in range(STATES)]
    lines = ["party_a,party_b,signed,in_force,terminated,title"]
    for number in range(rows):
        a, b = chance.choices(codes, weights, k=2)
        while a == b:
            a, b = chance.choices(codes, weights, k=2)
        year = chance.randint(FIRST, LAST)
        day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        signed = day[: chance.choice([10] * 8 + [7, 4])]
        force = str(year + chance.randint(1, 2)) if chance.random() < 0.7 else ""
        end = str(year + chance.randint(3, 20)) if chance.random() < 0.1 else ""
        end = end if end <= "2026" else ""
        lines.append(f"{a},{b},{signed},{force},{end},Agreement {number}")
    return "\n".join(lines).encode()
