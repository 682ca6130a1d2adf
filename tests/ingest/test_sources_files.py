"""Files and folders: what is read, and one clear reason for each thing that is not."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import SourceError
from events.model import Article
from ingest.addresses import Address
from ingest.sources import Unreadable, find_files, read_articles
from ingest.sources.decoding import LIMIT, decode

_STORY = "Farmers blocked the road to the capital on Monday. They demanded a higher price for maize.\n"
_SAVE = ", not text; save the article as text or HTML"
_CUT_GZIP = "is damaged gzip (Compressed file ended before the end-of-stream marker was reached)"
_NO_SENTENCE = "holds no sentence, so it is no article"


def _read(path: Path, data: bytes) -> list[Article | Unreadable]:
    path.write_bytes(data)
    return list(read_articles(path))


def _reason(path: Path, data: bytes) -> str:
    (item,) = _read(path, data)
    assert isinstance(item, Unreadable)
    assert item.name == str(path)
    return item.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        (b"Farmers\x00 blocked the road.", "is binary, not text (a NUL byte at byte 7)"),
        (bytes(range(1, 32)) * 9, "is binary, not text (control characters throughout)"),
        (b"%PDF-1.7\n%\xe2\xe3", f"is a PDF document{_SAVE}"),
        (b"PK\x03\x04\x14\x00", "is a damaged ZIP archive (File is not a zip file)"),
        (gzip.compress(b"Farmers blocked the road.")[:-9], _CUT_GZIP),
        (b"maize\nroad\ncapital\n", _NO_SENTENCE),
        (b"name;price\nmaize;12.50\nmillet;9.75\n", _NO_SENTENCE),
        (b"By Amina Banda\nSubscribe to our newsletter today.\n", _NO_SENTENCE),
    ],
    ids=["empty", "blank", "mark", "nul", "control", "pdf", "zip", "gzip", "words", "table", "furniture"],
)  # fmt: skip
def test_file_that_is_no_article_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    assert _reason(tmp_path / "page.txt", data) == reason


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Farmers came.\nThe café closed on Monday.", "cp1252"),
        ("“It’s over,” the mayor of Moss said on Monday.", "cp1252"),
        ("Президент страны уехал в понедельник. Переговоры идут.", "cp1251"),
        ("首相は月曜日に辞任した。野党は選挙を求めている。", "shift_jis"),
    ],
    ids=["accent", "quotes", "Cyrillic", "Japanese"],
)
def test_other_charset_is_recognised(tmp_path: Path, text: str, charset: str) -> None:
    (item,) = _read(tmp_path / "page.txt", text.encode(charset))

    assert isinstance(item, Article)
    assert item.text == text


def test_broken_character_is_marked_and_the_rest_is_read(tmp_path: Path) -> None:
    whole = "The café in Málaga closed on Monday. "

    (item,) = _read(tmp_path / "page.txt", (whole * 4).encode() + b"It was \xc3 cold.")

    assert isinstance(item, Article)
    assert item.text == whole * 4 + "It was \ufffd cold."


def test_file_above_ten_megabytes_is_refused(tmp_path: Path) -> None:
    reason = _reason(tmp_path / "page.txt", b"Farmers blocked the road. " * (LIMIT // 26 + 1))

    assert reason == "is larger than 10 MB; split it, or keep the articles alone"


def test_missing_path_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "gone.txt"

    assert list(find_files([path])) == [Unreadable(name=str(path), reason="no such file or directory")]
    assert list(read_articles(path)) == [Unreadable(name=str(path), reason="no such file")]


def test_directory_without_articles_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")

    (item,) = find_files([tmp_path])

    assert isinstance(item, Unreadable)
    assert item.reason.startswith("directory without articles")


def test_directory_is_no_article(tmp_path: Path) -> None:
    assert list(read_articles(tmp_path)) == [Unreadable(name=str(tmp_path), reason="is a directory")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)

    assert list(read_articles(path)) == [Unreadable(name=str(path), reason="is not a regular file")]


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_forbidden_file_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(_STORY)
    path.chmod(0)

    (item,) = read_articles(path)

    assert isinstance(item, Unreadable)
    assert item.reason.startswith("cannot be read (")


def test_folder_gives_its_articles_sorted_from_all_levels(tmp_path: Path) -> None:
    wanted = ["a.txt", "b/a.html", "b/c.jsonl", "c.MD"]
    for name in [*wanted, ".hidden.txt", ".git/x.txt", "photo.png", "b/notes.pdf"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(_STORY)

    found = [
        path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path]) if isinstance(path, Path)
    ]

    assert found == wanted


def test_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "page.article"

    (item,) = _read(path, _STORY.encode())

    assert list(find_files([path])) == [path]
    assert isinstance(item, Article)


def test_paths_keep_the_order_given(tmp_path: Path) -> None:
    paths = [tmp_path / "b.txt", tmp_path / "gone.txt", tmp_path / "a.txt"]
    for path in (paths[0], paths[2]):
        path.write_text(_STORY)

    found = [item.name for item in find_files(paths) if not isinstance(item, Address)]

    assert found == ["b.txt", str(paths[1]), "a.txt"]


def test_content_decides_more_than_the_suffix(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><body><article><p>{_STORY * 4}</p></article></body></html>"
    lines = '{"text": "Farmers blocked the road on Monday."}\n{"text": "A court ruled on the blockade."}\n'

    (of_page,) = _read(tmp_path / "page.txt", page.encode())
    of_lines = _read(tmp_path / "export.txt", lines.encode())

    assert isinstance(of_page, Article)
    assert "<p>" not in of_page.text
    assert [item.name for item in of_lines] == ["export.txt#1", "export.txt#2"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_names_the_encoding(tmp_path: Path, encoding: str) -> None:
    (item,) = _read(tmp_path / "page.txt", _STORY.encode(encoding))

    assert isinstance(item, Article)
    assert item.text == _STORY.strip()


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_reason(data: bytes) -> None:
    text = _decoded(data)

    assert text is None or (text.strip() and "\0" not in text)


def _decoded(data: bytes) -> str | None:
    try:
        return decode(data)
    except SourceError:
        return None


@given(
    st.text(max_size=200), st.sampled_from(["page.txt", "page.html", "page.jsonl", "page.json", "page.md"])
)
def test_any_text_gives_articles_or_reasons(
    tmp_path_factory: pytest.TempPathFactory, text: str, name: str
) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))

    items = list(read_articles(path))

    assert items
    assert all(isinstance(item, Article | Unreadable) for item in items)
