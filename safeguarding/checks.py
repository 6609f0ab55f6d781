"""What keeps the service from starting, and what a deployment is told before it goes live."""

from django.conf import settings
from django.core import checks
from django.db import connections

from agencies.access.walls import drifted

SHORTEST_KEY = 50
CONSOLE = "django.core.mail.backends.console.EmailBackend"
LETTERS_IN_THE_LOG = "EMAIL_KIND is console: the log would hold links that set a new password. Set it to smtp, and EMAIL_HOST."
CLOCK = "select now()"
STANDING = """
select current_user as login,
       rolsuper or rolbypassrls as bypasses,
       exists (select 1 from pg_roles other where other.rolname like 'sg\\_%' and other.oid <> me.oid
               and pg_has_role(me.oid, other.oid, 'member')) as is_somebody_else_too,
       exists (select 1 from pg_class thing join pg_namespace place on place.oid = thing.relnamespace
               where place.nspname in ('sg', 'audit') and thing.relowner = me.oid) as owns,
       (select trim(both ' ;' from prosrc) from pg_proc where oid = to_regprocedure('sg.app_now()')) as clock
from pg_roles me where rolname = current_user
"""


def objections_to_starting() -> list[str]:
    """Why this process must not serve anybody. Empty when it may."""
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return [f"SECRET_KEY is shorter than {SHORTEST_KEY} characters."]
    if _letters_go_to_the_log():
        return [LETTERS_IN_THE_LOG]
    reasons = [reason for alias in ("default", "audit") for reason in _objections_to_login(alias)]
    tables = [] if reasons else drifted()
    if tables:
        reasons.append(f"The policies of {', '.join(tables)} are not those of the rule table. Migrate, or deploy the code that fits.")
    return reasons


def _letters_go_to_the_log() -> bool:
    """In the demonstration they may: nobody is to get one."""
    return settings.EMAIL_BACKEND == CONSOLE and not settings.IS_DEMO


def _objections_to_login(alias: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        cursor.execute(STANDING)
        login, bypasses, is_somebody_else_too, owns, clock = cursor.fetchone()
    if clock is None:
        return ["The schema is missing. Run: manage.py migrate --database owner"]
    wrong = {
        f"The login {login} can bypass row security.": bypasses,
        f"The login {login} is a member of another login of the service.": is_somebody_else_too,
        f"The login {login} owns tables.": owns,
        "The database's clock has been replaced: sg.app_now() is not the production text.": clock != CLOCK,
    }
    return [sentence for sentence, is_wrong in wrong.items() if is_wrong]


def refuse_to_start_if_unsafe() -> None:
    """Called by every process that serves: better no service than one without walls."""
    reasons = objections_to_starting()
    connections.close_all()
    if reasons:
        raise SystemExit("The service does not start. " + " ".join(reasons))


@checks.register(checks.Tags.security)
def the_private_servers_serve_this_machine_only(app_configs, **kwargs):
    near = {"localhost", "127.0.0.1", "[::1]", "testserver"}
    if settings.IS_PRIVATE and not set(settings.ALLOWED_HOSTS) <= near:
        return [checks.Warning("The private servers are for development, tests and a first try. Set DATABASE_URL.", id="safeguarding.W001")]
    return []


@checks.register(checks.Tags.staticfiles)
def the_pages_have_their_style_sheet(app_configs, **kwargs):
    if (settings.ROOT / "static" / "app.css").exists() or (settings.STATIC_ROOT / "staticfiles.json").exists():
        return []
    return [checks.Warning("static/app.css is missing. Run: make assets", id="safeguarding.W002")]


@checks.register(checks.Tags.security, deploy=True)
def nothing_of_the_demonstration_is_left_on(app_configs, **kwargs):
    wrong = {
        "IS_DEMO is on: its sign-ins have one known password.": settings.IS_DEMO,
        "INSECURE_HTTP is on: cookies travel in the clear.": settings.INSECURE_HTTP,
        "REQUIRE_SECOND_FACTOR is off.": not settings.REQUIRE_SECOND_FACTOR,
        f"SECRET_KEY is shorter than {SHORTEST_KEY} characters.": len(settings.SECRET_KEY) < SHORTEST_KEY,
        LETTERS_IN_THE_LOG: _letters_go_to_the_log(),
    }
    return [checks.Error(sentence, id="safeguarding.E001") for sentence, is_wrong in wrong.items() if is_wrong]
