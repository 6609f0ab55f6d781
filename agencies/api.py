"""An index: the API doors of this floor."""

from agencies.oversight.api import acting, agreements, alerts, log, people, teams, why


def register(router):
    """Each room adds its resources to the router."""
    router.register("acting", acting.Acting, basename="acting")
    router.register("looks", log.Looks, basename="looks")
    router.register("my-looks", log.MyLooks, basename="my-looks")
    router.register("seats", people.Seats, basename="seats")
    router.register("alerts", alerts.Alerts, basename="alerts")
    router.register("teams", teams.Teams, basename="teams")
    router.register("agreements", agreements.Agreements, basename="agreements")
    router.register(r"why/(?P<kind>[a-z]+)", why.Why, basename="why")
