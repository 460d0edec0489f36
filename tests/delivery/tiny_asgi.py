"""The tiny site behind the ASGI door, for gunicorn."""

from __future__ import annotations

import os

from tiny_site import start

from reader.delivery.asgi_door import AsgiDoor

application = AsgiDoor(*start(os.environ))
