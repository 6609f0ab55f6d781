"""A sign of life on the disk, for whoever watches a process that has no address to ask: a worker, a beat, the second heart."""

from pathlib import Path

from safeguarding.environment import env


def sign(**kwargs) -> None:
    """Something went through just now. Says so in the file that SIGN_OF_LIFE names, and nowhere where it names none."""
    path = env.str("SIGN_OF_LIFE", "")
    if path:
        Path(path).touch()
