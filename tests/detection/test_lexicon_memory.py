"""A process that reads its definitions again and again keeps few of them."""

import gc
from dataclasses import replace

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection.lexicon import Lexicon, keep, lexicon


def test_lexicons_of_earlier_knowledge_are_let_go() -> None:
    def alive() -> int:
        gc.collect()
        return sum(type(each) is Lexicon for each in gc.get_objects())

    read, before = load_knowledge(), alive()
    for _ in range(6):
        again = replace(read)
        built = Lexicon()
        keep(again, built)
        assert lexicon(again) is built
        keep(replace(read), Lexicon())  # read, and never asked for
    del again, built
    assert alive() <= before + 3
