"""How fast jobs are served: `make figures` starts a product of its own and measures it.

`__main__` says in which order; `handing_over`, `starting`, `following` and `asking` measure
one thing each, and `report` writes docs/benchmarks/jobs.md and jobs.json.
"""
