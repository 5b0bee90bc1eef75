"""Quick questions about one timetable, answered while somebody waits.

    desk = Desk(problem, timetable)
    desk.check({"physics-1": Placement(time, "B2")})   what a change breaks, mends and costs
    desk.heat("physics-1")                             every time it could have, at once
    desk.suggest("physics-1", 5)                       the best changes, moving others too

Numbers and reasons come from `charges`, in plain Python, from the classes that a change
concerns; where there is much to try, `candidates` has the kernels choose what is worth it.
"""

from horarium.questions.answers import Answer, Reason, Spot, Standing, Suggestion
from horarium.questions.desk import Desk
from horarium.questions.placed import Changes

__all__ = ["Answer", "Changes", "Desk", "Reason", "Spot", "Standing", "Suggestion"]
