#!/bin/sh
# Print the first interpreter that really runs and is Python 3.11 or newer; a version manager's shim may exist without
# running. Where none is found, print python3: make_environment.sh then says what is wrong.
for name in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
done
echo python3
