"""The generation service: starts, watches and stops solves, and converts documents.

app             the service, put together
security        who may call it
routes/         what can be asked
admission       whether there is room for one more solve
solves          the table of running and ended solves
solve_process   one solve, in a process of its own: read this first
documents       conversions, each in a short process of its own
api             signed calls to Django: documents, leases, callbacks
progress        from a solve to Redis, and from Redis to readers
"""
