"""ASGI entry point: `uvicorn config.asgi:application`, from the folder `server`."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("HORARIUM_DATABASE_POOL", "1")

from config.tracing import trace

trace("horarium-api")

import django  # noqa: E402

django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from accounts.database import check_at_start  # noqa: E402
from config.serving import Handler  # noqa: E402
from config.uploads import UploadLimit  # noqa: E402

check_at_start()

application = UploadLimit(Handler(), settings.UPLOAD_LIMIT_BYTES)

# Views and all that they import stay: requests need not wait until they are looked through.
# A page of a list is some thousand objects, which are gone before the collector need look.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
gc.set_threshold(20_000)
