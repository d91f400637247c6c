"""Estates with one of everything, so that every question of the three products is worth asking."""

from datetime import timedelta

from simulators.proxmox import estate as ve
from simulators.proxmox.backup import estate as backup
from simulators.proxmox.backup.care import Drive as ServerDrive
from simulators.proxmox.ceph import Ceph, Osd
from simulators.proxmox.drives import Drive
from simulators.proxmox.mail import estate as mail
from simulators.proxmox.protection import Backup, Task, nightly
from simulators.proxmox.upkeep import Service
from simulators.proxmox.zfs import Device, Pool, mirror

GIB = 1024**3
_DAY_S = 86_400

VE_RELEASES = ("9.1.2", "8.4.1", "7.4-3", "6.4-15")
BACKUP_RELEASES = ("4.0", "3.3", "3.1", "2.1")
MAIL_RELEASES = ("9.1.0", "8.1.2", "7.3-1")

_ATA = {
    "type": "ata",
    "attributes": [
        {"id": "  5", "name": "Reallocated_Sector_Ct", "raw": "3", "value": "100"},
        {"id": "  9", "name": "Power_On_Hours", "raw": "12345h+12m", "value": "90"},
        {"id": " 12", "name": "Power_Cycle_Count", "raw": "17", "value": "99"},
        {"id": "194", "name": "Temperature_Celsius", "raw": "32 (Min/Max 20/45)"},
        {"id": "197", "name": "Current_Pending_Sector", "raw": "1"},
        {"id": "198", "name": "Offline_Uncorrectable", "raw": "1"},
        {"id": "199", "name": "UDMA_CRC_Error_Count", "raw": "2"},
    ],
}
_NVME = {
    "type": "text",
    "text": "SMART/Health Information (NVMe Log 0x02)\n"
    "Temperature:                        45 Celsius\n"
    "Available Spare:                    100%\n"
    "Percentage Used:                    3%\n"
    "Power Cycles:                       1,024\n"
    "Power On Hours:                     2,425\n"
    "Unsafe Shutdowns:                   26\n"
    "Media and Data Integrity Errors:    1\n",
}
_SAS = {
    "type": "text",
    "text": "Current Drive Temperature:     38 C\n"
    "Accumulated power on time, hours:minutes 41234:12\n"
    "Accumulated start-stop cycles:  51\n"
    "Elements in grown defect list: 4\n",
}
_NAMED = [
    {"name": "temperature", "value": "41", "raw": "41"},
    {"name": "percentage_used", "value": "3", "raw": "3"},
    {"name": "power_on_hours", "value": "2425", "raw": "2425"},
    {"name": "available_spare", "value": "99", "raw": "99"},
]
_NUMBERED = [
    {"id": 5, "name": "Reallocated_Sector_Ct", "raw": "8", "normalized": 100},
    {"id": 194, "name": "Temperature_Celsius", "raw": "33 (Min/Max 20/45)"},
]
_LOG = (
    "INFO: starting new backup job: vzdump --all 1 --storage nas",
    "INFO: Starting Backup of VM 101 (qemu)",
    "INFO: Finished Backup of VM 101 (00:12:34)",
    "ERROR: Backup of VM 102 failed - job failed with err -28 - No space left on device",
)


