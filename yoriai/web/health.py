"""For those who watch over the machine: is the process up, is everything it needs there."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from yoriai.ui import scanner

# A worker writes a heartbeat every 10 s; three missed ones and it is gone.
ALIVE = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'"


def up(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Database reached, migrations done, a worker at work: 200, else 503 and which is not.

    Where a virus scanner is set it is told too; without it the pages work and only files are refused, so it makes no 503.
    """
    checks = {"database": False, "migrations": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            checks["database"] = True
            plan = MigrationExecutor(connection)
            checks["migrations"] = not plan.migration_plan(plan.loader.graph.leaf_nodes())
            cursor.execute(ALIVE)
            checks["worker"] = cursor.fetchone()[0] > 0
    except DatabaseError:
        pass
    files = {"scanner": scanner.answers()} if scanner.is_set() else {}
    return JsonResponse(checks | files, status=200 if all(checks.values()) else 503)
