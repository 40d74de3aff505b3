@echo off
rem Written by lode; take it out with: lode refresh --uninstall
chcp 65001 >nul
{{ENVIRONMENT}}
{{NODE}} {{PROGRAM}} refresh --from-timer