def whole_cluster(began_at, version=VE_RELEASES[0]):
    """Two nodes with Ceph, ZFS, disks of all kinds, and guests whose agents answer and do not."""
    made = ve.small_estate(began_at)
    made.version, made.recorded_s = version, 400 * _DAY_S
    made.users["pulse@pve"].granted["/"] |= {"Sys.Modify"}
    made.tokens["pulse@pve!desktop"].granted["/"] |= {"Sys.Modify"}
    made.guests += _guests()
    made.storages += [
        ve.Storage("fast", ("pve1",), "zfspool", options={"pool": "tank/vm"}, disk=9 * GIB),
        ve.Storage("vm", ("pve1", "pve2"), "rbd", shared=1, options={"pool": "vm"}),
        ve.Storage("old", ("pve2",), "dir", "images", is_enabled=False),
        ve.Storage("away", ("pve1", "pve2"), "cifs", "backup", shared=1, is_active=False),
    ]
    made.pools = _pools()
    made.ceph = _ceph()
    made.drives.all += _drives()
    made.configs.addresses[201] = [
        {"name": "eth0", "hwaddr": "bc:24:11:89:67:07", "inet": "192.168.3.95/24"}
    ]
    made.configs.by_vmid[101] = {
        "scsi0": "local-lvm:vm-101-disk-0,size=30G",
        "scsi1": "tank:vm-101-disk-1,size=512M,backup=0",
        "agent": "1",
        "ostype": "l26",
        "unused0": "local-lvm:vm-101-disk-9",
    }
    _keep_up(made.upkeep)
    _protect(made.protection, int(began_at.timestamp()))
    return made


def lone_node(began_at, version=VE_RELEASES[0]):
    """The same without a cluster."""
    made = whole_cluster(began_at, version)
    made.stand_alone()
    return made


def whole_vault(began_at, version=BACKUP_RELEASES[0]):
    """Stores that are open, closed and without a mount; disks; backups of all outcomes."""
    made = backup.small_estate(began_at)
    made.version, made.recorded_s = version, 400 * _DAY_S
    many = [
        backup.Group("vm", str(vmid), [_kept(began_at, hours) for hours in (5, 29, 53)])
        for vmid in range(120, 125)
    ]
    made.store("main").spaces["lab"] += many
    odd = backup.Backup(began_at - timedelta(hours=1), is_unfinished=True)
    made.store("offsite").spaces[""] += [
        backup.Group("ct", "300", [odd]),
        *(backup.Group("ct", str(n), [_kept(began_at, 5)]) for n in (301, 302, 303)),
    ]
    made.stores += [
        backup.Store("shut", maintenance='offline,message="moving"'),
        backup.Store("usb", mount_status="notmounted"),
        backup.Store("filling", full_at=int(began_at.timestamp()) + 5 * _DAY_S),
    ]
    made.jobs.append(backup.Job("sync", "s-push", "main", remote="partner", is_push=True))
    failed = began_at - timedelta(hours=2)
    made.tasks += [
        backup.Task("backup", "main:lab:vm/120", failed, failed, "no space left on device"),
        backup.Task("verificationjob", "main:v-main", failed),
    ]
    made.care.drives += [
        ServerDrive("nvme0n1", "ssd", serial="SN-N", attributes=_NAMED),
        ServerDrive("sda", "hdd", serial="SN-A", wwn="0x5000a", wearout=None, attributes=_NUMBERED),
    ]
    made.care.services["proxmox-backup-proxy"] = ("dead", "enabled")
    made.care.packages += ["proxmox-backup-server"]
    made.care.subscription = {"status": "active", "nextduedate": "2027-01-01"}
    return made


def whole_gateway(began_at, version=MAIL_RELEASES[0]):
    """A gateway by itself."""
    made = mail.small_estate(began_at)
    made.version = version
    return made


def gateway_cluster(began_at, version=MAIL_RELEASES[0]):
    """Two gateways, of which one waits for mail."""
    made = whole_gateway(began_at, version)
    made.form_cluster()
    return made


