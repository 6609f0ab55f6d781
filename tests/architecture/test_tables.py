"""Every small word of the trade and of access stands in each table drawn from it: none is left out, none is kept for nothing."""

import ast
import re
from importlib import import_module

import pytest
from django.urls import reverse

from agencies import words
from agencies.access import explain, policy
from agencies.directory import codes as directory
from agencies.oversight import codes as log
from referrals import clocks
from referrals.casefile.presenters import child as files
from referrals.casefile.presenters import work
from referrals.children.codes import Code, label
from referrals.crossings import codes as handed
from referrals.crossings import presenters as crossings
from referrals.crossings.rules import State
from referrals.decisions import api as deciding
from referrals.decisions.codes import OUTCOMES
from referrals.decisions.forms import Decide
from referrals.drafts.views import Drafting
from referrals.duties.presenters import DEED_PAGES
from referrals.duties.rules import DEEDS
from referrals.escalation.rules import ladder
from referrals.intake.codes import USUAL_SOURCE
from referrals.interviews import codes as talks
from referrals.interviews import rules as talking
from referrals.meetings.codes import KINDS, WHY
from referrals.patterns import api as flags
from referrals.patterns import rules as patterns
from referrals.patterns.codes import ANSWERS, SHOW
from referrals.patterns.forms import Answer, Show
from referrals.patterns.presenters import raised_by
from referrals.patterns.rules.table import RULES, Shape
from referrals.risk.rules import Why
from tests.architecture.code import sources

SEEN = set(words.Level) - {words.Level.NOTHING}  # who gets nothing is told nothing
OBLIGED = set().union(*(clause.obligations for clause in policy.PERMITS)) | {"alert-owner"}  # passing a seal adds the last
RULED = {clause.rule for clause in policy.PERMITS}

COMPLETE = {
    "what a reader is obliged to": (explain.DUTIES, OBLIGED),
    "how much a reader gets": (policy.HOW_MUCH, SEEN),
    "how much a reader got, in the log": (log.LEVELS, SEEN),
    "what became of a look": (dict(log.VERDICTS), words.Outcome),
    "the colour of what became of a look": (log.VERDICT_COLOURS, words.Outcome),
    "the rule under which somebody saw": (log.RULES, RULED),
    "kinds of record, in the log": (log.CATEGORIES, words.Category),
    "kinds of record, on the child's page": (files.CATEGORY_WORDS, words.Category),
    "purposes": (log.PURPOSES, words.Purpose),
    "markings": (log.MARKINGS, words.Marking),
    "clearances": (dict(directory.CLEARANCES), words.Marking),
    "whom an agreement may name": (log.RECIPIENTS, words.Kind),
    "kinds of agency": (dict(directory.KINDS), words.Kind),
    "where a referral usually comes from": (USUAL_SOURCE, words.Kind),
    "nations": (dict(directory.NATIONS), words.Nation),
    "names of roles": (dict(directory.ROLES), words.Role),
    "what a role reads and writes": (policy.ROLES, words.Role),
    "how fast a duty climbs": (clocks.LADDERS, clocks.Pace),
    "who is told of an overdue duty": ({who for steps in clocks.LADDERS.values() for who, _ in steps}, clocks.Rung),
    "how a hand-over stands": (crossings.WORDS, State),
    "why a child is on the list": (WHY.values(), Why),
    "how the list is narrowed": (KINDS, WHY),
    "how a rule is looked for": ({rule.shape for rule in RULES}, Shape),
}


@pytest.mark.parametrize("what", COMPLETE)
def test_a_table_has_every_word_and_no_other(what):
    table, known = COMPLETE[what]
    assert set(table) == set(known)


def test_an_obligation_without_words_is_an_error_and_never_a_silence():
    told = explain.Explanation(words.Level.FULL, "P4", frozenset({"cite-agreement", "watermark"}), "")
    with pytest.raises(KeyError):
        print(told.duties)


def test_every_obligation_is_told_in_the_order_of_the_table():
    told = explain.Explanation(words.Level.FULL, "P5", frozenset(OBLIGED), "")
    assert told.duties == list(explain.DUTIES.values())


def lists():
    """Every code list of the casework, with the module that keeps it."""
    modules = [path for path in sources() if path.startswith("referrals/") and re.search(r"/codes(\.py|/)", path)]
    for path in modules:
        module = import_module(path.removesuffix(".py").replace("/", "."))
        for name, value in vars(module).items():
            if isinstance(value, tuple) and value and all(isinstance(row, Code) for row in value):
                yield module, name, value


def test_every_code_stands_once_in_its_list_and_has_words():
    wrong = [
        f"{module.__name__}.{name}"
        for module, name, rows in lists()
        if len({row.code for row in rows}) != len(rows) or not all(row.label for row in rows)
    ]
    assert wrong == []
    assert len(list(lists())) > 20


