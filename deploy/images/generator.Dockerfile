# Generation service with the engine: no Django. Kernels are compiled when it first starts,
# for the processor that it then runs on.
FROM python:3.11-slim AS packages
WORKDIR /horarium
COPY requirements/generator.txt requirements/
RUN python -m venv /venv
RUN /venv/bin/pip install --quiet --no-cache-dir --require-hashes -r requirements/generator.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 horarium
COPY --from=packages /venv /venv
COPY contracts/horarium_contracts /horarium/contracts/horarium_contracts
COPY engine/horarium /horarium/engine/horarium
COPY generator /horarium/generator
WORKDIR /horarium
ENV PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONPATH=/horarium:/horarium/engine:/horarium/contracts \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HORARIUM_DATA=/tmp/horarium \
    HORARIUM_CACHE=/tmp/horarium/kernels HORARIUM_LOG=json
RUN python -c "import generator.app, horarium.solve"
USER 10001
EXPOSE 8001
CMD ["sh", "-c", "python -m horarium.warm && exec uvicorn generator.app:app --host 0.0.0.0 --port 8001 --no-server-header --log-level warning"]
