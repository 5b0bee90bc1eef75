"""Jobs under fire: `make soak SEED=1 JOBS=200 KILLS=60`.

`plan` says what happens, from the seed alone; `run` makes it happen to a product of its
own and counts what became of every job; the last line of the output is JSON.
"""
