"""Every flag, duty and rung worked out anew from the raw rows, by statements that share nothing with the sweeps. Reads only.

The rules are those of the book, written here a second time. Where an authority runs a rule by numbers of its own, its children are left
out of that rule. What the sweeps have not counted yet is no difference: only absences with a counted change are compared.
"""

from collections.abc import Iterator

import psycopg

SHOWN = 5

EVENTS = """
with event as materialized (
    select e.id, e.child_id as child, e.last_seen_at as at, e.council_type as kind, e.reported_at, e.found_at, e.returned_at,
           coalesce(e.returned_at, sg.app_now() - interval '2 minutes') as until,
           (e.last_seen_at at time zone 'Europe/London')::date as day,
           (e.last_seen_at at time zone 'Europe/London')::date - date '2000-01-01' as number_of_day,
           e.is_retrospective as afterwards, e.hurt, e.harms, e.carried, e.found_with, e.explained, c.responsible_id,
           e.with_now = 'other_force' or coalesce(e.miles_away > 20, false) or coalesce(home.known and not home.here, false) as elsewhere
    from referrals_episode e join referrals_child c on c.id = e.child_id
    left join agencies_area found on found.id = e.found_area_id
    left join lateral (
        select bool_or(a.kind = found.kind) as known, bool_or(a.id = found.id) as here
        from agencies_agency_areas l join agencies_area a on a.id = l.area_id
        where found.id is not null and l.agency_id in (e.owner_id, c.responsible_id)) home on true
    where e.council_type in ('', 'M') and e.mistaken_at is null
), placed as materialized (
    select *, row_number() over (partition by child order by at, id) as n,
           row_number() over (partition by child order by at, id)
             - min(n0) over (partition by child order by number_of_day range between 28 preceding and current row) + 1 as in_28,
           row_number() over (partition by child order by at, id)
             - min(n0) over (partition by child order by number_of_day range between 30 preceding and current row) + 1 as in_30,
           row_number() over (partition by child order by at, id)
             - min(n0) over (partition by child order by number_of_day range between 90 preceding and current row) + 1 as in_90,
           row_number() over (partition by child order by at, id)
             - min(n0) over (partition by child order by number_of_day range between 365 preceding and current row) + 1 as in_365
    from (select *, row_number() over (partition by child order by at, id) as n0 from event) numbered
), night as materialized (
    select id, child, night::date as night from event,
           generate_series(day::timestamp, (until at time zone 'Europe/London')::date::timestamp, interval '1 day') night
    where at < ((night + interval '5 hours') at time zone 'Europe/London') and until > (night at time zone 'Europe/London')
), born as materialized (
    select distinct on (i.child_id) i.child_id as child, i.born_on
    from referrals_identity i join referrals_child c on c.id = i.child_id where i.born_on is not null
    order by i.child_id, i.owner_id = c.responsible_id desc, i.recorded_at desc, i.id desc
), fired (rule, child, id, occasion) as (
    select 'RM-01', p.child, id, 0 from placed p join born b using (child) where n = 1 and age(p.day, b.born_on) < interval '13 years'
    union all select 'RM-02', child, id, 0 from placed
              where n = 1 and (elsewhere or hurt in ('minor', 'care') or harms ?| array['SEXUAL', 'CRIMINAL_EXPLOITATION'])
    union all select 'RM-03', child, id, 0 from placed where in_28 >= 2
    union all select 'RM-04', child, id, 0 from placed where in_30 >= 3
    union all select 'RM-05', child, id, 0 from placed where in_90 >= 3
    union all select 'RM-06', child, id, 0 from placed where in_90 >= 5 or in_365 >= 10
    union all select 'RM-07', child, id, 0 from event where until >= at + interval '24 hours'
    union all select 'RM-08', child, id, mark from event,
              generate_series(0, floor((extract(epoch from until - at) - 259200) / 604800)::int) mark
              where until >= at + interval '72 hours'
    union all select 'RM-09', child, id, 0 from event where until >= at + interval '168 hours'
    union all select 'RM-09', child, id, 1 from event where until >= at + interval '672 hours'
    union all select 'RM-10', child, id, 0 from event where found_at is not null and elsewhere and explained <> 'accepted'
    union all select 'RM-11', child, id, 0 from event
              where found_at is not null and (hurt in ('minor', 'care') or (harms - 'NONE_DISCLOSED' - 'NOT_KNOWN') <> '[]'
                    or carried ?| array['DRUGS', 'CASH', 'WEAPON', 'NEW_PHONE'] or found_with = 'unknown_adult')
    union all select 'RM-12', child, id, 0 from event where afterwards or reported_at - at > interval '12 hours'
    union all select distinct 'RM-15', one.child, one.id, 0 from night one
              join night other on other.child = one.child and one.night - other.night between 1 and 28
)
"""
FIRED = EVENTS + "select rule, count(*) from fired group by rule order by rule"
COMPARED = (
    EVENTS
    + """
, ours as (
    select f.rule, f.child_id as child, f.completed_by as id, f.occasion,
           f.corrected_at is null and f.raised_at < sg.app_now() - interval '2 minutes' as stands
    from referrals_flag f where f.rule not in ('RM-13', 'RM-14') and not exists (
        select from agencies_localsetting s where s.agency_id = f.owner_id and s.name = 'patterns.' || f.rule)
), theirs as (
    select f.* from fired f join referrals_child c on c.id = f.child
    where exists (select from referrals_change h where h.episode_id = f.id and h.counted_at is not null)
      and not exists (select from referrals_change h where h.child_id = f.child and h.counted_at is null and h.look_at <= sg.app_now())
      and not exists (select from agencies_localsetting s where s.agency_id = c.responsible_id and s.name = 'patterns.' || f.rule)
), counted as (select distinct child_id from referrals_change where counted_at is not null)
select coalesce(o.rule, t.rule) as rule, count(*) as compared,
       count(*) filter (where o.rule is null and t.rule <> 'RM-08') as missing,
       count(*) filter (where t.rule is null and o.stands and w.rule is null) as too_many,
       min(coalesce(o.id, t.id)::text) filter (where (o.rule is null and t.rule <> 'RM-08')
             or (t.rule is null and o.stands and w.rule is null)) as example
from ours o full join theirs t on (o.rule, o.child, o.id, o.occasion) = (t.rule, t.child, t.id, t.occasion)
left join fired w on (o.rule, o.child, o.id, o.occasion) = (w.rule, w.child, w.id, w.occasion)
where t.rule is not null or o.child in (select child_id from counted)
group by 1 order by 1
"""
)
CLOCKS_OF = """
(values ('RM-01', 0, 'FIRST_EPISODE_VIEW'), ('RM-01', 0, 'EXPLOITATION_SCREENING'), ('RM-02', 0, 'CONSIDER_STRATEGY'),
        ('RM-03', 0, 'REPEAT_MISSING_REVIEW'), ('RM-03', 0, 'EXPLOITATION_SCREENING'), ('RM-04', 0, 'STRATEGY_DISCUSSION'),
        ('RM-05', 0, 'MISSING_MEETING'), ('RM-05', 0, 'MEETING_NOMINATION'), ('RM-06', 0, 'TRIGGER_PLAN'),
        ('RM-07', 0, 'LONG_ABSENCE_STRATEGY'), ('RM-08', 0, 'LONG_ABSENCE_MEETING'), ('RM-09', 0, 'TELL_DIRECTOR'),
        ('RM-10', 0, 'CROSS_BORDER_ALERT'), ('RM-10', 0, 'EXPLOITATION_SCREENING'), ('RM-11', 0, 'REFER_RETURN'),
        ('RM-12', 0, 'LATE_REPORT'), ('RM-15', 0, 'REPEAT_MISSING_REVIEW'), ('RM-15', 0, 'EXPLOITATION_SCREENING')
) asks (rule, occasion, clock)
"""
# Each lists what is wrong: one line, one key. Empty when everything is as it must be. Rows written by an import, which nobody counted, are
# no business of the sweeps.
WRONG = {
    "a flag without what it asks for, or with it twice": f"""
        select f.id from referrals_flag f join {CLOCKS_OF} using (rule, occasion)
        where exists (select from referrals_change h where h.episode_id = f.completed_by and h.counted_at is not null
                      and h.changed_at <= f.raised_at)
          and (select count(*) from referrals_duty d where d.child_id = f.child_id and d.clock = asks.clock and d.event_id = f.completed_by
               and d.about_kind = 'Flag') <> 1
    """,
    "a flag of which nobody was told": """
        select f.id from referrals_flag f
        where exists (select from referrals_change h where h.episode_id = f.completed_by and h.counted_at is not null
                      and h.changed_at <= f.raised_at)
          and not exists (select from agencies_notice n where n.key = 'flag:' || f.completed_by)
    """,
    "a flag whose events are not this child's": """
        select f.id from referrals_flag f, jsonb_array_elements_text(f.event_ids) event
        where not exists (select from referrals_episode e where e.id = event::uuid and e.child_id = f.child_id)
    """,
    "a return without its one interview duty of 72 hours": """
        select e.id from referrals_episode e
        where e.returned_at is not null and e.mistaken_at is null
          and exists (select from referrals_change h where h.episode_id = e.id and h.kind = 'returned')
          and (select count(*) from referrals_duty d where d.about_id = e.id and d.clock = 'RETURN_INTERVIEW'
               and d.starts_at = e.returned_at and d.due_at = e.returned_at + interval '72 hours') <> 1
    """,
    "absences of one child that share time": """
        select one.id from referrals_episode one join referrals_episode other on other.child_id = one.child_id and other.id > one.id
        where one.mistaken_at is null and other.mistaken_at is null
          and one.last_seen_at < coalesce(other.returned_at, 'infinity') and other.last_seen_at < coalesce(one.returned_at, 'infinity')
    """,
    "a duty that should stand on a higher rung by now": """
        select d.id from referrals_duty d, lateral (select count(*) as due from unnest(case
                when d.clock = 'LOCATE_CHILD' then array[0, 48, 144, 648]
                when d.clock in ('RETURN_INTERVIEW', 'ASK_CARERS', 'PREVENTION_INTERVIEW', 'COLLECT_CHILD', 'ADULT_HANDOVER',
                    'RISK_REVIEW', 'STRATEGY_DISCUSSION', 'FIRST_EPISODE_VIEW', 'CONSIDER_STRATEGY', 'LONG_ABSENCE_STRATEGY',
                    'LONG_ABSENCE_MEETING', 'TELL_DIRECTOR', 'CROSS_BORDER_ALERT', 'REFER_RETURN', 'DECIDE_REFERRAL', 'PARTNER_RED',
                    'PARTNER_AMBER', 'BREACH') then array[0, 4, 12, 24]
                when d.clock = 'ACCEPT_CHILD' then array[0, 1]
                when d.clock = 'POLICE_PROTECTION' then array[-24, -6, 0]
                end) wait
            where d.due_at + make_interval(hours => wait) <= sg.app_now() - interval '2 minutes') ladder
        where d.done_at is null and d.quarantined_at is null and d.stage < ladder.due
    """,
    "a duty that climbed before it was due": """
        select id from referrals_duty where stage > 0 and due_at > sg.app_now() and clock <> 'POLICE_PROTECTION'
    """,
    "a notice that should have left by now": """
        select id from agencies_notice
        where sent_at is null and quarantined_at is null and next_try_at < sg.app_now() - interval '2 minutes'
    """,
    "a row that the checks have given up on": """
        select id from referrals_duty where quarantined_at is not null
        union all select id from referrals_change where quarantined_at is not null
        union all select id from referrals_episode where quarantined_at is not null
    """,
}


def differences(reader: psycopg.Connection) -> Iterator[tuple[int, str]]:
    """For each rule, and for each thing that must not be: how many rows differ, and a line that says so. Keys and no name."""
    for rule, compared, missing, too_many, example in reader.execute(COMPARED).fetchall():
        yield missing + too_many, f"{rule}  {compared:,} compared  {missing} missing  {too_many} too many  {example or ''}".rstrip()
    for says, question in WRONG.items():
        found = [str(key) for (key,) in reader.execute(question).fetchall()]
        yield len(found), f"{len(found)}  {says}{''.join(f'  {key}' for key in found[:SHOWN])}"
