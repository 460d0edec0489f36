"""The tiny site behind the WSGI door, for gunicorn."""

from __future__ import annotations

import os

from tiny_site import start

from reader.delivery.wsgi_door import WsgiDoor

application = WsgiDoor(*start(os.environ))
