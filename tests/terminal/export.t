# An export on the terminal, and into a file.
size 100x40
env IZBA_CLOCK 2026-11-22T09:30:00Z
sh "cp '$BOOK' book.txt"
sh "sh '$srcdir/tests/export-marks' book.txt >dump; '$IZBA' load dump"
run export book.txt --tag archive --format text
expect contains "Ask for it."
expect contains "note 5 to §1.9"
expect exit 0
run export book.txt --output notes.md
expect contains "10 annotations in notes.md"
expect exit 0
sh "printf '\nMine.\n' >>notes.md"
run export book.txt --output notes.md
expect contains "nothing to change"
expect exit 0
sh "grep -qx Mine. notes.md"
sh "echo mine >other.md"
run export book.txt --output other.md
expect contains "other.md is there already and is not izba's markdown: --force overwrites it"
expect exit 3
