"""Serve content to editors as it is now, with its findings above each page."""

from __future__ import annotations

from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import click

from reader.cli.console import CommandFailedError, Console, with_console
from reader.wiring import commands


class ThreadingServer(ThreadingMixIn, WSGIServer):
    """Answer in threads: browsers open spare connections and leave them silent."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    """Log no request: here as in production nobody records who reads what."""

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@click.command()
@click.option(
    "--host",
    default="127.0.0.1",
    envvar="HOST",
    show_default=True,
    help="Address to listen on.",
)
@click.option(
    "--port",
    default=8000,
    envvar="PORT",
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@with_console
def serve(console: Console, *, host: str, port: int) -> None:
    """Serve content/ to editors as it is now. For readers there is `make serve`."""
    with commands.live_application(console.settings) as application:
        try:
            server = make_server(
                host, port, application, server_class=ThreadingServer, handler_class=QuietHandler
            )
        except OSError as error:
            reason = error.strerror or str(error)
            said = console.gettext(
                "Cannot listen on %(host)s:%(port)s: %(reason)s.",
                host=host,
                port=port,
                reason=reason,
            )
            raise CommandFailedError(said) from None
        with server:
            click.echo(
                console.gettext(
                    "For editors: http://%(host)s:%(port)s/ (stop with Ctrl+C)",
                    host=host,
                    port=server.server_port,
                )
            )
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                click.echo()
