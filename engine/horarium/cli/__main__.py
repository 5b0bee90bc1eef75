"""`python -m horarium.cli` does what the installed command does."""

import sys

from horarium.cli import main

sys.exit(main())
