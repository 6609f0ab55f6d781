"""THE TABLE: who may see a row, at which level, who may write it, and who may do which verb.

Source: the partnership's access model. Three denies, seven permits (and one for a single record), one write family.
Every permit is capped on its own; the highest that holds is what a reader gets.
"""

from dataclasses import dataclass

from agencies.access.tree import NO, Attr, Cmp, Ctx, Has, In, Node, Not, Outer, Today, all_of, any_of, is_
from agencies.words import Basis, Category, Handling, Level, Marking, Purpose, Role, Seal

C = Category
YES_VALUE = True
PRACTICE = frozenset(
    {C.IDENTITY, C.ADDRESS, C.SAFEGUARDING, C.REFERRAL, C.SOURCE, C.DECISION, C.PLAN, C.MISSING, C.RHI, C.HEALTH, C.EDUCATION, C.CRIMINAL}
    | {C.ADULT_RISK, C.HOUSING}
)


@dataclass(frozen=True)
class RoleTemplate:
    """What a role may read and write, agreements permitting. Clearance belongs to the person, not to the role."""

    reads: frozenset[str]
    writes: frozenset[str]
    address_desk: bool = False


def _role(reads: frozenset[str], writes: frozenset[str] | None = None) -> RoleTemplate:
    return RoleTemplate(frozenset(map(str, reads)), frozenset(map(str, reads if writes is None else writes)))


ROLES: dict[str, RoleTemplate] = {
    Role.PRACTITIONER: _role(PRACTICE),
    Role.MANAGER: _role(PRACTICE | {C.LEGAL}),
    Role.HUB_LEAD: _role(PRACTICE | {C.INTELLIGENCE}),
    Role.CLERK: _role(frozenset({C.IDENTITY, C.ADDRESS})),
    Role.OFFICER: _role(
        frozenset(
            {C.IDENTITY, C.ADDRESS, C.SAFEGUARDING, C.REFERRAL, C.SOURCE, C.DECISION, C.PLAN, C.MISSING, C.RHI, C.HEALTH, C.EDUCATION}
        )
        | {C.CRIMINAL, C.ADULT_RISK, C.INTELLIGENCE, C.HOUSING}
    ),
    Role.ANALYST: _role(frozenset({C.IDENTITY, C.CRIMINAL, C.INTELLIGENCE, C.MISSING}), frozenset({C.INTELLIGENCE})),
    Role.HEALTH_PRACTITIONER: _role(
        frozenset(
            {
                C.IDENTITY,
                C.ADDRESS,
                C.SAFEGUARDING,
                C.REFERRAL,
                C.DECISION,
                C.PLAN,
                C.MISSING,
                C.RHI,
                C.HEALTH,
                C.HEALTH_SENSITIVE,
                C.EDUCATION,
            }
        )
    ),
    Role.SAFEGUARDING_LEAD: _role(
        frozenset(
            {C.IDENTITY, C.ADDRESS, C.SAFEGUARDING, C.REFERRAL, C.DECISION, C.PLAN, C.MISSING, C.RHI, C.EDUCATION, C.HEALTH, C.CRIMINAL}
        )
    ),
    Role.VOLUNTEER: _role(frozenset({C.IDENTITY, C.SAFEGUARDING, C.REFERRAL, C.DECISION, C.PLAN, C.MISSING, C.RHI})),
    Role.DATA_PROTECTION: _role(frozenset()),
    Role.ADMINISTRATOR: _role(frozenset()),
}


def _in_date() -> Node:
    return all_of(Cmp("<=", Attr("valid_from"), Today()), any_of(Cmp("=", Attr("valid_to"), None), Cmp(">=", Attr("valid_to"), Today())))


def _record_grant(level: int, *more: Node) -> Node:
    return Has(
        "record_grant", all_of(is_("team", Ctx("team")), is_("record", Outer("record")), Cmp(">=", Attr("level"), level), _in_date(), *more)
    )


def _child_grant(level: int, *more: Node) -> Node:
    same = all_of(is_("team", Ctx("team")), is_("child", Outer("child")), is_("category", Outer("category")))
    return Has("child_grant", all_of(same, Cmp(">=", Attr("level"), level), _in_date(), *more))


