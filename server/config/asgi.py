"""ASGI entry point: `uvicorn config.asgi:application`, from the folder `server`."""

import os
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("HORARIUM_DATABASE_POOL", "1")

from config.tracing import trace

trace("horarium-api")

from django.core.asgi import get_asgi_application  # noqa: E402

_django = get_asgi_application()

from django.conf import settings  # noqa: E402

from accounts.database import check_at_start  # noqa: E402
from config.uploads import UploadLimit  # noqa: E402

check_at_start()

application = UploadLimit(cast(Any, _django), settings.UPLOAD_LIMIT_BYTES)
