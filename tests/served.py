"""A folder of pages served on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a local server of a folder, as long as it is needed."""
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": _ignore})
    served = partial(handler, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), served) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def _ignore(*_: object) -> None:
    """Log nothing."""
