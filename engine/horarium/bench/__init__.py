"""Benchmarks: how fast the engine is, and how good its timetables are, kept apart.

instances   problem files of a folder, and what is known of them
quality     instances x seeds within a time limit, each run pinned to its cores
results     the runs' rows, in a file of JSON lines that a later start goes on with
report      the rows as Markdown, beside the figures to compare with
plot        the rows as curves of cost over time (SVG)
gpu         all figures of a card in one sitting
speed       moves a second at fixed iterations, against a committed baseline
"""
