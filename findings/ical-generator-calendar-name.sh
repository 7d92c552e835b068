#!/bin/sh
# ical-generator 11.1.2 escapes the summary of an event, but not the name of the calendar. NAME is a TEXT (RFC 7986,
# 5.1), and in a TEXT a comma and a semicolon are escaped by a backslash (RFC 5545, 3.3.11).
# Seen: NAME:Contoso, Ltd; North    SUMMARY:Contoso\, Ltd\; North
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts ical-generator@11.1.2 >/dev/null
cat >try.mjs <<'JS'
import ical from 'ical-generator';
const name = 'Contoso, Ltd; North';
const calendar = ical({ name });
calendar.createEvent({ id: 'one', start: new Date('2027-04-01T00:00:00Z'), allDay: true, summary: name });
const lines = calendar.toString().split('\r\n').filter((line) => /^(NAME|SUMMARY):/.test(line));
console.log(lines.join('\n'));
const seen = ['NAME:Contoso, Ltd; North', 'SUMMARY:Contoso\\, Ltd\\; North'];
process.exit(lines.join() === seen.join() ? 0 : 1);
JS
node try.mjs
