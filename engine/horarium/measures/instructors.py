"""What a timetable is like for those who teach."""

from collections import Counter
from statistics import fmean, pstdev

from horarium.formats.meetings import option_from_document
from horarium.measures.timetable import Timetable, bits


def instructor_penalty(timetable: Timetable) -> float | None:
    calendar = timetable.problem.calendar
    penalties, meetings = 0, 0
    for one, times in timetable.instructors:
        wishes = [option_from_document(e, calendar) for e in one.get("preferences", ())]
        for time in times:
            meetings += time.days.bit_count()
            penalties += sum(wish.minded(time) for wish in wishes)
    return penalties / meetings if meetings else None


def instructor_day_spread(timetable: Timetable) -> float | None:
    if not timetable.instructors:
        return None
    calendar = timetable.problem.calendar
    spreads = []
    for _, times in timetable.instructors:
        load: Counter[int] = Counter(dict.fromkeys(timetable.teaching_days, 0))
        for time in times:
            for day in bits(time.days):
                load[day] += time.length * time.weeks.bit_count()
        spreads.append(pstdev(load.values()) * calendar.slot_minutes / calendar.weeks / 60)
    return fmean(spreads)
