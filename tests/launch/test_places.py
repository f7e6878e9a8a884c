"""Sockets fit wherever the project lies, and nobody else's folder is ever used."""

import os
from pathlib import Path

import pytest

from tools.launch import places, reset
from tools.launch.words import Trouble


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "VAR", tmp_path / "var")
    monkeypatch.setattr(places, "server_user", lambda data: None)
    return places.make_var()


def test_a_socket_lies_beside_its_data_where_the_path_is_short(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "fits_a_socket", lambda folder: True)
    monkeypatch.setattr(places, "server_user", lambda data: None)
    data = tmp_path / "postgres"
    data.mkdir()
    assert places.socket_folder(data) == data / "socket"
    assert places.is_private(data / "socket")


@pytest.mark.parametrize("inner", ["x" * 120, "信用修复", "a folder with spaces"])
def test_a_long_or_unusual_path_gets_a_short_folder_that_is_remembered(var, inner):
    data = var / inner / "postgres"
    data.mkdir(parents=True)
    folder = places.socket_folder(data)
    try:
        assert len(os.fsencode(folder / ".s.PGSQL.5432.lock")) <= 107
        assert places.is_private(folder, os.geteuid())
        assert places.socket_folder(data) == folder
    finally:
        reset.remove_sockets(folder)
    assert not folder.exists()


def test_a_remembered_folder_that_others_may_enter_is_not_used_again(var):
    data = var / ("y" * 120)
    data.mkdir()
    first = places.socket_folder(data)
    first.chmod(0o755)
    second = places.socket_folder(data)
    assert second != first
    first.rmdir()
    second.rmdir()


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "real").mkdir(mode=0o700)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    assert not places.is_private(link)


def test_reset_removes_no_folder_that_is_not_ours(tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir(mode=0o700)
    reset.remove_sockets(precious)
    assert precious.exists()


def test_a_folder_that_cannot_be_written_is_told_in_both_languages(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr(places, "VAR", tmp_path / "file" / "var")
    with pytest.raises(Trouble) as told:
        places.make_var()
    assert "无法写入文件夹" in told.value.zh
    assert "cannot be written" in told.value.en


def test_data_lies_in_one_place_per_project_when_root_runs_it_from_its_home():
    assert places.outside_home().parent == Path("/var/lib")
    assert places.outside_home() == places.outside_home()
