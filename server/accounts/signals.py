"""What later parts of the server may listen to."""

from django.dispatch import Signal

joined = Signal()
"""A membership came about: `membership`, and `person`, the id of the instructor or student
that this is, or None."""
