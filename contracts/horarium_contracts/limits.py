"""Numbers that the API and the generation service must agree on."""

LEASE_SECONDS = 120
"""How long a solve is its process's after a renewal: enough for a minute without PostgreSQL."""

RENEWAL_SECONDS = 20
"""How often the process renews it."""

UPLOAD_BYTES = 20 * 1024 * 1024
"""The largest file, and the largest document, as it is sent."""

UNPACKED_BYTES = 200 * 1024 * 1024
"""The same, once it is unpacked."""

FORM_BYTES = 64 * 1024
"""What a multipart request may hold besides its file."""
