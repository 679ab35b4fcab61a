#!/bin/sh
# system_packages.sh [run]: what no Python package brings, installed when root, else named in one line. With `run` what
# a running Saduak uses, otherwise what the tests need besides. Always ends well: what misses a package says so by
# itself (pages that make a PDF answer 503, tests fail), and everything else works.
set -eu
what=${1:-tests}
missing=""
found() { /sbin/ldconfig -p 2>/dev/null | grep -q "$1" || ls /usr/lib/*/"$1"* /usr/lib/"$1"* >/dev/null 2>&1; }
needs() { missing="$missing $1"; }

found libpango-1.0.so.0 || needs libpango-1.0-0
found libpangoft2-1.0.so.0 || needs libpangoft2-1.0-0
found libharfbuzz-subset.so.0 || needs libharfbuzz-subset0
if [ "$what" != run ]; then
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null || needs postgresql
    command -v chromium >/dev/null || needs chromium
    command -v pdftotext >/dev/null || needs poppler-utils
    command -v npm >/dev/null || needs npm
    command -v softhsm2-util >/dev/null || needs softhsm2
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "กำลังติดตั้งแพ็กเกจของระบบ · Installing system packages:$missing" >&2
    # shellcheck disable=SC2086 # one word for each package
    if apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        exit 0
    fi
fi
if [ "$what" = run ]; then
    lost="จะพิมพ์ PDF ไม่ได้จนกว่าจะพิมพ์คำสั่ง · No PDF can be made until you type:"
else
    lost="การทดสอบบางส่วนจะไม่ผ่านจนกว่าจะพิมพ์ · Some tests will fail until you type:"
fi
echo "$lost sudo apt-get install$missing" >&2