LINKED = Has(
    "child_grant",
    all_of(is_("team", Ctx("team")), is_("child", Outer("child")), is_("basis", str(Basis.INVOLVEMENT)), _in_date()),
)


def _line(level: int) -> Node:
    match = all_of(
        In(Attr("recipient_key"), Ctx("recipient_keys")),
        is_("owner", Outer("owner")),
        is_("category", Outer("category")),
        is_("purpose", Ctx("purpose")),
        Cmp(">=", Attr("level"), level),
        Cmp(">=", Attr("max_marking"), Outer("marking")),
        _in_date(),
    )
    unlinked = Has("share", all_of(match, is_("scope", "any")))
    return any_of(unlinked, all_of(Has("share", match), LINKED))


READS = In(Attr("category"), Ctx("categories"))
OWN = is_("owner", Ctx("agency"))
PROTECTED = all_of(is_("category", str(C.ADDRESS)), is_("marking", int(Marking.VERY_RESTRICTED)))
AT_ADDRESS_DESK = all_of(Cmp("=", Ctx("address_desk"), YES_VALUE), OWN)
CLEARED = all_of(Cmp("<=", Attr("marking"), Ctx("clearance")), any_of(Not(PROTECTED), AT_ADDRESS_DESK))
CLEARED_OR_RESTRICTED = any_of(CLEARED, Cmp("<=", Attr("marking"), int(Marking.RESTRICTED)))
V_CLEARED = any_of(Cmp("<", Attr("marking"), int(Marking.VERY_RESTRICTED)), CLEARED)
SHAREABLE = Cmp("<>", Attr("handling"), str(Handling.CONDITIONS))
NAMED_ON_CHILD = In(Attr("child"), Ctx("named"))
NAMED_BY_OWNER = Has(
    "child_name",
    all_of(is_("user", Ctx("user")), is_("child", Outer("child")), is_("naming_agency", Outer("owner")), _in_date()),
)
NAMED_ON_RECORD = Has(
    "record_name",
    all_of(is_("user", Ctx("user")), is_("record", Outer("record")), is_("purpose", Ctx("purpose")), _in_date()),
)
NAMED = any_of(NAMED_ON_CHILD, NAMED_ON_RECORD)
GLASS_CATEGORIES = tuple(map(str, (C.IDENTITY, C.HEALTH, C.SAFEGUARDING, C.MISSING)))

SEALED = Cmp(">=", Attr("seal"), int(Seal.STUB))
EXCLUDED = In(Attr("child"), Ctx("excluded"))
SEALED_AWAY = all_of(SEALED, Not(NAMED))
NAMED_PAST_SEAL = all_of(SEALED, NAMED)
MEETS_STUB = any_of(Cmp("=", Ctx("seat"), YES_VALUE), LINKED)
SEALED_FROM_EXISTENCE = all_of(
    Not(NAMED),
    any_of(is_("seal", int(Seal.HIDDEN)), all_of(is_("seal", int(Seal.STUB)), Not(MEETS_STUB))),
)


@dataclass(frozen=True)
class Clause:
    """One permit at its three levels, with the words shown to whoever asks why."""

    rule: str
    existence: Node
    redacted: Node
    full: Node
    says: str
    obligations: frozenset[str] = frozenset()
    enumerable: bool = True

    def duties_at(self, level: int) -> frozenset[str]:
        """What seeing the row through this permit obliges to: a shared text binds, a bare pointer does not."""
        return frozenset() if self.rule == "P2" and level == Level.EXISTENCE else self.obligations

    def at_least(self, level: int) -> Node:
        return {Level.EXISTENCE: self.existence, Level.REDACTED: self.redacted, Level.FULL: self.full}[Level(level)]


_GLASS = all_of(
    any_of(
        all_of(In(Attr("child"), Ctx("glass")), In(Attr("category"), GLASS_CATEGORIES)),
        all_of(In(Attr("child"), Ctx("glass_reach")), is_("category", str(C.ADDRESS))),
    ),
    SHAREABLE,
    Cmp("<", Attr("marking"), int(Marking.VERY_RESTRICTED)),
)
_DISCOVERABLE = all_of(
    Cmp("=", Ctx("statutory"), YES_VALUE),
    Cmp("=", Ctx("purpose"), str(Purpose.SAFEGUARDING)),
    is_("marking", int(Marking.NORMAL)),
    is_("handling", str(Handling.NONE)),
    Not(Has("agency", all_of(is_("key", Outer("owner")), is_("lookup_opt_out", YES_VALUE)))),
)

