"""What holds of one child's rows after every deed, whoever did what in which order: each a question that must have no answer."""

HOLDS = {
    "two absences of one child never share time": """
        select one.id from referrals_episode one join referrals_episode other on other.child_id = one.child_id and other.id <> one.id
        where one.child_id = %(child)s and one.last_seen_at < coalesce(other.returned_at, 'infinity')
          and other.last_seen_at < coalesce(one.returned_at, 'infinity')
    """,
    "one absence is open at most": """
        select child_id from referrals_episode where child_id = %(child)s and returned_at is null group by 1 having count(*) > 1
    """,
    "every return has its interview duty, with 72 hours from the return": """
        select e.id from referrals_episode e
        where e.child_id = %(child)s and e.id = any (%(home)s)
          and (select count(*) from referrals_duty d where d.about_id = e.id and d.clock = 'RETURN_INTERVIEW'
               and d.starts_at = e.returned_at and d.due_at = e.returned_at + interval '72 hours') <> 1
    """,
    "no interview is owed for an absence without a return": """
        select d.id from referrals_duty d where d.child_id = %(child)s and d.clock = 'RETURN_INTERVIEW' and d.about_id <> all (%(home)s)
    """,
    "an interview and its duty end together": """
        select i.id from referrals_interview i join referrals_duty d on d.about_id = i.episode_id and d.clock = 'RETURN_INTERVIEW'
        where i.child_id = %(child)s and (i.ended_at is null) <> (d.done_at is null)
    """,
    "carers are asked as long as a refusal stands and the interview is not over": """
        select d.id from referrals_duty d join referrals_interview i on i.id = d.about_id
        where d.child_id = %(child)s and d.clock = 'ASK_CARERS' and (d.done_at is null) <> (i.ended_at is null)
    """,
    "every event of a flag is an absence of the same child, and the completing one is among them": """
        select f.id from referrals_flag f where f.child_id = %(child)s and (
            not f.event_ids ? f.completed_by::text or exists (
                select from jsonb_array_elements_text(f.event_ids) event
                where not exists (select from referrals_episode e where e.id = event::uuid and e.child_id = f.child_id)))
    """,
    "nobody searches for a child who was found, and somebody does for one who was not": """
        select e.id from referrals_episode e left join referrals_duty d on d.about_id = e.id and d.clock = 'LOCATE_CHILD'
        where e.child_id = %(child)s and (d.id is null or (d.done_at is null) <> (e.found_at is null))
    """,
    "a risk band is to be looked at again exactly while the child is away": """
        select e.id from referrals_episode e where e.child_id = %(child)s and (e.returned_at is null)::int <>
            (select count(*) from referrals_duty d where d.about_id = e.id and d.clock = 'RISK_REVIEW' and d.done_at is null)
    """,
    "a report of an absence that goes on is looked at again, and of no other": """
        select e.id from referrals_episode e where e.child_id = %(child)s and e.returned_at is null
          and not exists (select from referrals_change c where c.episode_id = e.id and c.kind = 'reported' and c.counted_at is null)
    """,
    "no row was given up on": """
        select id from referrals_change where child_id = %(child)s and quarantined_at is not null or attempts > 0 and child_id = %(child)s
        union all select id from referrals_duty where child_id = %(child)s and attempts > 0
        union all select id from referrals_episode where child_id = %(child)s and attempts > 0
    """,
    "a duty that climbed told somebody on the rung that it stands on": """
        select d.id from referrals_duty d where d.child_id = %(child)s and d.stage > 0
          and not exists (select from agencies_notice n where n.key = 'duty:' || d.id || ':' || d.stage)
    """,
}
