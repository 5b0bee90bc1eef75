# API, worker and beat: Django with what it imports, and no engine.
FROM python:3.11-slim AS packages
WORKDIR /horarium
COPY requirements/server.txt requirements/
RUN python -m venv /venv
RUN /venv/bin/pip install --quiet --no-cache-dir --require-hashes -r requirements/server.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 horarium
COPY --from=packages /venv /venv
COPY contracts/horarium_contracts /horarium/contracts/horarium_contracts
COPY server /horarium/server
WORKDIR /horarium/server
ENV PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin PYTHONPATH=/horarium/contracts \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HORARIUM_DATA=/tmp/horarium HORARIUM_LOG=json
RUN python -c "import django, celery, horarium_contracts, config.settings"
USER 10001
EXPOSE 8000
CMD ["uvicorn", "config.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--no-server-header", "--log-level", "warning"]
