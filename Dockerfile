# The web image. Debian-based: the embedded PostgreSQL's wheel, whose pg_dump makes the backups,
# is for glibc. docker-compose.yml shows how it is run.

FROM python:3.13-slim-bookworm AS build
WORKDIR /app
COPY requirements/s3.txt requirements/s3.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes \
        --only-binary :all: --requirement requirements/s3.txt
COPY . .
# The settings ask for these two; collecting static files uses neither.
RUN DEBUG=false SECRET_KEY=build ALLOWED_HOSTS=build STATIC_ROOT=/app/staticfiles \
        /venv/bin/python manage.py collectstatic --noinput \
    && /venv/bin/python -m compileall -q articles newscenter scripts

FROM python:3.13-slim-bookworm
RUN groupadd --gid 10001 newscenter \
    && useradd --uid 10001 --gid newscenter --no-create-home --shell /usr/sbin/nologin newscenter \
    && install --directory --owner newscenter --group newscenter /data /data/media
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    STATIC_ROOT=/app/staticfiles
USER newscenter
VOLUME /data/media
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "scripts/probe_health.py"]
# Two workers of sixteen threads, so that many readers are counted with one commit. Each thread may
# hold one database connection: keep workers × threads × containers below the database's
# max_connections.
ENV GRANIAN_WORKERS=2 \
    GRANIAN_BLOCKING_THREADS=16 \
    GRANIAN_RESPAWN_FAILED_WORKERS=true
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", \
    "newscenter.wsgi:application"]
