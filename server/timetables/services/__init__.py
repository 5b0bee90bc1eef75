"""What is written about timetables.

results   what the engine found becomes a draft
workflow  from draft to archive, a step at a time
copying   a draft from any timetable
"""

from timetables.services.results import ResultRefusedError, store_result

__all__ = ["ResultRefusedError", "store_result"]
