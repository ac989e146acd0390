"""Where a folded text has figures that may tell an age, found with NumPy: texts may be full of figures."""

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]
PAD = b"    "  # room to look behind the last figure
SPACE = 0x20  # this and all below is white space in a folded text


def figure_places(folded: str) -> Places:
    """The place before each number of one or two figures that may be an age or begin a school year, in order.

    None are sums and times (`$15`, `#15`, `.15`, `15:30`), larger numbers, and numbers amid a list of numbers.
    """
    codes = np.frombuffer(folded.encode("ascii", "replace") + PAD, np.uint8)
    figure = (codes - ord("0")) < 10  # unsigned: what is below wraps round
    at = np.flatnonzero(figure[1:] & ~figure[:-1]) + 1
    behind = at + 1 + figure[at + 1]
    at, behind = (places[~figure[behind]] for places in (at, behind))
    before, after = codes[at - 1], codes[behind]
    far = figure[at - 2]
    space = before <= SPACE
    listed = space & (far | ((codes[at - 2] == ord(",")) & figure[at - 3]))
    goes_on = (after <= SPACE) & figure[behind + 1]
    goes_on |= (after == ord(",")) & (codes[behind + 1] <= SPACE) & figure[behind + 2]
    no_age = (before >= ord("a")) & (before <= ord("z"))
    no_age |= is_one_of(before, "$#") | (far & is_one_of(before, ".,:"))
    no_age |= figure[behind - 2] & (codes[behind - 2] > ord("1"))  # twenty and more
    no_age |= (before == ord(".")) & (codes[at - 2] <= SPACE)
    no_age |= (before == ord("'")) & far  # five feet four
    no_age |= space & (codes[at - 2] == ord("'")) & figure[at - 3]
    no_age |= (after == ord("'")) & (codes[behind + 1] <= SPACE) & figure[behind + 2]
    no_age |= (before == ord(",")) & (codes[at - 2] <= SPACE) & figure[at - 3]
    no_age |= (listed & goes_on) | ((after == ord(":")) & figure[behind + 1])
    places: Places = at[~no_age] - 1
    return places


def is_one_of(codes: NDArray[np.uint8], characters: str) -> NDArray[np.bool_]:
    """Which codes are those of the characters."""
    found: NDArray[np.bool_] = np.isin(codes, np.frombuffer(characters.encode(), np.uint8))
    return found