def test_a_code_that_has_a_name_in_the_source_is_in_a_list():
    modules = {module for module, _, _ in lists()}
    known = {row.code for _, _, rows in lists() for row in rows} | {code for code, _ in (*SHOW, *talks.SHOW)}
    named = {(name, value) for module in modules for name, value in vars(module).items() if name.isupper() and isinstance(value, str)}
    assert [name for name, value in named if not name.startswith("_") and value not in known] == []


def test_every_outcome_of_a_decision_can_be_chosen_on_the_page_and_in_the_api():
    chosen = dict(Decide.base_fields["outcome"].choices)
    assert set(chosen) - {""} == set(OUTCOMES)
    assert set(deciding.DecideShape().fields["outcome"].choices) == set(OUTCOMES)
    assert all(chosen[code] == row.label and row.told and row.lowest_level for code, row in OUTCOMES.items())


def test_every_answer_to_a_flag_can_be_given_and_every_kind_of_flag_be_listed():
    known = {row.code for row in ANSWERS}
    assert set(dict(Answer.base_fields["answer"].choices)) == set(flags.AnswerShape().fields["answer"].choices) == known
    assert set(dict(Show.base_fields["show"].choices)) == set(dict(SHOW))
    assert {row.code for row in handed.ANSWERS} == {handed.ACCEPTED, handed.DECLINED}


def test_every_rule_says_when_it_comes_true_and_which_clock_it_starts():
    assert all(patterns.condition(rule) and rule.says and rule.source and rule.clocks for rule in RULES)
    assert len({rule.number for rule in RULES}) == len(RULES)


def test_every_status_of_an_interview_is_judged_by_the_rules_and_has_words():
    known = {row.code for row in talks.STATUSES}
    without_offer = {talks.NOT_DUE, talks.TO_OFFER, talks.NOT_POSSIBLE, talks.TRANSFERRED}
    assert known == talking.OFFERS | without_offer
    assert not talking.OFFERS & without_offer
    assert known - {talks.NOT_DUE, talks.TO_OFFER} == {
        *talking.FOLLOWED,
        *talking.DECLINES,
        *(talks.BOOKED, talks.COMPLETED, talks.TRANSFERRED),
    }
    assert all(label(talks.STATUSES, status) != status for status in known)


def test_every_clock_is_due_climbs_and_leads_to_its_deed():
    for clock in clocks.Clock:
        assert [step.who for step in ladder(clock)] == [who for who, _ in clocks.LADDERS[clock.value.pace]]
    assert set(DEED_PAGES) <= set(DEEDS)
    assert all(reverse(page, args=["00000000-0000-0000-0000-000000000000"]) and words for page, _, words in DEED_PAGES.values())


def kinds_of(call: ast.Call) -> list[str]:
    """What a call tells: its kind, with a * for what is filled in."""
    said = [word.value for word in call.keywords if word.arg == "kind"]
    return ["".join(str(getattr(part, "value", "")) if isinstance(part, ast.Constant) else "*" for part in _parts(node)) for node in said]


def _parts(node: ast.expr) -> list[ast.expr]:
    return node.values if isinstance(node, ast.JoinedStr) else [node]


def told() -> tuple[set[str], set[str]]:
    calls = [node for tree in sources().values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = {kind for call in calls if getattr(call.func, "attr", "") in ("tell", "tell_again") for kind in kinds_of(call)}
    asked = [call for call in calls if ast.unparse(call.func) == "rows.tell"]
    return found, {call.args[1].value for call in asked}


FILLED_IN = {
    "crossings.*": {f"crossings.{row.code.lower()}" for row in handed.ANSWERS},
    "missing.*": {"missing.found", "missing.returned", "missing.reported", "missing.recorded_afterwards"},
    "duty.*": set(),  # what is due stands in the tray, not among the news
    "*": {"duty.overdue"},  # a name, and the flags' own kinds: below
}


def test_whatever_a_team_is_told_has_words_and_no_words_are_kept_for_what_nobody_tells():
    kinds, of_talks = told()
    filled = FILLED_IN | {"interviews.*": {f"interviews.{what}" for what in of_talks}}
    assert {kind for kind in kinds if "*" in kind} == set(filled)
    assert {kind for kind in kinds if "*" not in kind} | set().union(*filled.values()) == set(work.NEWS)
    assert all(work.NEWS.values())
    assert raised_by("flag.RM-03+04") == "Flags were raised by one event: RM-03, RM-04"


def _drafting(kind=Drafting):
    return {kind, *(found for child in kind.__subclasses__() for found in _drafting(child))}


def test_every_form_that_keeps_its_words_can_be_taken_up_from_my_work(settings):
    import_module(settings.ROOT_URLCONF)
    assert {page.verb for page in _drafting() if page.verb and page.template_name} == set(work.FORMS)
    assert all(page for page, _, _ in work.FORMS.values())
