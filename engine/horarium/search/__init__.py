"""Local search: a first timetable, then simulated annealing over the whole budget."""
