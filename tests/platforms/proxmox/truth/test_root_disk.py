"""How full a node's root is, and which figure says so."""

import json
from pathlib import Path

import pytest

from pulse_desktop.platforms.proxmox.ve.root_disk import Shelf, Space, root_disk

EXAMPLES = Path(__file__).parents[1] / "payloads" / "worked-examples.json"
GIB = 1024**3
LISTED = Space(92 * GIB, 916 * GIB)


def shelf(name, type_="dir", content="images", *, gib=100, is_shared=False, path=None):
    return Shelf(
        name=name,
        type=type_,
        content=frozenset(content.split(",")),
        is_shared=is_shared,
        path=path,
        space=Space(10 * GIB, gib * GIB),
    )


def chosen(*shelves, rootfs=None, listed=LISTED):
    found = root_disk(rootfs, listed, shelves)
    return None if found is None else found.source


def test_a_storage_replaces_what_the_list_of_nodes_tells():
    """X-07: the worked example of a pool of which the list tells one dataset."""
    example = json.loads(EXAMPLES.read_text())["node_disk"][0]
    (row,) = example["in"]["storages"]
    pool = Shelf(
        name=row["storage"],
        type=row["type"],
        content=frozenset(row["content"].split(",")),
        is_shared=False,
        space=Space(row["used"], row["total"]),
    )
    listed = example["in"]["nodes_endpoint"]
    found = root_disk(None, Space(listed["disk"], listed["maxdisk"]), (pool,))
    out = example["out"]
    assert (found.space.used, found.space.total) == (out["used"], out["total"])
    assert (found.source, round(100 * found.space.used / found.space.total, 2)) == (
        out["source"],
        out["usage"],
    )


def test_the_nodes_own_status_comes_first():
    """X-07: a storage never replaces rootfs."""
    assert chosen(shelf("local-zfs"), rootfs=Space(1, 10)) == "node-status-rootfs"


def test_the_list_of_nodes_is_better_than_nothing():
    """X-07: low confidence."""
    assert chosen() == "nodes-endpoint"
    assert chosen(listed=None) is None


@pytest.mark.parametrize(
    "names",
    [
        ("local-zfs", "local-lvm"),
        ("local-lvm", "local"),
        ("local", "tank"),
    ],
)
def test_names_of_the_installer_come_first_in_their_order(names):
    """X-07: local-zfs, local-lvm, local, then others."""
    first, second = names
    assert chosen(shelf(second, "zfspool", gib=9000), shelf(first)) == f"storage:{first}"


def test_kinds_that_hold_guests_come_in_order():
    """X-07: zfs, lvm, the installer's folder, a local name, anything else."""
    order = [
        shelf("a", "zfspool"),
        shelf("b", "lvmthin"),
        shelf("c", "dir", path="/var/lib/vz/"),
        shelf("localish"),
        shelf("z"),
    ]
    assert [each.rank for each in order] == [3, 4, 5, 6, 7]


def test_of_equals_the_larger_wins():
    assert chosen(shelf("a", "zfspool", gib=1), shelf("b", "zfspool", gib=2)) == "storage:b"


@pytest.mark.parametrize(
    "other",
    [
        shelf("nas", "nfs", gib=90000, is_shared=True),
        shelf("vault", "dir", "backup,iso", gib=90000),
        shelf("empty", "zfspool", gib=0),
    ],
)
def test_a_mount_for_backups_never_stands_for_the_node_however_large(other):
    """X-07: backup-only and shared storages are not eligible."""
    assert chosen(other) == "nodes-endpoint"


def test_the_installers_names_count_even_without_guests():
    """X-07: the three names are looked at before anything else."""
    assert chosen(shelf("local", "dir", "iso,backup")) == "storage:local"
