"""Every path that the three products are asked for, as templates; by these it is counted.

What is asked in rounds is found in the products' own modules, so that a new question is one here.
"""

import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from pulse_desktop.platforms.proxmox import backup, mail, ve
from pulse_desktop.platforms.proxmox.rounds.question import Question
from pulse_desktop.platforms.proxmox.ve.closer.command import COMMANDS

SIGN_IN = "access/ticket"
PAGE = ""
"""The login page, which the connection test looks at where the product seems to be another."""

_OF_VE = (
    *("version", "access/permissions", "cluster/status", "cluster/resources", "nodes"),
    *("nodes/{node}/status", "nodes/{node}/qemu?full=1"),
    "nodes/{node}/rrddata?timeframe=hour&cf=AVERAGE",
    "nodes/{node}/qemu/{0}/status/current",
    *(f"nodes/{{node}}/qemu/{{0}}/agent/{command.path}" for command in COMMANDS),
)
_OF_BACKUP = (
    *("version", "access/permissions", "admin/datastore", "nodes/localhost/status"),
    *("status/datastore-usage", "admin/datastore/{0}/status"),
    *("admin/gc", "admin/datastore/{0}/gc"),
    *("admin/sync", "admin/sync?sync-direction=all", "admin/verify", "admin/prune"),
    *("nodes/localhost/tasks?limit=200", "admin/datastore/{0}/namespace"),
    *("admin/datastore/{0}/groups", "admin/datastore/{0}/groups?ns={1}"),
    *("admin/datastore/{0}/snapshots", "admin/datastore/{0}/snapshots?ns={1}"),
    "admin/datastore/{0}/snapshots?{group}",
)
_OF_MAIL = (
    *("version", "nodes", "nodes/localhost/status"),
    "config/cluster/status?list_single_node=1",
    "nodes/{node}/postfix/qshape?queue={0}",
    "statistics/mail?starttime={0}&endtime={1}",
    "statistics/spamscores?starttime={0}&endtime={1}",
    *("quarantine/spamstatus", "quarantine/virusstatus"),
    *("config/domains", "nodes/localhost/backup"),
)
_PLACE = re.compile(r"\\\{\w+\\\}")


@cache
def templates(product):
    """All of ``ve``, ``backup`` or ``mail``, the sign-in among them."""
    package, others = {
        "ve": (ve, _OF_VE),
        "backup": (backup, _OF_BACKUP),
        "mail": (mail, _OF_MAIL),
    }[product]
    asked = (question.path for question in _questions(package))
    return tuple(dict.fromkeys((*others, *asked, SIGN_IN)))


@lru_cache(65_536)
def template_of(product, target):
    """The template of ``nodes/pve1/status``; ``None`` for what is in no catalogue."""
    return next((one for one, like in _patterns(product) if like.fullmatch(target)), None)


@cache
def _patterns(product):
    """Those without places first: ``localhost`` is a node, too."""
    found = sorted((*templates(product), PAGE), key=lambda one: one.count("{"))
    return [(one, re.compile(_PLACE.sub(_filled, re.escape(one)))) for one in found]


def _filled(place):
    """A group is named by several parameters; what is empty is left out of them."""
    return ".*" if place[0] == r"\{group\}" else "[^/?&]*"


def _questions(package):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield from _in(_public(importlib.import_module(module.name)))


def _public(module):
    return {name: one for name, one in vars(module).items() if not name.startswith("__")}


def _in(value):
    """Those among a module's values, be they in a mapping or a sequence."""
    if isinstance(value, Question):
        yield value
    elif isinstance(value, Mapping):
        yield from (one for each in tuple(value.values()) for one in _in(each))
    elif isinstance(value, tuple):
        yield from (one for each in value for one in _in(each))
