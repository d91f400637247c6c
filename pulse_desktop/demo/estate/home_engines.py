"""The container engines about the house, as tables."""

from pulse_desktop.demo.estate.engine import (
    HOST_NETWORK,
    RASPBERRY_PI,
    Engine,
    Project,
    Service,
    alone,
    gib,
)
from pulse_desktop.demo.subject import CurveRole

_PI_SYSTEM, _PI_KERNEL = RASPBERRY_PI
_POSTGRES = "postgres:16.6"
_REDIS = "redis:7.4.1-alpine"

_MEDIA = Engine(
    connection="demo-media-box",
    title="Media Box",
    machine="media-box-01",
    address="10.20.80.11",
    cpus=12,
    memory=gib(32),
    projects=(
        Project(
            "immich",
            (
                Service(
                    "server",
                    "immich-app/immich-server:v1.123.0",
                    CurveRole.MEDIA,
                    ((2283, 2283),),
                    ("/mnt/photos:/usr/src/app/upload",),
                    is_checked=True,
                ),
                Service("machine-learning", "immich-app/immich-ml:v1.123.0", CurveRole.BATCH),
                Service("db", _POSTGRES, CurveRole.DATABASE, volumes=("immich-db:/data",)),
                Service("redis", _REDIS, CurveRole.CACHE),
            ),
        ),
        Project(
            "paperless",
            (
                Service(
                    "webserver",
                    "paperless-ngx/paperless-ngx:2.13.5",
                    CurveRole.WEB,
                    ((8010, 8000),),
                    ("/mnt/scans:/usr/src/paperless/media",),
                    is_checked=True,
                ),
                Service("broker", _REDIS, CurveRole.CACHE),
                Service("gotenberg", "gotenberg/gotenberg:8.14.1", CurveRole.API),
                Service("tika", "apache/tika:3.0.0.0", CurveRole.API),
            ),
        ),
        alone(
            Service(
                "navidrome",
                "deluan/navidrome:0.53.3",
                CurveRole.MEDIA,
                ((4533, 4533),),
                ("/mnt/music:/music",),
                given_name="navidrome",
            )
        ),
        alone(
            Service(
                "audiobookshelf",
                "advplyr/audiobookshelf:2.17.5",
                CurveRole.MEDIA,
                ((13378, 80),),
                ("/mnt/audiobooks:/audiobooks",),
                given_name="audiobookshelf",
            )
        ),
    ),
)

_GARAGE = Engine(
    connection="demo-garage-pi",
    title="Garage Pi",
    machine="garage-pi-01",
    address="10.20.80.12",
    cpus=4,
    memory=gib(8),
    system=_PI_SYSTEM,
    kernel=_PI_KERNEL,
    architecture="aarch64",
    projects=(
        alone(
            Service(
                "home-assistant",
                "home-assistant/home-assistant:2024.12.3",
                CurveRole.GENERAL,
                volumes=("/srv/home-assistant:/config",),
                network=HOST_NETWORK,
                given_name="home-assistant",
            )
        ),
        Project(
            "house-bus",
            (
                Service(
                    "mosquitto",
                    "eclipse-mosquitto:2.0.20",
                    CurveRole.QUEUE,
                    ((1883, 1883),),
                    given_name="mosquitto",
                ),
                Service(
                    "zigbee",
                    "koenkk/zigbee2mqtt:1.42.0",
                    CurveRole.QUEUE,
                    ((8099, 8080),),
                    given_name="zigbee2mqtt",
                ),
                Service(
                    "node-red",
                    "nodered/node-red:4.0.8",
                    CurveRole.GENERAL,
                    ((1880, 1880),),
                    ("node-red:/data",),
                    is_checked=True,
                    given_name="node-red",
                ),
                Service(
                    "influxdb",
                    "influxdb:2.7.11",
                    CurveRole.DATABASE,
                    ((8086, 8086),),
                    ("influx:/var/lib/influxdb2",),
                ),
            ),
        ),
        alone(
            Service(
                "door-camera",
                "blakeblackshear/frigate:0.14.1",
                CurveRole.MEDIA,
                ((8971, 8971),),
                ("/mnt/camera:/media/frigate",),
                is_checked=True,
                given_name="door-camera",
                memory_limit=gib(2),
            )
        ),
    ),
)

_LIBRARY = Engine(
    connection="demo-library",
    title="Library",
    machine="library-01",
    address="10.20.80.14",
    cpus=8,
    memory=gib(32),
    runtime="Podman",
    version="5.4.2",
    api_version="1.41",
    projects=(
        Project(
            "nextcloud",
            (
                Service(
                    "app",
                    "nextcloud:30.0.4-apache",
                    CurveRole.WEB,
                    ((8088, 80),),
                    ("nextcloud:/var/www/html",),
                ),
                Service("db", "mariadb:11.6.2", CurveRole.DATABASE, volumes=("cloud-db:/data",)),
                Service("cache", _REDIS, CurveRole.CACHE),
                Service("cron", "nextcloud:30.0.4-apache", CurveRole.BATCH),
                Service("office", "onlyoffice/documentserver:8.2.2", CurveRole.WEB, ((8089, 80),)),
            ),
        ),
        Project(
            "reading",
            (
                Service(
                    "kavita",
                    "jvmilazz0/kavita:0.8.4",
                    CurveRole.MEDIA,
                    ((5001, 5000),),
                    ("/mnt/books:/books",),
                    given_name="kavita",
                ),
                Service(
                    "freshrss",
                    "freshrss/freshrss:1.25.0",
                    CurveRole.WEB,
                    ((8091, 80),),
                    given_name="freshrss",
                ),
                Service(
                    "mealie",
                    "mealie-recipes/mealie:v2.4.1",
                    CurveRole.WEB,
                    ((9925, 9000),),
                    ("recipes:/app/data",),
                    is_checked=True,
                    given_name="mealie",
                ),
                Service(
                    "wallabag",
                    "wallabag/wallabag:2.6.10",
                    CurveRole.WEB,
                    ((8092, 80),),
                    given_name="wallabag",
                ),
            ),
        ),
    ),
)

_WORKSHOP = Engine(
    connection="demo-workshop-pi",
    title="Workshop Pi",
    machine="workshop-pi-01",
    address="10.20.80.16",
    cpus=4,
    memory=gib(8),
    system=_PI_SYSTEM,
    kernel=_PI_KERNEL,
    architecture="aarch64",
    projects=(
        alone(
            Service(
                "octoprint",
                "octoprint/octoprint:1.10.3",
                CurveRole.GENERAL,
                ((5080, 80),),
                given_name="octoprint",
            )
        ),
        alone(
            Service(
                "workshop-camera",
                "registry.home.arpa/ustreamer:6.18",
                CurveRole.MEDIA,
                given_name="workshop-camera",
            )
        ),
    ),
)

_KIOSK = Engine(
    connection="demo-kiosk-pi",
    title="Kiosk Pi",
    machine="kiosk-pi-01",
    address="10.20.80.17",
    cpus=4,
    memory=gib(4),
    system=_PI_SYSTEM,
    kernel=_PI_KERNEL,
    architecture="aarch64",
    projects=(
        alone(
            Service(
                "magic-mirror",
                "karsten13/magicmirror:v2.30.0",
                CurveRole.WEB,
                ((8181, 8080),),
                given_name="hall-display",
            )
        ),
    ),
)

ENGINES = (_MEDIA, _GARAGE, _LIBRARY, _WORKSHOP, _KIOSK)
