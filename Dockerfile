# One image for the web server, the worker and every command of manage.py.
FROM python:3.13-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --no-deps \
       --only-binary :all: --requirement requirements.txt

FROM python:3.13-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONPATH=/srv/marquee/site \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    MARQUEE_VAR=/var/lib/marquee
RUN useradd --system --uid 10001 --home-dir /srv/marquee marquee \
    && install --directory --owner marquee /var/lib/marquee /var/lib/marquee/media
WORKDIR /srv/marquee
COPY --from=packages /opt/venv /opt/venv
COPY . .
# Translations are the same in every house, so they are built here; no setting of
# production is needed for that.
RUN DJANGO_SETTINGS_MODULE=config.settings.test python manage.py messages --build
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 8000), 3)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "config.wsgi:application"]
