#!/bin/sh
# For `go build -toolexec`: links without the build information (module, dependencies, settings), as build systems other than
# the go command do. Everything else runs as it is.
tool=$1
shift
case $tool in
*/link)
	previous=
	for argument in "$@"; do
		if [ "$previous" = -importcfg ]; then
			sed -i '/^modinfo /d' "$argument"
		fi
		previous=$argument
	done
	;;
esac
exec "$tool" "$@"
