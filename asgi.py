"""The library for ASGI servers: `gunicorn asgi:application`."""

from reader.wiring.server import asgi_application

application = asgi_application()
