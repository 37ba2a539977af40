# Talkoot in a container: small, not root, everything that lasts in two volumes.
#
#     docker build -t talkoot .
#     docker run -d --name talkoot -v talkoot-data:/data -v talkoot-keys:/keys \
#       -e TALKOOT_TELEGRAM__TOKEN=… -e TALKOOT_CONTROLLER__NAME="…" -e TALKOOT_CONTROLLER__CONTACT="…" talkoot
#
# Settings come from the environment, or from a config.toml in /data, which user 10001 must be able to read.

FROM python:3.11-slim-bookworm AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /app
# What we depend on changes rarely: this layer is built once, and the next one in seconds.
COPY pyproject.toml uv.lock README.md LICENSE ./
COPY playground/LICENSE.schema playground/
RUN uv sync --locked --no-default-groups --extra postgres --no-install-project
COPY bot bot/
COPY handlers handlers/
COPY community community/
COPY storage storage/
COPY web web/
COPY playground playground/
COPY benchmarks benchmarks/
COPY locales locales/
# Not editable: the environment is all that the next stage takes along.
RUN uv sync --locked --no-default-groups --extra postgres --no-editable

FROM python:3.11-slim-bookworm
RUN groupadd --system --gid 10001 talkoot \
    && useradd --system --uid 10001 --gid talkoot --no-create-home --home-dir /data --shell /usr/sbin/nologin talkoot \
    && install --directory --owner=talkoot --group=talkoot --mode=0700 /data /keys
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    TALKOOT_DATABASE__URL=sqlite:////data/talkoot.sqlite3 \
    TALKOOT_PRIVACY__ERASED_KEY_FILE=/keys/erased.key \
    TALKOOT_LOGGING__FORMAT=json \
    TALKOOT_WEB__HOST=0.0.0.0 \
    TALKOOT_WEB__PORT=8081
# The key that hides who was erased is apart from the data, so that no backup holds both.
VOLUME ["/data", "/keys"]
WORKDIR /data
USER talkoot
EXPOSE 8081
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['TALKOOT_WEB__PORT']), timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]
ENTRYPOINT ["talkoot"]
CMD ["run"]
