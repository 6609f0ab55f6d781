"""On what a grant rests: the line of an agreement that covers it, and the power behind both."""

from dataclasses import dataclass
from datetime import date

from agencies.access.context import recipient_keys_of
from agencies.agreements.models import Agreement, LegalGateway, Share
from agencies.audit.trail import Handed
from agencies.directory.models import Agency, Team


@dataclass(frozen=True)
class Ground:
    """As a grant keeps it. Within one agency nothing is shared, and there is neither."""

    agreement: Agreement | None = None
    gateway: LegalGateway | None = None

    def handed(self, team: Team, reason: str) -> Handed:
        """As the trail keeps it, with to whom and why."""
        number, code = self.agreement.number if self.agreement else "", self.gateway.code if self.gateway else ""
        return Handed([team.agency, team], number, code, reason)


def ground_of(*, giver: int | None, team: Team, category: str, on: date, is_link: bool = False) -> Ground:
    """What one agency's grant to a team rests on that day.

    A link rests on any line that links open, of its own category first; other grants on a line of their category.
    What was asked for beyond every line rests on the power alone that such an agency usually relies on.
    """
    if giver is None or giver == team.agency_id:
        return Ground()
    lines = Share.objects.between(owner=giver, keys=recipient_keys_of(team), on=on).select_related("agreement__gateway")
    chosen = lines.filter(scope="linked") if is_link else lines.filter(category=category)
    line = min(chosen, key=lambda line: (line.category != category, -line.level, line.pk), default=None)
    usual = LegalGateway.objects.usual_for(Agency.objects.get(pk=giver), on=on)
    return Ground(line.agreement, line.agreement.gateway or usual) if line else Ground(None, usual)
