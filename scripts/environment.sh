# Sourced by scripts/run, scripts/test and .ci/run: makes .venv and names what the system lacks.
# shellcheck shell=bash

root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
venv="$root/.venv"

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$@"
    exit 1
}

# Runs a command as root, if that takes no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# install_packages WHY PACKAGE… : installs them, or says which command does.
install_packages() {
    local why="$1"
    shift
    if ! command -v apt-get >/dev/null; then
        say "$why is missing. On Debian these packages have it: $*. Install what your system calls them."
        return 1
    fi
    if ! as_root true; then
        say "$why is missing. This installs it: sudo apt-get install $*"
        return 1
    fi
    say "$why is missing. Installing $*"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq)
    local install=("${apt[@]}" install --yes --no-install-recommends "$@")
    as_root "${install[@]}" >/dev/null 2>&1 && return
    as_root "${apt[@]}" update >&2 && as_root "${install[@]}" >&2 && return
    say "Installing $* failed; the lines above say why."
    return 1
}

is_supported() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }
can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# Prints the best interpreter: one that can make environments before one that lacks the package for it.
find_python() {
    local name found=""
    for name in "${PULSE_PYTHON:-python3.13}" python3.13 python3.12 python3.11 python3; do
        is_supported "$name" || continue
        can_make_venv "$name" && found="$name" && break
        found="${found:-$name}"
    done
    printf '%s' "$found"
}

make_venv() {
    local python version
    python="$(find_python)"
    if [ -z "$python" ]; then
        install_packages "Python 3.11 to 3.13" python3 python3-venv || exit 1
        python="$(find_python)"
        [ -n "$python" ] || die "This system's packages have no Python 3.11 to 3.13. Install one and set PULSE_PYTHON to it."
    fi
    if ! can_make_venv "$python"; then
        version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
        install_packages "The venv module of Python $version" "python$version-venv" || exit 1
    fi
    say "Making .venv with $("$python" --version)"
    "$python" -m venv --clear "$venv" || die "Making .venv failed; the lines above say why."
}

# What a finished installation is recognised by: the pins and the interpreter.
fingerprint() {
    { cat "$root/requirements/$1.txt" && "$venv/bin/python" -V; } | sha256sum | cut -d ' ' -f 1
}

# install_requirements runtime|test : does nothing, and takes no network, when they are installed.
install_requirements() {
    local stamp="$venv/.$1-requirements" wanted
    wanted="$(fingerprint "$1")"
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
    say "Installing requirements/$1.txt into .venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$root/requirements/$1.txt" ||
        die "Installing the requirements failed; the lines above say why. The first start needs the network."
    printf '%s\n' "$wanted" >"$stamp"
}

# The Debian 12 package of each library that Qt opens and does not bring along.
declare -A package_of=(
    [libEGL.so.1]=libegl1
    [libGL.so.1]=libgl1
    [libGLX.so.0]=libglx0
    [libOpenGL.so.0]=libopengl0
    [libX11.so.6]=libx11-6
    [libX11-xcb.so.1]=libx11-xcb1
    [libxcb.so.1]=libxcb1
    [libxcb-cursor.so.0]=libxcb-cursor0
    [libxcb-glx.so.0]=libxcb-glx0
    [libxcb-icccm.so.4]=libxcb-icccm4
    [libxcb-image.so.0]=libxcb-image0
    [libxcb-keysyms.so.1]=libxcb-keysyms1
    [libxcb-randr.so.0]=libxcb-randr0
    [libxcb-render.so.0]=libxcb-render0
    [libxcb-render-util.so.0]=libxcb-render-util0
    [libxcb-shape.so.0]=libxcb-shape0
    [libxcb-shm.so.0]=libxcb-shm0
    [libxcb-sync.so.1]=libxcb-sync1
    [libxcb-util.so.1]=libxcb-util1
    [libxcb-xfixes.so.0]=libxcb-xfixes0
    [libxcb-xinerama.so.0]=libxcb-xinerama0
    [libxcb-xkb.so.1]=libxcb-xkb1
    [libxkbcommon.so.0]=libxkbcommon0
    [libxkbcommon-x11.so.0]=libxkbcommon-x11-0
    [libwayland-client.so.0]=libwayland-client0
    [libwayland-cursor.so.0]=libwayland-cursor0
    [libwayland-egl.so.1]=libwayland-egl1
    [libdbus-1.so.3]=libdbus-1-3
    [libfontconfig.so.1]=libfontconfig1
    [libfreetype.so.6]=libfreetype6
    [libglib-2.0.so.0]=libglib2.0-0
    [libgthread-2.0.so.0]=libglib2.0-0
    [libgssapi_krb5.so.2]=libgssapi-krb5-2
    [libz.so.1]=zlib1g
    [libzstd.so.1]=libzstd1
)

# Prints the libraries that the dynamic linker does not find for Qt's window and its X11 plugin.
missing_libraries() {
    local qt
    qt="$("$venv/bin/python" -c 'import importlib.util as u; print(*u.find_spec("PySide6").submodule_search_locations)')/Qt"
    ldd "$qt"/plugins/platforms/lib{qxcb,qoffscreen}.so "$qt"/lib/libQt6{Widgets,Svg,Network}.so.6 2>/dev/null |
        awk '/not found/ { print $1 }' | sort --unique
}

has_a_font() {
    local data="${XDG_DATA_HOME:-$HOME/.local/share}"
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$data/fonts" "$HOME/.fonts" \
        \( -name '*.[ot]tf' -o -name '*.ttc' \) -print -quit 2>/dev/null)" ]
}

# Installs what Qt needs of the system, or names it. The command line works without.
install_system_libraries() {
    local stamp="$venv/.system-libraries" name wanted=() unknown=()
    [ "$(uname)" = Linux ] && [ ! -e "$stamp" ] || return 0
    for name in $(missing_libraries); do
        if [ -n "${package_of[$name]:-}" ]; then wanted+=("${package_of[$name]}"); else unknown+=("$name"); fi
    done
    has_a_font || wanted+=(fonts-dejavu-core)
    mapfile -t wanted < <(printf '%s\n' "${wanted[@]:-}" | sort --unique | sed '/^$/d')
    [ ${#unknown[@]} = 0 ] || say "Qt also needs these libraries, and no package is known for them: ${unknown[*]}"
    if [ ${#wanted[@]} -gt 0 ]; then
        install_packages "What the window needs of the system" "${wanted[@]}" || return 0
    fi
    [ ${#unknown[@]} -gt 0 ] || : >"$stamp"
}

# prepare runtime|test : everything that must be there before the program or its tests start.
prepare() {
    "$venv/bin/python" -c "import pip" 2>/dev/null || make_venv
    install_requirements "$1"
    install_system_libraries
    export PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}"
}
