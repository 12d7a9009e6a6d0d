#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The polkit policy is valid, starts the installed helper alone, and polkit's own tool reads it.
# usage: check_policy.sh POLICY HELPER_AS_INSTALLED
set -eu
policy=$1 helper=$2
dtd=/usr/share/polkit-1/policyconfig-1.dtd
if [ -f "$dtd" ]; then
    # The document names its DTD by an address that is never asked: the one here is used.
    xmllint --noout --nonet --dtdvalid "$dtd" "$policy" 2>/dev/null ||
        { xmllint --noout --nonet --dtdvalid "$dtd" "$policy"; exit 1; }
else
    xmllint --noout --nonet "$policy" 2>/dev/null
fi
fail=0
value() { xmllint --nonet --xpath "string($1)" "$policy" 2>/dev/null; }
for job in packets trace close firewall; do
    action="//action[@id='org.synoptic.Synoptic.$job']"
    key="annotate[@key='org.freedesktop.policykit.exec"
    [ "$(value "$action/$key.path']")" = "$helper" ] || { echo "$job starts another program"; fail=1; }
    [ "$(value "$action/$key.argv1']")" = "$job" ] || { echo "$job covers another job"; fail=1; }
    for who in any inactive active; do
        case "$(value "$action/defaults/allow_$who")" in
            auth_admin | auth_admin_keep) ;;
            *) echo "$job asks no administrator (allow_$who)"; fail=1 ;;
        esac
    done
    [ -n "$(value "$action/message[@xml:lang='zh_CN']")" ] || { echo "$job: no 中文"; fail=1; }
done
[ "$(value "//action[@id='org.synoptic.Synoptic.close']/defaults/allow_active")" = auth_admin ] ||
    { echo "closing must ask each time"; fail=1; }
exit $fail
