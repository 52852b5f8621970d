import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from piicatalog.errors import StoreError
from piicatalog.store.open import open_store


def test_the_default_store_is_private_and_ignored_by_git(tmp_path):
    path = tmp_path / ".piicatalog" / "store.sqlite"
    with open_store(str(path)) as store:
        store.begin("shop", "settings")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir() if file.name.startswith("store")}
    assert set(modes.values()) == {0o600}, modes
    assert (path.parent / ".gitignore").read_text() == "*\n"


def test_no_gitignore_is_written_into_a_folder_of_the_users_own(tmp_path):
    with open_store(str(tmp_path / "memory.sqlite")):
        pass
    assert not (tmp_path / ".gitignore").exists()


@pytest.mark.parametrize("content", [b"not a database at all, just text that is long enough to be read as a header" * 20, b"\x00" * 5000])
def test_a_damaged_file_is_left_alone_with_a_word_on_what_to_do(tmp_path, content):
    path = tmp_path / "store.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="Move it away"):
        open_store(str(path))
    assert path.read_bytes() == content


def test_a_store_cut_in_half_is_an_error_that_says_what_to_do(tmp_path):
    path = tmp_path / "store.sqlite"
    with open_store(str(path)) as store:
        for _ in range(50):
            store.begin("shop" * 500, "settings")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError, match="Move it away"), open_store(str(path)) as store:
        store.scans()


def test_a_file_of_another_program_is_not_taken_over(tmp_path):
    import sqlite3

    path = tmp_path / "shop.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE asiakas (hetu TEXT)")
        other.commit()
    content = path.read_bytes()
    with pytest.raises(StoreError, match=r"is a database of something else"):
        open_store(str(path))
    assert path.read_bytes() == content


def test_reading_where_nothing_was_kept_makes_no_file(tmp_path):
    path = tmp_path / "missing" / "store.sqlite"
    with pytest.raises(StoreError, match="run: piicatalog scan"):
        open_store(str(path), create=False)
    assert not path.parent.exists()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://u:salaisuus@localhost/db", "SQLite file or postgresql"),
        ("postgresql://u:salaisuus@127.0.0.1:1/db", "store postgresql://u:"),
        ("postgresql://u:salaisuus@127.0.0.1:port/db", "write postgresql://"),
    ],
)
def test_a_wrong_address_is_one_message_without_the_password(url, message):
    with pytest.raises(StoreError, match=message) as raised:
        open_store(url)
    assert "salaisuus" not in str(raised.value)
    assert "\n" not in str(raised.value)


SCANNING = """
import importlib.util, sys
from piicatalog.store.open import open_store
tests, number, *urls = sys.argv[1:]
spec = importlib.util.spec_from_file_location("tests_store_scans", tests)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
for url in urls:
    print(flush=True)
    sys.stdin.readline()  # until all are here
    with open_store(url) as store:
        scan = store.begin(f"source {number}", "settings")
        for index in range(10):
            each = module.table(f"t{index}")
            store.save_table(scan, each, module.found(each), "")
        store.finish(scan)
"""


def scan_at_once(*urls):
    """Have four processes scan into each store, all in the same moment."""
    command = [sys.executable, "-c", SCANNING, str(Path(__file__).with_name("test_scans.py"))]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    workers = [subprocess.Popen([*command, str(number), *urls], **pipes) for number in range(4)]
    for _ in urls:
        for worker in workers:
            worker.stdout.readline()
        for worker in workers:
            if worker.poll() is None:
                worker.stdin.write("\n")
                worker.stdin.flush()
    ended = [(worker.communicate(timeout=120)[1], worker.returncode) for worker in workers]
    assert [code for _, code in ended] == [0] * 4, ended
    for url in urls:
        with open_store(url) as store:
            scans = sorted((scan.source, scan.tables, bool(scan.finished)) for scan in store.scans())
        assert scans == [(f"source {number}", 10, True) for number in range(4)]


def test_scans_that_run_at_once_all_arrive(store_url):
    scan_at_once(store_url)


def test_whoever_makes_the_store_the_others_wait(tmp_path):
    scan_at_once(*(str(tmp_path / str(number) / "store.sqlite") for number in range(8)))
