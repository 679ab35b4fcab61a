#!/bin/sh
# make_environment.sh PYTHON FOLDER: a virtual environment in FOLDER, or one clear sentence why not.
set -eu
python=$1
folder=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    found=$("$python" --version 2>&1 | head -n 1 || true)
    echo "ต้องใช้ Python 3.11 ขึ้นไป · Saduak needs Python 3.11 or newer; \"$python\" says: $found" >&2
    echo "ระบุตัวอื่นได้ด้วย make run PYTHON=… · Name another one: make run PYTHON=/path/to/python3" >&2
    exit 1
fi

# Debian keeps a part of venv in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null
    else
        echo "ขาดแพ็กเกจ $package กรุณาพิมพ์ · A package is missing, please type: sudo apt-get install $package" >&2
        exit 1
    fi
fi

# An environment that was interrupted half way, or whose Python has gone, is made anew.
if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    echo "กำลังเตรียมสภาพแวดล้อมครั้งแรก · Preparing $folder, once; this takes a minute." >&2
    "$python" -m venv --clear "$folder"
fi
