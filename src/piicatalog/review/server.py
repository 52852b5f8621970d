"""Serves the review page on this machine alone: 127.0.0.1, a port, and a secret in the address."""

import socket
from contextlib import closing

import uvicorn

from piicatalog.errors import UsageError
from piicatalog.review.app import make_app
from piicatalog.review.guard import Keys
from piicatalog.review.session import Session

HOST = "127.0.0.1"
"""Never another: whoever may ask may decide."""
_KEEP_ALIVE = 5
_ENDING = 2
"""Seconds that open connections get when the server stops."""


class Server:
    """The page of one sitting; it listens from the start and answers while ``run`` runs."""

    def __init__(self, session: Session, port: int = 0) -> None:
        """Take a port of 127.0.0.1, 0 for any free one; raises UsageError when it is not to be had."""
        try:
            self._socket = socket.create_server((HOST, port))
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise UsageError(f"port {port} of {HOST} is not to be had: {reason}; --port 0 takes a free one") from None
        self.port: int = self._socket.getsockname()[1]
        keys = Keys(self.port)
        self.address = f"http://{HOST}:{self.port}/?token={keys.token}"
        self.address_for_once = f"http://{HOST}:{self.port}/?token={keys.ticket}"
        # No access log: its lines would hold the token. No configuration of logging: it is the caller's.
        self._server = uvicorn.Server(
            uvicorn.Config(
                make_app(session, keys),
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                date_header=False,
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=_ENDING,
            )
        )

    def run(self) -> None:
        """Answer until ``stop``, or until the user interrupts."""
        with closing(self._socket):
            self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Make ``run`` return soon; may be called from another thread."""
        self._server.should_exit = True
