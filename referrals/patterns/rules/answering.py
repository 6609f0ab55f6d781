"""What speaks against an answer to a flag."""

from referrals.patterns.codes import ANSWERS


def objections_to_answering(answer: str, words: str, *, answered: bool, responsible: bool = True) -> list[str]:
    """Why this answer to a flag cannot be kept. Empty when it can. `responsible`: the actor's agency answers for the child."""
    reasons = []
    if not responsible:
        reasons.append("The authority that answers for the child answers this flag. Tell its desk what you know.")
    if answered:
        reasons.append("This flag is already answered.")
    if answer not in {row.code for row in ANSWERS}:
        reasons.append("Choose an answer from the list.")
    if not words.strip():
        reasons.append("Say what was done, or why nothing needs to be.")
    return reasons
