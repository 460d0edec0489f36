"""The library for WSGI servers: `gunicorn wsgi:application`."""

from reader.wiring import wsgi_application

application = wsgi_application()
