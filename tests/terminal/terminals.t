# Terminals: those that can do little, and those that are none.
sh "$srcdir/tests/terminal/make-book 3 9 >lamps.txt"
term vt100
run lamps.txt
expect contains Numbered
keys Space j k q
expect exit 0
term linux
run lamps.txt
keys PgDn PgUp Down Up q
expect exit 0
term screen
run lamps.txt
keys PgDn Home End q
expect exit 0
term ""
run lamps.txt
expect exit 3
expect contains "TERM is not set"
term no-such-terminal
run lamps.txt
expect exit 3
expect contains "no-such-terminal"
term dumb
run lamps.txt
expect exit 3
sh "$IZBA lamps.txt </dev/null 2>said; test $? = 3 && grep -q 'no terminal' said"

# a locale without UTF-8: ASCII, said once
term xterm-256color
sh "printf 'Изба-читальня — “a reading room”\n' >room.txt"
env LC_ALL C
run room.txt
expect contains "Izba-chital"
expect on -1 "not UTF-8"
keys j
expect absent "not UTF-8"
keys q
expect exit 0
env LC_ALL C.UTF-8
run room.txt
expect contains "Изба-читальня — “a reading room”"
keys q
expect exit 0

# text can't reach the terminal as a control sequence
sh "printf 'Red \e[31mflag\e]0;title\a of \xc2\x9b31m the \e[2Jcommune.\n' >bad.txt"
run bad.txt
expect contains commune
expect look flag plain
keys q
expect exit 0