_NAMED = all_of(NAMED_ON_CHILD, any_of(SHAREABLE, NAMED_BY_OWNER))

PERMITS: tuple[Clause, ...] = (
    Clause("P1", OWN, all_of(OWN, READS, CLEARED_OR_RESTRICTED), all_of(OWN, READS, CLEARED), "your own agency holds this record"),
    Clause(
        "P2",
        _record_grant(1),
        all_of(_record_grant(2), READS, V_CLEARED),
        all_of(_record_grant(3), READS, V_CLEARED),
        "this record was shared with your team",
        frozenset({"no-onward"}),
    ),
    Clause(
        "P3",
        all_of(_child_grant(1), SHAREABLE, V_CLEARED),
        all_of(_child_grant(2), SHAREABLE, READS, V_CLEARED),
        all_of(_child_grant(3), SHAREABLE, READS, CLEARED),
        "your team was given sight of this kind of record about this child",
    ),
    Clause(
        "P4",
        all_of(Not(OWN), SHAREABLE, _line(1)),
        all_of(Not(OWN), SHAREABLE, READS, Not(PROTECTED), _line(2)),
        all_of(Not(OWN), SHAREABLE, READS, Not(PROTECTED), _line(3)),
        "a sharing agreement in force covers this kind of record for your purpose",
        frozenset({"cite-agreement"}),
    ),
    Clause("P5", _GLASS, _GLASS, _GLASS, "you opened urgent access to this child", frozenset({"alert-dpo", "review-glass", "banner"})),
    Clause("P6", _DISCOVERABLE, NO, NO, "a statutory body may ask whether a record exists", frozenset({"log-search"}), enumerable=False),
    Clause("P7", _NAMED, _NAMED, _NAMED, "you are named on this child's records"),
    Clause("P7r", NAMED_ON_RECORD, NAMED_ON_RECORD, NAMED_ON_RECORD, "you are named on this one record, for this purpose"),
)
HOW_MUCH = {Level.EXISTENCE: "as a pointer", Level.REDACTED: "as a summary", Level.FULL: "in full"}


def denies(level: int) -> Node:
    """True where the row is out of reach whatever else is permitted: D1 conflict of interest, D2 seal."""
    return any_of(EXCLUDED, SEALED_FROM_EXISTENCE if level == Level.EXISTENCE else SEALED_AWAY)


def permits(level: int) -> Node:
    """True where some rule that lists may use permits the row at this level."""
    return any_of(*(clause.at_least(level) for clause in PERMITS if clause.enumerable))


def visible(level: int) -> Node:
    return all_of(Not(denies(level)), permits(level))


WRITES = In(Attr("category"), Ctx("writes"))
MAY_ADD = all_of(OWN, WRITES)
MAY_CHANGE = any_of(
    all_of(OWN, READS, CLEARED, WRITES),
    all_of(_record_grant(3, is_("may_write", YES_VALUE)), READS, V_CLEARED),
    all_of(_child_grant(3, is_("may_write", YES_VALUE)), SHAREABLE, READS, CLEARED),
)
ADDRESSED = any_of(is_("team", Ctx("team")), is_("agency", Ctx("agency")))
ADDRESSED_DENIES = any_of(EXCLUDED, all_of(SEALED, Not(NAMED_ON_CHILD)))
PLAIN_SHAPES: dict[str, tuple[Node, Node]] = {
    "addressed": (ADDRESSED_DENIES, ADDRESSED),
    "own": (NO, is_("user", Ctx("user"))),
}

SYSTEMS: dict[str, frozenset[str]] = {
    "missing.birthdays": frozenset({C.MISSING, C.IDENTITY}),
    "missing.marks": frozenset({C.MISSING, C.IDENTITY}),
    "drafts.unsent": frozenset(),
    "patterns.look": frozenset({C.MISSING, C.IDENTITY, C.RHI}),
    "escalation.ladder": frozenset(),
    "notices.relay": frozenset(),
    "audit.partitions": frozenset(),
}

