"""The reference by which people name a child on the telephone: random, with a character that catches a slip."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_FIELD = 0b100101


def make_reference(random: bytes) -> str:
    """Ten characters from ten random bytes and a check character, in groups that can be read out: `7Q2MX-9K4TB-W`."""
    if len(random) < LENGTH:
        raise ValueError("A reference needs ten random bytes.")
    body = "".join(ALPHABET[byte % 32] for byte in random[:LENGTH])
    return f"{body[:5]}-{body[5:]}-{_check(body)}"


def normal_reference(text: str) -> str:
    """The reference as it is stored, from what was typed: O read as 0, I and L as 1, dashes as they come. Empty when it is none."""
    typed = text.upper().translate(_MISREAD)
    if len(typed) != LENGTH + 1 or any(letter not in ALPHABET for letter in typed) or _check(typed[:-1]) != typed[-1]:
        return ""
    return f"{typed[:5]}-{typed[5:10]}-{typed[10]}"


def is_reference(text: str) -> bool:
    return bool(normal_reference(text))


def _check(body: str) -> str:
    """Multiplies as in a field of 32 elements, so that every single wrong character and every swap of neighbours shows."""
    total = 0
    for letter in body:
        total = _double(total ^ ALPHABET.index(letter))
    return ALPHABET[total]


def _double(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 32 else doubled
