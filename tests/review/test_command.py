"""The command as it is run: its address on stdout, its talk on stderr, ended by Ctrl+C."""

import os
import shlex
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

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


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("told_not_to", [False, True])
def test_a_browser_is_opened_from_a_terminal_alone_and_unless_told_not_to(tmp_path, told_not_to):
    import pty

    keep(tmp_path / ".piicatalog" / "store.sqlite", "shop", *SHOP)
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\nprintf %s "$1" > {shlex.quote(str(tmp_path))}/opened.part && mv {shlex.quote(str(tmp_path))}/opened.part {shlex.quote(str(tmp_path))}/opened\n'
    )
    browser.chmod(0o755)
    command = [sys.executable, "-m", "piicatalog", "review", "--who", "Maija", *(["--no-browser"] if told_not_to else [])]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, text=True, env={**os.environ, "BROWSER": str(browser)}
    ) as running:
        os.close(theirs)
        printed = b""
        while b"\n" not in printed:
            printed += os.read(ours, 1000)
        address = printed.decode().split()[0]
        with urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open(address, timeout=30) as answer:
            assert answer.status == 200
        for _ in range(100):
            if (tmp_path / "opened").exists() or told_not_to:
                break
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
    os.close(ours)
    assert (tmp_path / "opened").exists() is not told_not_to
    if not told_not_to:
        opened = (tmp_path / "opened").read_text()
        assert opened.startswith(address.partition("token=")[0])
        assert opened != address  # that one serves once
