"""How many queries an answer costs."""

from django.db import connection, reset_queries
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

NOT_THE_PAGE = ("sg.behind", "set_config", "current_setting", "transaction_read_only", "django_session", "SAVEPOINT", "BEGIN", "COMMIT")


def asked(client: Client, path: str) -> tuple[HttpResponse, int]:
    """The answer, and its queries. Session, context and transaction are the same for every request."""
    reset_queries()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    return answer, sum(not any(word in query["sql"] for word in NOT_THE_PAGE) for query in queries)
