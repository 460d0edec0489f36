"""An archive of ours has the bytes that Python's module writes, and any number of members."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hypothesis import given
from hypothesis import strategies as st

from reader.storage.zip_archive import Member, archive_of, directory_of, member_of

NAMES = st.text(st.characters(exclude_categories=["C"], exclude_characters="/\\"), min_size=1)


def by_python(files: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in files.items():
            info = ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            info.compress_type = ZIP_STORED if name.endswith("p") else ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)
    return target.getvalue()


@given(files=st.dictionaries(NAMES, st.binary(max_size=200), max_size=5))
def test_it_is_what_python_writes(files: Mapping[str, bytes]) -> None:
    members = (
        member_of(name, content, is_packed=name.endswith("p")) for name, content in files.items()
    )
    assert archive_of(members) == by_python(files)


def test_it_can_have_more_members_than_a_number_of_two_bytes_counts() -> None:
    members = [Member(f"{number}", 0, 0, 0, 0) for number in range(65_540)]
    heads = b"".join(each.head for each in members)

    with ZipFile(BytesIO(heads + directory_of(members))) as archive:
        assert len(archive.namelist()) == 65_540
        assert archive.read("65539") == b""
