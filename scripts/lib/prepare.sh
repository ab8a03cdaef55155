# What every script needs before it can work. Sourced, not run. Each function does nothing when nothing is missing.

say() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 69; }

# Installs the Debian packages that are missing among those named.
need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed$' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || fail "these packages are missing and there is no apt-get: ${missing[*]}"
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    say "installing ${missing[*]}"
    # An old list of packages may name versions that are gone, so the list is fetched when installing from it fails.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "${missing[@]}" >&2 && return
    "${as_root[@]}" apt-get update -q >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "${missing[@]}" >&2
}

need_swift() {
    command -v swift >/dev/null || fail "swift is missing; install Swift 6.2 or newer from https://www.swift.org/install"
}

need_build_packages() {
    need_swift
    need_packages pkg-config libssl-dev libsqlite3-dev libarchive-dev zlib1g-dev
}
