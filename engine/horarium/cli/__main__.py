"""`python -m horarium.cli` does what the installed command does."""

import sys

from horarium_command import main

sys.exit(main())
