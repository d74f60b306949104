"""Habits: plausible ways in which the live server may differ from the plain sandbox.

Each is an entry of a list in one of the modules here: data that says what it does, how likely it is
and what it endangers, and a small function. The rest of the sandbox knows only the points at which
habits act (`Acts`), and asks the chosen ones (`Habits`) there.
"""

from .chosen import CurrentHabits, Habits, choose
from .describing import BadHabit, Evidence, Guarantee, Habit
from .every import EVERY, random_mixture

__all__ = [
    "EVERY",
    "BadHabit",
    "CurrentHabits",
    "Evidence",
    "Guarantee",
    "Habit",
    "Habits",
    "choose",
    "random_mixture",
]
