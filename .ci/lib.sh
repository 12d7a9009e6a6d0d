# Shared by run.sh and test.sh: sourced, never run. Callers have set -eu.

say() { printf '\n==> %s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# install_packages LIST...: installs the packages named in the lists that are missing, as root or
# through sudo. Does nothing, and asks for nothing, when all are there.
install_packages() {
    local missing=() package
    while read -r package; do
        case "$package" in ''|'#'*) continue ;; esac
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing+=("$package")
    done < <(cat "$@")
    [ ${#missing[@]} -eq 0 ] && return 0

    command -v apt-get >/dev/null ||
        die "These packages are missing and there is no apt-get to install them: ${missing[*]}. Install them by your system's means, then run this again."
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            die "These packages are missing: ${missing[*]}. Run this script once as root, or install sudo."
        as_root=(sudo)
    fi
    say "Installing ${#missing[@]} missing packages"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
        --no-install-recommends "${missing[@]}" </dev/null
}

# build PRESET [TARGET...]: configures and builds a preset of CMakePresets.json.
build() {
    local preset=$1
    shift
    say "Building ($preset)"
    cmake --preset "$preset" >"build-$preset.log" 2>&1 || { cat "build-$preset.log" >&2; return 1; }
    rm -f "build-$preset.log"
    local target targets=()
    for target in "$@"; do targets+=(--target "$target"); done
    cmake --build --preset "$preset" "${targets[@]}"
}
