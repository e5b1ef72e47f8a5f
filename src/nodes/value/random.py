"""Makes numbers by chance."""

import math
import random

from nodegraph import node


@node(synonyms=("random", "dice", "chance", "seed"))
def random_number(low: float = 0.0, high: float = 1.0, whole: bool = False, seed: int = 0) -> float:
    """Give a number by chance between two others: the same seed gives the same number.

    *whole* gives whole numbers, both ends included. Wire the number of an item to the seed for another one each time.
    """
    if high < low:
        low, high = high, low
    made = random.Random(seed)
    if not whole:
        return made.uniform(low, high)
    first, last = math.ceil(low), math.floor(high)
    if first > last:
        raise ValueError(f"There is no whole number between {low:g} and {high:g}; move one of them.")
    return made.randint(first, last)
