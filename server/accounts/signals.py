"""What later parts of the server may listen to."""

from django.dispatch import Signal

forgotten = Signal()
"""A person is forgotten: what else may name them has to go."""

joined = Signal()
"""A membership came about: `membership`, and `person`, the id of the instructor or student
that this is, or None."""
