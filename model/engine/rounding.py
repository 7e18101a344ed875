"""Numbers that the rules round."""

import numpy as np

from model.engine.compiled import kernel


@kernel
def rounded(x: float) -> int:
    """Return x rounded half up."""
    return int(np.floor(x + 0.5))
