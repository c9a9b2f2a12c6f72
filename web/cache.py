"""A cache that forgets: the results asked for last, no more than a given number or weight of them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")


class BoundedCache:
    """Keeps the results used last, together no heavier than `size` unless one alone is; each weighs one unless `weigh` says so.

    Of threads that ask for the same at once one makes it, and the others wait for it: some results take seconds and much memory.

    >>> cache = BoundedCache(1)
    >>> cache.get("a", lambda: 1), cache.get("a", lambda: 2), cache.get("b", lambda: 3), cache.get("a", lambda: 4)
    (1, 1, 3, 4)
    >>> words = BoundedCache(5, weigh=len)
    >>> words.get(1, lambda: "abc"), words.get(2, lambda: "de"), words.get(3, lambda: "f"), words.get(1, lambda: "new")
    ('abc', 'de', 'f', 'new')
    """

    def __init__(self, size: int, *, weigh: Callable[[Any], int] = lambda _: 1) -> None:
        self._size, self._weigh = size, weigh
        self._weight = 0
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._makers: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def find(self, key: Hashable) -> Any | None:
        """What is kept under the key, None where nothing is."""
        with self._lock:
            return self._found(key) if key in self._kept else None

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under the key, made now if it is not there; what fails is made again by the next who asks."""
        with self._lock:
            if key in self._kept:
                return cast(T, self._found(key))
            maker = self._makers.setdefault(key, Lock())
        with maker:
            with self._lock:
                if key in self._kept:
                    return cast(T, self._found(key))
            try:
                made = make()
                with self._lock:
                    self._keep(key, made)
            finally:
                with self._lock:
                    self._makers.pop(key, None)
        return made

    def _found(self, key: Hashable) -> Any:
        self._kept.move_to_end(key)
        return self._kept[key]

    def _keep(self, key: Hashable, made: object) -> None:
        if key in self._kept:
            self._weight -= self._weigh(self._kept.pop(key))
        self._kept[key] = made
        self._weight += self._weigh(made)
        # One that is heavier than all may be stays alone, until the next: whoever asks for it often asks again at once.
        while self._weight > self._size and len(self._kept) > 1:
            self._weight -= self._weigh(self._kept.popitem(last=False)[1])