def _guests():
    agent, made = ve.Agent, ve.Guest
    windows = agent(system="Microsoft Windows Server 2022", version="107.0.1")
    busy = agent(refusal="VM {vmid} qmp command '{command}' failed - got timeout")
    old = agent(unsupported=frozenset({"guest-get-fsinfo", "guest-get-osinfo"}))
    return [
        made(104, "qemu", "pve2", "accounts", agent=windows, balloon_free=GIB // 2),
        made(105, "qemu", "pve1", "silent", agent=agent(is_running=False)),
        made(106, "qemu", "pve1", "busy", agent=busy),
        made(107, "qemu", "pve2", "old", agent=old, hastate="started"),
        made(108, "qemu", "pve2", "plain", lock="backup"),
        made(202, "lxc", "pve2", "asleep", status="stopped"),
    ]


def _pools():
    tank = mirror("tank", "pve1", "/dev/sda", "/dev/sdb")
    tank.devices[0].children[1] = Device("/dev/sdb", "DEGRADED", 1, 2, 1.2, "too many errors")
    flat = Pool("flat", "pve2", [Device("/dev/sdc")], "DEGRADED", frag="-", errors="3 data errors")
    return [tank, flat]


def _ceph():
    checks = {"OSD_DOWN": ("HEALTH_WARN", "1 osds down"), "PG_BAD": ("HEALTH_ERR", "1 pg bad")}
    osds = [Osd(0, "pve1"), Osd(1, "pve2", is_up=False), Osd(2, "pve2", is_in=False)]
    return Ceph(osds=osds, checks=checks, muted=frozenset({"PG_BAD"}), flags=("noout",))


def _drives():
    return [
        Drive(("pve1",), "/dev/sda", serial="SN-A", wwn="0x5000a", wearout=91, smart=_ATA),
        Drive(("pve1",), "/dev/nvme0n1", "nvme", serial="SN-N", wwn="eui.1", smart=_NVME),
        Drive(("pve1", "pve2"), "/dev/sdx", "hdd", serial="SN-X", rpm=7200, smart=_SAS),
        Drive(("pve2",), "/dev/sdc", "hdd", health="FAILED!", wearout="N/A", osdid=1, smart=_ATA),
    ]


def _keep_up(upkeep):
    upkeep.packages += ["pve-manager", "zfsutils-linux"]
    upkeep.services.append(Service("pvescheduler", "dead", "enabled", "failed"))
    upkeep.subscription = {"status": "active", "nextduedate": "2027-01-01", "level": "c"}


def _protect(made, now_s):
    made.backups += nightly(now_s, 101) + nightly(now_s, 201, "lxc", storage="vault")
    made.backups += [
        Backup("vault", 104, now_s - 3600, verification="failed", encrypted="aa:bb", size=3 * GIB),
        Backup("local", 105, now_s - 7200, node="pve1", notes="by hand", protected=1),
    ]
    made.snapshots[101] = [{"name": "before", "snaptime": now_s - 600, "description": "12 to 13"}]
    made.unable[202] = "snapshot feature is not available"
    made.jobs += [
        {"id": "b1", "all": 1, "schedule": "20:00", "storage": "nas", "next-run": now_s + 3600},
        {"id": "b2", "vmid": "101,104", "starttime": "02:00", "dow": "sat,sun", "enabled": "1"},
    ]
    made.unplanned.append({"vmid": 103, "type": "qemu", "name": "sleeper"})
    replica = {"id": "101-0", "type": "local", "guest": 101, "jobnum": 0, "source": "pve1"}
    replica |= {"target": "pve2", "last_sync": now_s - 600, "next_sync": now_s + 300}
    made.replications.append(replica | {"fail_count": 2, "error": "no route", "schedule": "*/15"})
    service = {"id": "service:vm:107", "sid": "vm:107", "type": "service", "node": "pve2"}
    lrm = {"id": "lrm:pve1", "type": "lrm", "node": "pve1", "status": "pve1 (active, Fri)"}
    made.standings += [service | {"state": "started"}, lrm]
    made.tasks += [
        Task("pve1", "vzdump", "", now_s - 900, now_s - 600, "job errors", log=_LOG),
        Task("pve1", "vzdump", "105", now_s - 800, now_s - 700, "OK"),
        Task("pve2", "qmstart", "104", now_s - 300, now_s - 290, "start failed: exit code 1"),
        Task("pve2", "qmigrate", "107", now_s - 60),
    ]


def _kept(now, hours):
    return backup.Backup(now - timedelta(hours=hours), verification="ok" if hours > 5 else None)
