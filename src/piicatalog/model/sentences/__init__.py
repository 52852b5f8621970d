"""Why something is believed, in Finnish, Swedish and English: each sentence by its key, with ``{blanks}`` for its data.

A blank is filled with a name as it stands, so no sentence bends one: «nimessä hetu lukee …», never «hetussa».
"""

from collections.abc import Mapping

from piicatalog.model.label import Label
from piicatalog.model.sentences.beside import BESIDE
from piicatalog.model.sentences.decided import DECIDED
from piicatalog.model.sentences.keys import KEYS
from piicatalog.model.sentences.names import NAMES
from piicatalog.model.sentences.requests import REQUESTS
from piicatalog.model.sentences.served import SERVED
from piicatalog.model.sentences.tables import TABLES
from piicatalog.model.sentences.unread import UNREAD
from piicatalog.model.sentences.values import VALUES
from piicatalog.model.sentences.values_against import VALUES_AGAINST

SENTENCES: Mapping[str, Label] = {
    **NAMES,
    **KEYS,
    **TABLES,
    **BESIDE,
    **VALUES,
    **VALUES_AGAINST,
    **UNREAD,
    **SERVED,
    **REQUESTS,
    **DECIDED,
}
