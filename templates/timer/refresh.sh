#!/bin/sh
# Written by lode; take it out with: lode refresh --uninstall
umask 077
{{ENVIRONMENT}}
exec {{NODE}} {{PROGRAM}} refresh --from-timer
