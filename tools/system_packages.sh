#!/bin/sh
# The programs that tests need and no Python package brings: installed when root, else named in one line.
# Always ends well: the tests that miss a program fail by themselves and say so, the others run.
set -eu
missing=""
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null || missing="$missing postgresql"
command -v chromium >/dev/null || missing="$missing chromium"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "กำลังติดตั้งสิ่งที่การทดสอบต้องใช้ · Installing what the tests need:$missing" >&2
    # shellcheck disable=SC2086 # one word for each package
    if apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        exit 0
    fi
fi
echo "การทดสอบบางส่วนจะไม่ผ่านจนกว่าจะพิมพ์ · Some tests will fail until you type: sudo apt-get install$missing" >&2
