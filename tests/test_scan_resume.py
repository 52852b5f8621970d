"""A scan that is killed or stopped goes on where it was; an unchanged table is not read again. What is stopped are real processes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import chdir, closing

import pytest
from click.testing import CliRunner

from piicatalog.cli.main import group
from piicatalog.errors import StoreError
from piicatalog.store.scans import Store

# It counts without end: a scan that has come to it can only be stopped.
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS nimi FROM n"


@pytest.fixture
def shop(tmp_path):
    """Five tables, and behind them a view that never answers."""
    path = tmp_path / "shop.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        for name in "abcde":
            connection.execute(f"CREATE TABLE {name} (hetu text, tuote text)")
            connection.execute(f"INSERT INTO {name} VALUES ('010594Y9032', 'kuppi'), ('131052-308T', 'lautanen')")
        connection.execute(f"CREATE VIEW z AS {ENDLESS}")
        connection.commit()
    return path


def start(path, *arguments):
    command = [sys.executable, "-m", "piicatalog", "scan", str(path), "--store", str(path.with_name("store.sqlite")), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=path.parent)


def finished(path, *arguments):
    """The same in this process, which need not start: exit code, stdout and stderr."""
    command = ["scan", str(path), "--store", str(path.with_name("store.sqlite")), *arguments]
    with chdir(path.parent):
        done = CliRunner().invoke(group, command, prog_name="piicatalog", catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def kept(path):
    try:
        with Store(str(path.with_name("store.sqlite")), create=False) as store:
            return store.scans()[0].tables if store.scans() else 0
    except StoreError:  # it has not been made yet
        return 0


def wait_for_tables(path, count):
    end = time.monotonic() + 60
    while kept(path) < count:
        assert time.monotonic() < end, "the scan did not come that far"
        time.sleep(0.05)


def without_the_view(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP VIEW z")
        connection.commit()


def test_a_killed_scan_goes_on_and_ends_as_one_that_was_not(shop):
    process = start(shop)
    wait_for_tables(shop, 5)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    without_the_view(shop)  # the file has changed: what was finished before is still not read again
    code, resumed, err = finished(shop, "--resume", "--format", "json")
    assert code == 0, err
    assert "0 tables read, 5 unchanged" in err
    with Store(str(shop.with_name("store.sqlite"))) as store:
        assert [scan.tables for scan in store.scans()] == [5]
    _, fresh, err = finished(shop, "--fresh", "--format", "json")
    assert "5 tables read, " in err
    assert fresh == resumed


@pytest.mark.parametrize("moment", [0.05, 0.4, 0.7, 1.0])
def test_a_scan_may_be_killed_at_any_moment(shop, moment):
    process = start(shop)
    time.sleep(moment)
    process.kill()
    process.communicate()
    without_the_view(shop)
    code, _, err = finished(shop, "--resume")
    assert code == 0, err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for another process")
def test_ctrl_c_stops_at_once_and_says_how_to_go_on(shop):
    process = start(shop)
    wait_for_tables(shop, 5)
    stopped = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.strip() == "stopped; go on with the same command and --resume"
    assert time.monotonic() - stopped < 10


def test_an_unchanged_table_is_read_again_only_when_asked(shop):
    without_the_view(shop)
    assert "5 tables read, " in finished(shop)[2]
    assert "0 tables read, 5 unchanged" in finished(shop)[2]
    assert "5 tables read, " in finished(shop, "--rows", "7")[2]
    assert "5 tables read, " in finished(shop, "--fresh")[2]
    time.sleep(0.01)
    with closing(sqlite3.connect(shop)) as connection:
        connection.execute("INSERT INTO a VALUES ('010594Y9032', 'haarukka')")
        connection.commit()
    assert "5 tables read, " in finished(shop)[2]


def test_two_scans_at_once_both_end(shop):
    without_the_view(shop)
    both = [start(shop), start(shop, "--rows", "10")]
    outputs = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    with Store(str(shop.with_name("store.sqlite"))) as store:
        assert [scan.tables for scan in store.scans()] == [5, 5]
        assert all(scan.finished for scan in store.scans())


def test_a_table_that_failed_is_tried_again(shop):
    code, out, err = finished(shop, "--timeout", "0.3")
    assert code == 0, err
    assert "longer than" in out + err
    without_the_view(shop)
    with closing(sqlite3.connect(shop)) as connection:
        connection.execute("CREATE VIEW z AS SELECT hetu FROM a")
        connection.commit()
    code, out, err = finished(shop)
    assert code == 0, err
    assert "z" in out
    assert "longer than" not in out


def test_what_could_not_be_read_is_still_told_when_a_file_is_not_read_again(tmp_path):
    path = tmp_path / "asiakas.csv"
    path.write_text("hetu;nimi\n010594Y9032;Aino\n131052-308T\n", encoding="utf-8")
    first, second = (finished(path, "--format", "json") for _ in range(2))
    assert "1 unchanged" in second[2]
    assert "asiakas.csv:3: it has fewer cells than columns" in second[1]
    assert first[1] == second[1]
    path.write_text("hetu;nimi\n010594Y9032;Aino\n131052-308T;Eeva\n", encoding="utf-8")
    assert "fewer cells" not in finished(path, "--format", "json")[1]
