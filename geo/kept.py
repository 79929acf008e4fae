"""A property that is computed once, without making others wait for it.

``functools.cached_property`` of Python 3.11 holds one lock for all objects of a class
while it computes: the step of one reader waited for the first look at another's large
table. Python 3.12 took the lock out (docs.python.org/3/library/functools.html), and so
does this; two threads that ask at once compute the same value twice.
"""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or sys.version_info >= (3, 12):
    cached_property = functools.cached_property
else:

    class cached_property(functools.cached_property):
        """That of Python 3.12, on Python 3.11."""

        def __get__(self, instance: object | None, owner: type | None = None) -> Any:
            if instance is None or self.attrname is None:
                return super().__get__(instance, owner)
            kept = instance.__dict__
            if self.attrname not in kept:
                kept[self.attrname] = self.func(instance)
            return kept[self.attrname]
