"""What a class may get where nobody states it, and what remains of what is stated.

hours    meetings as tuples, whether two overlap, what wishes make of them
times    the patterns of a teaching week, by breaks and holidays
rooms    those that are large enough, equipped, allowed and within reach
seats    who of those asking for a course gets one
"""
