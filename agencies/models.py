"""For Django: every model of this floor."""

from agencies.agreements.models import Agreement, AgreementLine, LegalGateway, Share
from agencies.audit.models import Event, Exposure, Heartbeat, Pass
from agencies.directory.models import Agency, Area, Cover, Holiday, LocalSetting, Membership, Team, User
from agencies.notices.models import Notice

__all__ = [
    "Agency",
    "Agreement",
    "AgreementLine",
    "Area",
    "Cover",
    "Event",
    "Exposure",
    "Heartbeat",
    "Holiday",
    "LegalGateway",
    "LocalSetting",
    "Membership",
    "Notice",
    "Pass",
    "Share",
    "Team",
    "User",
]
