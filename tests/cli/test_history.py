from click.testing import CliRunner

from piicatalog.cli.history import command
from piicatalog.store.scans import Store


def test_scans_are_listed_latest_first_with_what_is_unfinished(folder):
    with Store(".piicatalog/store.sqlite") as store:
        store.begin("crm", "settings")
    lines = CliRunner().invoke(command).stdout.splitlines()
    assert "crm: 0 tables, unfinished" in lines[0]
    assert "shop: 4 tables, " in lines[1]
    assert lines[1].endswith(" s, 1 problems")
    assert len(CliRunner().invoke(command, ["--source", "crm"]).stdout.splitlines()) == 1
