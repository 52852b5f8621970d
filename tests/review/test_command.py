"""The command as it is run: its address on stdout, its talk on stderr, ended by Ctrl+C."""

import os
import signal
import subprocess
import sys
import urllib.request

from .conftest import SHOP, keep


def test_it_prints_its_address_answers_and_ends(tmp_path):
    keep(tmp_path / ".piicatalog" / "store.sqlite", "shop", *SHOP)
    command = [sys.executable, "-m", "piicatalog", "review", "--who", "Maija", "--lang", "fi"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, env=environment
    ) as running:
        address = running.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(address, timeout=30) as answer:
            assert "shop.asiakas" in answer.read().decode()
        running.send_signal(signal.SIGINT)
        out, error = running.communicate(timeout=30)
    assert running.returncode == 0, error
    assert out == ""
    assert "8 columns and 1 tables wait for you" in error
    assert "nothing was decided" in error
    assert "Traceback" not in error


def test_without_a_scan_it_says_what_to_do(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-m", "piicatalog", "review"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 2
    assert "run: piicatalog scan FILE_OR_URL" in ended.stderr
