"""The library for WSGI servers: `gunicorn wsgi:application`."""

from reader.wiring.server import wsgi_application

application = wsgi_application()
