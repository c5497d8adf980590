# Words parted at the ends of lines on a narrow terminal, in both languages, by
# patterns of our own: found, copied and kept as they stand in the book.
env IZBA_HYPHENS $srcdir/tests/hyphens
sh "$srcdir/tests/terminal/make-hyphens >lamp.txt"
size 24x22
run lamp.txt
screen hyphens-24x22
keys ":set copy=file" Enter
keys "/remembered" Enter
expect look "membered" reverse
keys v y
expect contains "10 bytes written to "
sh "test \"$(cat state/izba/copied.txt)\" = remembered"
keys "/единственная" Enter v Enter
keys Esc
sh "$IZBA list lamp.txt | grep -q 'единственная'"
keys u
# none, everywhere, and a word that is no choice
keys ":set hyphens=off" Enter
screen hyphens-24x22-off
resize 80x24
expect contains " incomprehensibility,"
keys ":set hyphens=always" Enter
expect contains "incomprehensi-"
keys ":set hyphens=auto" Enter
expect absent "incomprehensi-"
keys ":set hyphens=maybe" Enter
expect contains "hyphens is one of: auto always off"
keys Esc
resize 24x22
expect contains "re-"
keys q
expect exit 0

# without patterns words stay whole
env IZBA_HYPHENS /nonexistent
run lamp.txt
expect absent "re-"
keys q
expect exit 0
