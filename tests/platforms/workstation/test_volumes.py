"""File systems, each counted once."""

from pulse_desktop.platforms.workstation.sample import Mount, Space
from pulse_desktop.platforms.workstation.volumes import (
    distinct,
    file_systems,
    main_file_system,
)

ROOT = Mount("/dev/sda1", "/", "ext4")
BIG = Mount("/dev/sdb1", "/srv", "xfs")


def test_a_device_mounted_twice_is_shown_where_its_path_is_shortest():
    deep = Mount("/dev/sda1", "/srv/old/chroot", "ext4")
    assert distinct([deep, ROOT]) == (ROOT,)


def test_data_sets_are_folded_into_their_pool():
    spaces = {
        Mount("tank/media", "/tank/media", "zfs"): Space(130, 30, 100),
        Mount("tank", "/tank", "zfs"): Space(110, 10, 100),
        Mount("tank/home", "/home", "zfs"): Space(120, 20, 100),
    }
    (pool,) = file_systems(spaces)
    assert (pool.device, pool.total, pool.used, pool.available) == ("tank", 160, 60, 100)


def test_a_file_system_without_any_space_is_not_shown():
    assert file_systems({ROOT: Space(0, 0, 0)}) == ()


def test_root_stands_for_the_computer_even_where_another_is_larger():
    found = file_systems({BIG: Space(900, 1, 899), ROOT: Space(100, 50, 50)})
    main = main_file_system(found)
    assert main is not None
    assert main.mount_point == "/"


def test_the_largest_stands_for_the_computer_where_root_is_not_seen():
    small = Mount("/dev/sdc1", "/a", "xfs")
    main = main_file_system(file_systems({small: Space(9, 1, 8), BIG: Space(900, 1, 899)}))
    assert main is not None
    assert main.mount_point == "/srv"


def test_no_file_system_stands_for_a_computer_that_shows_none():
    assert main_file_system(()) is None
