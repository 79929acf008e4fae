"""Equal Earth with its central meridian at 11 degrees east, in metres."""

from __future__ import annotations

import math

#: Equal Earth, sphere of the authalic radius, as PROJ writes it.
CRS = "+proj=eqearth +lon_0=11 +R=6371008.8 +units=m +no_defs"
CENTRAL_MERIDIAN = 11.0
RADIUS = 6371008.8

Point = tuple[float, float]
Ring = list[Point]


# Equal Earth's polynomial: Savric, Patterson and Jenny, "The Equal Earth map
# projection", International Journal of Geographical Information Science, 2018.
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2


def project(lon: float, lat: float) -> Point:
    """WGS 84 degrees to Equal Earth metres, central meridian 11 E."""
    theta = math.asin(_M * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2**3
    shift = (lon - CENTRAL_MERIDIAN + 180) % 360 - 180
    slope = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
    x = math.radians(shift) * math.cos(theta) / (_M * slope)
    y = theta * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))
    return RADIUS * x, RADIUS * y
