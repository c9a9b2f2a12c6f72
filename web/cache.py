"""A cache that forgets: the results asked for last, no more than a given number of them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Any, TypeVar, cast

T = TypeVar("T")


class BoundedCache:
    """Keeps the `size` results used last. Of threads that miss at once one makes the result, and the others wait for it.

    >>> cache = BoundedCache(1)
    >>> cache.get("a", lambda: 1), cache.get("a", lambda: 2), cache.get("b", lambda: 3), cache.get("a", lambda: 4)
    (1, 1, 3, 4)
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under the key, made now if it is not there; what fails is made again by the next who asks."""
        with self._lock:
            if key in self._kept:
                return cast(T, self._found(key))
            turn = self._making.setdefault(key, RLock())
        with turn:
            with self._lock:
                if key in self._kept:
                    return cast(T, self._found(key))
            made: T | None = None
            is_made = False
            try:
                made = make()
                is_made = True
                return made
            finally:
                with self._lock:
                    self._making.pop(key, None)
                    if is_made:
                        self._keep(key, made)

    def _keep(self, key: Hashable, made: Any) -> None:
        self._kept[key] = made
        self._kept.move_to_end(key)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def peek(self, key: Hashable) -> Any:
        """What is kept under the key; None where nothing is."""
        with self._lock:
            return self._found(key) if key in self._kept else None

    def _found(self, key: Hashable) -> Any:
        self._kept.move_to_end(key)
        return self._kept[key]
