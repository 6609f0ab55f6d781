"""An index: the API doors of this floor."""

from referrals.casefile.api import ChildFiles, Notices
from referrals.children.api import Children
from referrals.crossings.api import Handovers
from referrals.decisions.api import Decisions
from referrals.drafts.api import Drafts
from referrals.duties.api import Duties
from referrals.intake.api import Referrals
from referrals.interviews.api import Interviews
from referrals.meetings.api import RiskList
from referrals.missing.api import Corrections, Episodes, MissingSummaries, PastAbsences
from referrals.patterns.api import AlertHealth, Flags, Rules
from referrals.profiles.api import Profiles


def register(router):
    """Each room adds its resources to the router."""
    router.register("children", Children, basename="children")
    router.register("duties", Duties, basename="duties")
    router.register("drafts", Drafts, basename="drafts")
    router.register("referrals", Referrals, basename="referrals")
    router.register("decisions", Decisions, basename="decisions")
    router.register("profiles", Profiles, basename="profiles")
    router.register("episodes", Episodes, basename="episodes")
    router.register("corrections", Corrections, basename="corrections")
    router.register("past-absences", PastAbsences, basename="past-absences")
    router.register("missing-summaries", MissingSummaries, basename="missing-summaries")
    router.register("hand-overs", Handovers, basename="hand-overs")
    router.register("interviews", Interviews, basename="interviews")
    router.register("flags", Flags, basename="flags")
    router.register("alert-health", AlertHealth, basename="alert-health")
    router.register("rules", Rules, basename="rules")
    router.register("risk-list", RiskList, basename="risk-list")
    router.register("child-files", ChildFiles, basename="child-files")
    router.register("notices", Notices, basename="notices")
