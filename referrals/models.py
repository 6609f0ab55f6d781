"""For Django: every model of this floor."""

from referrals.children.models import (
    Address,
    Care,
    Child,
    ChildExclusion,
    ChildGlass,
    ChildNamedAccess,
    ChildTeamGrant,
    Identifier,
    Identity,
    SearchKey,
)
from referrals.crossings.models import Handover
from referrals.decisions.models import Decision, DecisionNarrative
from referrals.drafts.models import Draft
from referrals.duties.models import Duty
from referrals.information.models import Record, RecordNamedAccess, RecordTeamGrant, Summary
from referrals.intake.models import Referral, ReferralNarrative
from referrals.interviews.models import Interview, InterviewNarrative, InterviewStep, Mention
from referrals.missing.models import Change, Companion, Episode, EpisodeCorrection, EpisodeNarrative, Reporter, RiskBand, Sighting
from referrals.patterns.models import Flag
from referrals.profiles.models import Profile, ProfileHealth, ProfileKept, ProfileOpening, TriggerPlan

__all__ = [
    "Address",
    "Care",
    "Change",
    "Child",
    "ChildExclusion",
    "ChildGlass",
    "ChildNamedAccess",
    "ChildTeamGrant",
    "Companion",
    "Decision",
    "DecisionNarrative",
    "Draft",
    "Duty",
    "Episode",
    "EpisodeCorrection",
    "EpisodeNarrative",
    "Flag",
    "Handover",
    "Identifier",
    "Identity",
    "Interview",
    "InterviewNarrative",
    "InterviewStep",
    "Mention",
    "Profile",
    "ProfileHealth",
    "ProfileKept",
    "ProfileOpening",
    "Record",
    "RecordNamedAccess",
    "RecordTeamGrant",
    "Referral",
    "ReferralNarrative",
    "Reporter",
    "RiskBand",
    "SearchKey",
    "Sighting",
    "Summary",
    "TriggerPlan",
]
