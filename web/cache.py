"""A cache that forgets: the results asked for last, no more than a given number of them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class BoundedCache:
    """Keeps the results used last whose weights come to no more than `size`; without `weigh` each weighs 1.

    The one made last is kept whatever it weighs. Two threads that miss at once both make the result, and one is kept.

    >>> cache = BoundedCache(1)
    >>> cache.get("a", lambda: 1), cache.get("a", lambda: 2), cache.get("b", lambda: 3), cache.get("a", lambda: 4)
    (1, 1, 3, 4)
    >>> words = BoundedCache(5, weigh=len)
    >>> words.get(1, lambda: "abc"), words.get(2, lambda: "de"), words.get(3, lambda: "f"), words.get(1, lambda: "new")
    ('abc', 'de', 'f', 'new')
    """

    def __init__(self, size: int, *, weigh: Callable[[Any], int] = lambda _: 1) -> None:
        self._size = size
        self._weigh = weigh
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under the key, made now if it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: T = self._kept[key]
                return found
        made = make()
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            weight = sum(map(self._weigh, self._kept.values()))
            while weight > self._size and len(self._kept) > 1:
                weight -= self._weigh(self._kept.popitem(last=False)[1])
        return made
