"""A property that is computed once, without making others wait for it.

``functools.cached_property`` of Python 3.11 holds one lock for all objects of a class
while it computes: the step of one reader waited for the first look at another's large
table. Python 3.12 took the lock out (docs.python.org/3/library/functools.html). Where
two threads ask at once, each computes, and both have the value that was ready first.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    cached_property = functools.cached_property
else:

    class cached_property(functools.cached_property):
        """That of Python, without a lock."""

        def __get__(self, instance: object | None, owner: type | None = None) -> Any:
            if instance is None or self.attrname is None:
                return super().__get__(instance, owner)
            return instance.__dict__.setdefault(self.attrname, self.func(instance))
