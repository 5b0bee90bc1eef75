"""What is written about timetables.

results   what the engine found becomes a draft
workflow  from draft to archive, a step at a time
copying   a draft from any timetable
editing   changes of a draft by hand, undone and redone
merging   classes taken from one timetable into a draft
scores    the score of what was edited, computed anew
dated     changes of one date after publication
comments  what people say
notices   who is told what
"""

from timetables.services.results import ResultRefusedError, store_result

__all__ = ["ResultRefusedError", "store_result"]
