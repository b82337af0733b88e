"""What keeps addresses and numbers citable: register, release, site.

    python -m report.publish register   add new addresses to releases/anchors.csv
    python -m report.publish release    record the built report as a release
    python -m report.publish site       lay out report and releases for a server

Each works on the built report (`make book`); `make register`, `make release` and
`make site` build it first.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

from report import register, releases
from report.citations import release_folder
from report.seeds import BUILT, REPOSITORY
from report.standalone import zipped

ARCHIVES = REPOSITORY / "out"
SITE = REPOSITORY / "_build" / "site"


class PublishError(Exception):
    """What stands in the way of publishing, and what to do about it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one step; 0 if it was done, 1 with a message if it must not be."""
    parser = argparse.ArgumentParser(
        prog="python -m report.publish",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("step", choices=("register", "release", "site"))
    parser.add_argument(
        "--releases", type=Path, help="a folder with the archives of earlier releases"
    )
    options = parser.parse_args(arguments)
    try:
        if not (BUILT / "figures" / "index.json").exists():
            raise PublishError(f"no report at {BUILT}: run `make book` first")
        if options.step == "register":
            print(update_register(BUILT))
        elif options.step == "release":
            print(make_release(BUILT, ARCHIVES))
        else:
            print(make_site(BUILT, SITE, options.releases))
    except PublishError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def update_register(built: Path, path: Path = register.REGISTER) -> str:
    """Add the new addresses; `PublishError` if an old one is gone or means another."""
    old = register.read_register(path)
    found = register.addresses(built)
    if complaints := register.find_broken(old, found):
        raise PublishError(
            "Addresses that others may have cited no longer lead to what they did. "
            "Restore them:\n  " + "\n  ".join(complaints)
        )
    register.write_register([*old, *found], path)
    return f"{len(set(found) - set(old))} new addresses, {len(found)} in all, in {path}"


def make_release(built: Path, out: Path, records: Path = releases.RECORDS) -> str:
    """Write the record and the archive of a release.

    `PublishError` for a report that was built from uncommitted changes, or whose
    values differ from what the release with the same number has shown.
    """
    found = releases.record(built)
    version = found["version"]
    if found["commit"].endswith("-changed"):
        raise PublishError("The report was built from uncommitted changes: commit them")
    recorded = releases.read_record(version, records)
    if recorded and recorded["figures"] != found["figures"]:
        raise PublishError(
            f"Figures differ from what {release_folder(version)} shows: raise the "
            "version in analysis/_version.py and CITATION.cff"
        )
    path = None if recorded else releases.write_record(found, records)
    folder = release_folder(version).rstrip("/")
    archive = out / f"{folder}.zip"
    out.mkdir(parents=True, exist_ok=True)
    files = [path for path in built.rglob("*") if path.is_file()]
    names = [path.relative_to(built).as_posix() for path in files]
    contents = (path.read_bytes() for path in files)
    archive.write_bytes(zipped(dict(zip(names, contents, strict=True)), folder))
    kept = f"record {path}, to be committed" if path else "its record stands"
    return f"Release {version}: {kept}; archive {archive}, to be kept for good"


def make_site(built: Path, out: Path, archives: Path | None = None) -> str:
    """Lay out the report at the root, with a copy of each release below `/vX.Y/`."""
    if out.exists():
        shutil.rmtree(out)
    shutil.copytree(built, out)
    own = release_folder(releases.record(built)["version"])
    shutil.copytree(built, out / own)
    laid = {own}
    for archive in archives.glob("v*.zip") if archives else ():
        shutil.rmtree(out / archive.stem, ignore_errors=True)
        zipfile.ZipFile(archive).extractall(out)
        laid.add(f"{archive.stem}/")
    return f"{out}: the report, and its copies {', '.join(sorted(laid))}"


if __name__ == "__main__":
    sys.exit(main())
