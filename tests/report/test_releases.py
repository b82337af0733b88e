"""What was published stays: addresses, their meaning, and the values of releases."""

from __future__ import annotations

import zipfile

import pytest
from report import publish, register, releases
from report.citations import release_folder
from report.register import Address
from report.standalone import zipped

A = Address("claim", "book/doubt.html#claim-a", "All agree.")
B = Address("figure", "figures/b/", "piece n")


# --- the register ---------------------------------------------------------------


def test_no_registered_address_is_gone_or_means_another_thing(site):
    """Every address ever published leads to what it meant."""
    registered = register.read_register()
    assert not register.find_broken(registered, register.addresses(site))


def test_every_citable_address_is_on_its_page(site):
    """Pages, figures, tables and claims are where their addresses say."""
    found = register.addresses(site)
    assert {one.kind for one in found} == {"page", "figure", "table", "claim"}
    for one in found:
        path, _, anchor = one.address.partition("#")
        target = site / path if not path.endswith("/") else site / path / "index.html"
        assert target.exists(), one.address
        assert not anchor or f'id="{anchor}"' in target.read_text("utf-8"), one.address


@pytest.mark.parametrize(
    ("found", "complaint"),
    [
        ([A], "figures/b/ is gone"),
        ([A, B._replace(meaning="piece words")], "now it means"),
        ([A, B._replace(kind="table")], "now it means table"),
        ([A, B, Address("page", "book/c.html", "")], None),
    ],
)
def test_register_notices_what_a_reader_would(found, complaint):
    """An address that is gone or means another thing is told; a new one is not."""
    told = register.find_broken([A, B], found)
    assert bool(told) == bool(complaint)
    assert not complaint or complaint in told[0]


def test_register_reads_back_what_it_wrote(tmp_path):
    """The file holds every address once, in order."""
    path = tmp_path / "anchors.csv"
    register.write_register([B, A, B], path)
    assert register.read_register(path) == [A, B]


# --- records and changes -----------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (["Peace deal,2", "Great news,1"], []),
        (["Great news,1", "Peace deal,2"], []),
        (["Peace deal,3", "Great news,1"], ["Peace deal: n was 2, is 3"]),
        (["Peace deal,", "Great news,1"], ["Peace deal: n was 2, is undefined"]),
        (["Peace deal,2"], ["Great news: its rows were 1, are 0"]),
        (
            ["Peace deal,2", "Great news,1", "Negotiating,0"],
            ["Negotiating: its rows were 0, are 1"],
        ),
    ],
)
def test_changes_are_those_of_values(now, told):
    """Order does not count; a value and a row that changed are named."""
    before = ["piece,n", "Peace deal,2", "Great news,1"]
    assert releases.differences(before, ["piece,n", *now]) == told


def test_columns_have_names_and_no_order():
    """A table with the same columns is compared, another one is not."""
    before = ["piece,n", "Peace deal,2"]
    assert releases.differences(before, ["n,piece", "2,Peace deal"]) == []
    assert releases.differences(before, ["piece,words", "Peace deal,2"]) == [
        "The table has another form (piece, n before, piece, words now), so its values "
        "cannot be compared one by one"
    ]


def test_many_changes_are_counted():
    """A dozen changes are told; of the rest, how many."""
    before, now = (
        ["piece,n", *(f"piece {letter},{n}" for letter in "abcdefghijklmnop")]
        for n in (1, 2)
    )
    told = releases.differences(before, now)
    assert len(told) == 13
    assert told[-1] == "4 more changes"


def test_record_reads_back_and_the_last_release_is_found(site, tmp_path):
    """A record is the published data; the last one before a version is the newest."""
    found = releases.record(site)
    assert len(found["figures"]["words-heard"]) > 10
    for version in ("0.2.0", "0.10.1", "0.9.0"):
        releases.write_record({**found, "version": version}, tmp_path)
    assert releases.read_record("0.9.3", tmp_path) == {**found, "version": "0.9.0"}
    assert releases.last_before("0.11.0", tmp_path)["version"] == "0.10.1"
    assert releases.last_before("0.2.9", tmp_path) is None


def test_a_released_version_keeps_its_values(site):
    """Once X.Y is released its figures stay; changed ones need another version."""
    found = releases.record(site)
    recorded = releases.read_record(found["version"])
    if recorded:
        assert found["figures"] == recorded["figures"]


def test_pages_of_figures_say_what_changed(site):
    """As long as nothing was published, every page of a figure says so."""
    since, changed = releases.changes(site)
    assert (since, changed) == ("", {})
    for slug in releases.record(site)["figures"]:
        page = (site / "figures" / slug / "index.html").read_text("utf-8")
        assert "No earlier version was published" in page, slug


# --- releases and the site ------------------------------------------------------------


def test_release_is_recorded_packed_and_laid_out(site, tmp_path, monkeypatch):
    """A release leaves a record and an archive; the site keeps a copy of each."""
    found = {**releases.record(site), "commit": "0123456789ab"}
    monkeypatch.setattr(releases, "record", lambda built: found)
    built = tmp_path / "built"
    (built / "figures").mkdir(parents=True)
    (built / "index.html").write_text("new", "utf-8")
    records, out = tmp_path / "records", tmp_path / "out"
    assert "to be committed" in publish.make_release(built, out, records)
    assert "its record stands" in publish.make_release(built, out, records)
    folder = release_folder(found["version"])
    with zipfile.ZipFile(out / f"{folder.rstrip('/')}.zip") as packed:
        assert packed.namelist() == [f"{folder}index.html"]
    (out / "v0.0.zip").write_bytes(zipped({"index.html": b"new"}, "v0.0"))
    publish.make_site(built, tmp_path / "site", out)
    for copy in ("", folder, "v0.0/"):
        assert (tmp_path / "site" / copy / "index.html").read_text("utf-8") == "new"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"commit": "0123456789ab-changed"}, "commit them"),
        ({"figures": {}}, "raise the version"),
    ],
)
def test_release_refuses_what_nobody_could_defend(
    site, tmp_path, monkeypatch, change, message
):
    """Uncommitted work is no release, nor other values under a released number."""
    found = {**releases.record(site), "commit": "0123456789ab"}
    releases.write_record(found, tmp_path)
    monkeypatch.setattr(releases, "record", lambda built: {**found, **change})
    with pytest.raises(publish.PublishError, match=message):
        publish.make_release(site, tmp_path / "out", tmp_path)


def test_publishing_without_a_report_says_what_to_do(tmp_path, capsys, monkeypatch):
    """The command line tells what is missing, without a traceback."""
    monkeypatch.setattr(publish, "BUILT", tmp_path)
    assert publish.main(["register"]) == 1
    assert "make book" in capsys.readouterr().err
