from __future__ import annotations

from pathlib import Path

from bench.disk import disk_parts, part_figures
from reader.delivery.http.content_codings import Coding
from reader.delivery.http.response_headers import CachePolicy
from reader.delivery.prebuilt.extents import Assembler
from reader.delivery.prebuilt.page_file_writer import HTML, PageFileWriter, Resource


def test_each_byte_of_a_generation_belongs_to_one_part(tmp_path: Path) -> None:
    directory = tmp_path / "one"
    (directory / "index").mkdir(parents=True)
    (directory / "index/BASE").write_bytes(bytes(70))
    with Assembler(tmp_path / "new", ()) as assembler:
        assembler.write(bytes(500))
        assembly = assembler.finish()
    with PageFileWriter(directory, languages=("en",), coders="", plain_tree=False) as writer:
        bundle = Resource(
            media_type="application/zip",
            policy=CachePolicy.FILE,
            bodies={},
            address="/en/library.zip",
            assembly=assembly,
        )
        writer.add(bundle)
        for address, policy, size in (
            ("/en/a", CachePolicy.PAGE, 900),
            ("/en/b", CachePolicy.PAGE, 800),
            ("/en/b.txt", CachePolicy.FILE, 300),
        ):
            body = {Coding.IDENTITY: bytes(size)}
            writer.add(Resource(media_type=HTML, policy=policy, bodies=body, address=address))

    parts = disk_parts(directory)

    assert (parts["pages"], parts["files"], parts["index"]) == (1_700, 300, 70)
    assert 500 < parts["bundles"] < 600
    assert parts.total() == sum(
        path.stat().st_size for path in directory.rglob("*") if path.is_file()
    )
    *_, without_files = part_figures(directory)
    assert without_files.value * 1e6 == parts["pages"] + parts["index"] + parts["rest"]
