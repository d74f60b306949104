"""All habits there are, and mixtures of them."""

from collections.abc import Mapping
from random import Random

from . import (
    answers,
    connections,
    creates,
    lists,
    notifications,
    order_numbers,
    tokens,
    values,
)
from .describing import Habit

_MODULES = (
    order_numbers,
    creates,
    lists,
    values,
    answers,
    tokens,
    connections,
    notifications,
)
_FEWEST, _MOST = 2, 6

EVERY: Mapping[str, Habit] = {
    habit.name: habit for module in _MODULES for habit in module.HABITS
}
"""The habits by their names, in the order in which they are listed."""


def random_mixture(seed: int) -> list[str]:
    """The names of a few habits that can be seen beside each other, the same for the same seed."""
    random = Random(seed)
    wanted = random.randint(_FEWEST, _MOST)
    mixture: dict[str, str] = {}
    for habit in random.sample(list(EVERY.values()), len(EVERY)):
        mixture.setdefault(habit.group or habit.name, habit.name)
        if len(mixture) == wanted:
            break
    return list(mixture.values())