_CARE = frozenset({Role.PRACTITIONER, Role.MANAGER, Role.HUB_LEAD})
_POLICE = frozenset({Role.OFFICER})
_PARTNERS = frozenset({Role.HEALTH_PRACTITIONER, Role.SAFEGUARDING_LEAD, Role.VOLUNTEER})
_EVERYONE = frozenset(ROLES)
_CASEWORK = _CARE | _POLICE | _PARTNERS | {Role.ANALYST}
_STEWARDS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
_HANDS = _CARE | _POLICE | _PARTNERS

VERBS: dict[str, frozenset[str]] = {
    "casefile.acknowledge": _CASEWORK,
    "casefile.child": _CASEWORK | {Role.CLERK},
    "casefile.my_work": _CASEWORK,
    "casefile.told": _CASEWORK,
    "children.born": _HANDS | {Role.CLERK},
    "children.correct": _HANDS,
    "children.find": _CASEWORK | {Role.CLERK},
    "children.register": _HANDS | {Role.CLERK},
    "crossings.accept": _CARE,
    "crossings.decline": _CARE,
    "crossings.list": _CASEWORK,
    "decisions.decide": frozenset({Role.MANAGER, Role.HUB_LEAD}),
    "decisions.read": _HANDS,
    "drafts.save": _EVERYONE,
    "duties.acknowledge": _HANDS,
    "duties.answered": _HANDS,
    "duties.ask": _HANDS,
    "duties.done": _HANDS,
    "duties.hand_over": _HANDS,
    "duties.read": _CASEWORK,
    "intake.list": _HANDS,
    "intake.read": _HANDS,
    "intake.receive": _HANDS,
    "interviews.ask_carers": _CARE | _PARTNERS,
    "interviews.begin": _CARE,
    "interviews.book": _CARE | _PARTNERS,
    "interviews.complete": _CARE | _PARTNERS,
    "interviews.decline": _CARE | _PARTNERS,
    "interviews.delegate": _CARE,
    "interviews.list": _CARE | _PARTNERS,
    "interviews.offer": _CARE | _PARTNERS,
    "interviews.read": _HANDS,
    "interviews.take_back": _CARE,
    "meetings.risk_list": _CASEWORK,
    "missing.correct": _POLICE | _CARE,
    "missing.join": _POLICE | _CARE,
    "missing.move": _POLICE | _CARE,
    "missing.now": _CASEWORK,
    "missing.read": _CASEWORK,
    "missing.record_return": _POLICE | _CARE,
    "missing.report": _POLICE | _CARE,
    "missing.report_past": _POLICE | _CARE,
    "missing.set_band": _POLICE | _CARE,
    "missing.sight": _HANDS,
    "missing.take_back": _POLICE | _CARE,
    "patterns.answer": _CARE,
    "patterns.health": _STEWARDS | {Role.HUB_LEAD},
    "patterns.list": _CASEWORK,
    "patterns.read": _CASEWORK,
    "patterns.rules": _CASEWORK,
    "patterns.set_rule": frozenset({Role.MANAGER}),
    "profiles.keep": _CARE,
    "profiles.read": _HANDS,
    "agreements.end": _STEWARDS,
    "agreements.list": _EVERYONE,
    "agreements.ratify": _STEWARDS,
    "directory.change_role": frozenset({Role.ADMINISTRATOR}),
    "directory.cover": _STEWARDS,
    "directory.join": frozenset({Role.ADMINISTRATOR}),
    "directory.leave": frozenset({Role.ADMINISTRATOR}),
    "directory.set_hours": _STEWARDS,
    "notices.choose": _EVERYONE,
    "oversight.alerts": _EVERYONE,
    "oversight.event": _EVERYONE,
    "oversight.jobs": _STEWARDS | {Role.HUB_LEAD},
    "oversight.looks": frozenset({Role.DATA_PROTECTION}),
    "oversight.my_looks": _EVERYONE,
    "oversight.printed": _EVERYONE,
    "oversight.people": frozenset({Role.ADMINISTRATOR}),
    "oversight.teams": _STEWARDS,
    "oversight.why": _EVERYONE,
}
