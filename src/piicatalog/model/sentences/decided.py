"""What has become of a person's decision."""

from piicatalog.model.label import Label

DECIDED = {
    "reopened": Label(fi="avattu uudelleen: {said}", sv="öppnat på nytt: {said}", en="re-opened: {said}"),
    "recheck_due": Label(
        fi="tarkistettava uudelleen {day} alkaen",
        sv="ska granskas igen från {day}",
        en="to be looked at again since {day}",
    ),
    "stored_otherwise": Label(
        fi="tallennusmuoto oli päätettäessä {then} ja on nyt {now}",
        sv="lagringsformen var {then} vid beslutet och är nu {now}",
        en="it was {then} when it was decided and is {now} now",
    ),
    "values_speak_for": Label(
        fi="arvot puhuvat nyt näiden puolesta, mitä ne eivät päätettäessä tehneet: {entity_types}",
        sv="värdena talar nu för dessa, vilket de inte gjorde vid beslutet: {entity_types}",
        en="values now speak for {entity_types}, which they did not when it was decided",
    ),
    "values_speak_against": Label(
        fi="arvot puhuvat nyt tätä vastaan, mitä ne eivät päätettäessä tehneet: {entity_type}",
        sv="värdena talar nu emot detta, vilket de inte gjorde vid beslutet: {entity_type}",
        en="values now speak against {entity_type}, which they did not when it was decided",
    ),
    "values_silent": Label(
        fi="arvot puhuivat päätettäessä tämän puolesta, eivät enää: {entity_type}",
        sv="värdena talade vid beslutet för detta, men inte längre: {entity_type}",
        en="values spoke for {entity_type} when it was decided and do not now",
    ),
    "decided_of_nothing": Label(
        fi="{file}: sarakkeesta {column} on päätös ({action}), mutta saraketta ei ole (enää)",
        sv="{file}: {column} är beslutad ({action}) men finns inte (längre)",
        en="{file}: {column} is decided ({action}) and does not exist (any more)",
    ),
    "no_activity": Label(
        fi="{what}: {name} ei ole selosteen {notice} käsittelytoimi",
        sv="{what}: {name} är ingen behandling i meddelandet {notice}",
        en="{what}: {name} is no activity of the notice {notice}",
    ),
    "no_activity_near": Label(
        fi="{what}: {name} ei ole selosteen {notice} käsittelytoimi. Tarkoititko {near}?",
        sv="{what}: {name} är ingen behandling i meddelandet {notice}. Menade du {near}?",
        en="{what}: {name} is no activity of the notice {notice}. Did you mean {near}?",
    ),
    "import_unreviewed": Label(
        fi="{file}: tuonnista on tarkistamatta {count} kohtaa: piicatalog notice validate",
        sv="{file}: {count} punkter i importen ska granskas: piicatalog notice validate",
        en="{file}: {count} items of its import are to be reviewed: piicatalog notice validate",
    ),
}
