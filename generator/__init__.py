"""The generation service: starts, watches and stops solves, and converts documents.

Read `solve_process` first: one solve, from the request to its end. Then:

    app             the service, put together
    security        who may call it
    routes/         what can be asked
    admission       whether there is room for one more solve
    solves          the table of running and ended solves
    spare           a process that waits for the next of them
    direct          jobs of several variants, for callers other than the API
    lease           keeps a solve from being given to somebody else
    checkpoints     the best timetable so far, into safe keeping
    results         what a solve has to show
    ends            callback documents and their delivery
    api             signed calls to Django
    publisher       progress from a solve to Redis
    feed            progress from Redis to readers
    meters, tracing what operators see
    questions       quick questions, answered by one process: `question_process`
    documents       conversions, each in a short process of its own
"""
