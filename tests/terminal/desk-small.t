# The workbench on narrow and low screens, without colours, without UTF-8, with
# wide characters.
env IZBA_CLOCK 2026-11-22T09:30:00Z
sh "printf 'Wide\n\n漢字仮名交じり文の段落はここにあり、二つの欄を取る字ばかりである。\n\nПлох тот чтец, который не ставит знака на полях своей книги, говорил он.\n' >wide.txt"
size 80x24
run wide.txt
keys "/漢字" Enter his Esc
keys "/чтец" Enter 5 his Esc
keys gg a "Заметка на русском и 漢字" Enter
keys A
screen desk-wide
keys "#" "очень-длинная-метка-которая-не-войдёт ещё" Enter
expect contains "#очень-длинная-"
expect contains "…"
resize 40x24
screen desk-narrow
keys "/знака" Enter
expect contains "знака"
expect look "знака" bold
keys Esc
resize 20x8
screen desk-tiny
keys j j k
resize 12x4
keys j
resize 80x2
expect contains "▌"
resize 80x1
keys k j
resize 10x24
keys l j l
resize 80x24
keys G l
expect contains "made 2026-11-22"
resize 30x24
expect contains "    не ставит знака на полях"
expect contains "    blue, solid · made"
keys l q q
expect exit 0

# a long note is read to its end
sh "printf '#!/bin/sh\nseq -f \"line %%g of it\" 30 >\"$1\"\n' >editor; chmod +x editor"
env EDITOR ./editor
size 40x12
run wide.txt
keys A gg e
expect on -1 "The note is changed"
keys l
expect contains "line 1 of it"
expect absent "line 30 of it"
keys j j j C-f C-f C-f
expect contains "line 30 of it"
keys C-b C-b C-b C-b
expect contains "line 1 of it"
unset EDITOR
keys l q q
expect exit 0

# inside a long group its title stays
size 40x12
run $BOOK
keys gg Space Space Space B Space B Space B Space B Space B Space B Space B Space B Space B Space B A
resize 40x10
screen desk-kept
keys k k k k
expect row 3 " Foreword"
expect cursor-on "  ⚑ §0.3"
keys k k k k k k
keys q q
expect exit 0

# without colours everything is still told apart
env NO_COLOR 1
term vt100
size 80x24
run wide.txt
keys A
expect on 2 "yellow 1  blue 2"
expect contains "  ▌ye §1.1"
expect contains "  ✎bl the book  "
keys Space
expect contains "* ✎bl"
keys - 2 S
expect contains "  _ye §1.1"
keys q q
expect exit 0
unset NO_COLOR

# eight colours
term linux
run wide.txt
keys A j c
expect on -1 "green"
expect look "_" fg=2
keys q q
expect exit 0

# no UTF-8
env LC_ALL C
term xterm-256color
run wide.txt
keys A
expect contains "Annotations"
keys / r Esc l j q q
expect exit 0
