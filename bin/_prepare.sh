# Sourced by start and test: brings what the machine lacks. Debian 12 with python3 is enough to begin with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "Нужны права администратора: $*"
        return 1
    fi
}

# need_debian_packages NAME…: installs those that are not there yet
need_debian_packages() {
    local missing=() name
    if ! command -v dpkg-query >/dev/null; then
        say "Это не Debian: проверьте сами, что установлено: $*"
        return 0
    fi
    for name in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Устанавливаю системные пакеты: ${missing[*]}"
    # the lists may be absent or old: then bring them and try once more
    install_packages "${missing[@]}" 2>/dev/null || {
        as_root apt-get update -qq
        install_packages "${missing[@]}"
    }
}

install_packages() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need_python_packages LOCK: .venv with exactly the versions and hashes of the lock; skipped while the lock is the same
need_python_packages() {
    local lock=$1 stamp=".venv/.installed-$1" wanted
    if ! .venv/bin/python -c '' 2>/dev/null; then
        python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
            say "Нужен Python 3.11 или новее, а здесь $(python3 --version)"
            return 1
        }
        python3 -c 'import ensurepip, venv' 2>/dev/null || need_debian_packages python3-venv
        say "Создаю окружение Python в .venv"
        python3 -m venv --clear .venv
    fi
    wanted="$(.venv/bin/python --version) $(sha256sum "$lock")"
    if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
        say "Устанавливаю пакеты Python из $lock"
        .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
            --require-hashes --only-binary :all: -r "$lock"
        printf '%s\n' "$wanted" >"$stamp"
    fi
}

# WeasyPrint draws PDF with these libraries, documents are set in these typefaces
PDF_PACKAGES=(libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-paratype)
