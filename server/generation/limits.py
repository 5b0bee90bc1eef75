"""What may be asked of a job."""

from horarium_contracts import solvers

SOLVERS = solvers()
"""The first one unless another is asked for."""

MOST_VARIANTS = 10
LEAST_BUDGET, MOST_BUDGET = 5, 12 * 3600
"""Seconds; the least is for each variant."""

USUAL_PRIORITY, LOWEST_PRIORITY = 5, 9
"""0 is served first, as in the broker's queues."""

LARGEST_SEED = 2**31 - 100
"""Variants count on from their job's seed, and the database keeps 31 bits."""
