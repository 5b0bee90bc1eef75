"""Quick questions about a timetable, asked of the generation service.

basis    which documents a timetable is a solution of
asking   a question in ids and minutes, as the service is asked it in theirs
words    its answers, in ids and minutes again, as far as the member may see
"""
