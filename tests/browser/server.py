"""The service itself behind a real address on this machine, for pages that need people and records.

with serving() as address:
    visit.sign_in(address, web("Asha"))
    visit.open(address + "/missing/")
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler


class Server(LiveServerThread):
    """Each request has connections of its own, to this worker's database: what a browser sees is committed."""

    def _create_server(self, connections_override=None):
        return self.server_class((self.host, self.port), QuietWSGIRequestHandler, allow_reuse_address=False)


@contextmanager
def serving() -> Iterator[str]:
    thread = Server("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()
