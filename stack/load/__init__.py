"""The API under load: `python -m stack.load` starts what it needs and writes the report."""
