"""Text for people: names come from outside; one that holds control characters must not move a cursor, or turn what is read around."""


def shown(text: str) -> str:
    r"""Return a text in which every character that is not printed is written out.

    >>> print(shown("asia\x1b[2Jkas\n"), shown("käyttäjä"))
    asia\x1b[2Jkas\n käyttäjä
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
