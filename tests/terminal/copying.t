# Copying goes where izba runs: the programs are fakes that keep what they get.
sh "mkdir bin && printf '#!/bin/sh\necho \"$(basename \"$0\") $*\" >\"\$HOME/called\"; exec cat >\"\$HOME/got\"\n' >bin/tmux && chmod +x bin/tmux && for p in wl-copy xclip xsel pbcopy; do cp bin/tmux bin/\$p; done"
sh "printf '#!/bin/sh\nexit 1\n' >fails; printf '#!/bin/sh\necho $$ >\"\$HOME/hung\"; exec sleep 1000 >/dev/null\n' >hangs; chmod +x fails hangs"
env PATH "$HOME/bin:/usr/bin:/bin"

# without a desktop, SSH or tmux: pbcopy, if there is one; else a file
run $SMALL
keys "/frost" Enter V y
expect on -1 "bytes copied by pbcopy"
sh "grep -q 'moderate frost' got"
sh "rm bin/pbcopy"
keys V y
expect on -1 "bytes written to "
expect on -1 "~/state/izba/copied.txt"
sh "grep -q 'moderate frost' state/izba/copied.txt && cmp got state/izba/copied.txt"
# the file can't be written: said, and nothing else happens
sh "rm -r state/izba && : >state/izba"
keys V y
expect contains "Not copied: "
expect on -1 "file"
sh "rm state/izba"
keys q
expect exit 0

# a desktop
env DISPLAY :0
run $SMALL
keys "/frost" Enter v y
expect on -1 "5 bytes copied by xclip"
sh "test \"$(cat got)\" = frost && grep -qx 'xclip -selection clipboard -in' called"
sh "cp fails bin/xclip"
keys v y
expect on -1 "5 bytes copied by xsel"
env WAYLAND_DISPLAY wayland-0
keys q
expect exit 0
run $SMALL
keys "/frost" Enter v y
expect on -1 "5 bytes copied by wl-copy"
keys q
expect exit 0
# one that hangs is ended, and the next takes it
env IZBA_PATIENCE 8
sh "cp hangs bin/wl-copy"
run $SMALL
keys "/frost" Enter v y
expect on -1 "5 bytes copied by xsel"
sh "test -s hung && ! kill -0 $(cat hung) 2>/dev/null"
keys q
expect exit 0
env IZBA_PATIENCE 1
sh "rm bin/xsel"
run $SMALL
keys "/frost" Enter v y
expect contains "(wl-copy did not answer"
keys ":set copy=command" Enter v y
expect contains "Not copied: wl-copy did not answer"
keys q
expect exit 0
env IZBA_PATIENCE 20

# inside tmux, over SSH or not; a tmux that fails leaves it to the terminal
env SSH_CONNECTION "1 2 3 4"
env TMUX /tmp/socket,1,0
run $SMALL
keys "/frost" Enter v y
expect on -1 "5 bytes sent to tmux and the terminal's clipboard"
sh "grep -qx 'tmux load-buffer -w -' called"
sh "cp fails bin/tmux"
keys v y
expect on -1 "5 bytes sent to the terminal's clipboard (tmux failed)"
keys ":set copy=tmux" Enter v y
expect on -1 "Not copied: tmux failed"
sh "rm bin/tmux"
env PATH "$HOME/bin"
keys q
expect exit 0
run $SMALL
keys ":set copy=tmux" Enter v y
expect on -1 "Not copied: tmux: not installed"
keys ":set copy=nowhere" Enter
expect on -1 "copy is one of: auto osc52 tmux command file"
keys ":set copy=o" Tab Enter
expect on -1 "copy=osc52"
keys v y
expect on -1 "bytes sent to the terminal's clipboard"
keys q
expect exit 0
unset TMUX
unset WAYLAND_DISPLAY
env PATH "$HOME/bin:/usr/bin:/bin"

# over SSH the terminal gets it, and no program is asked
sh "printf '#!/bin/sh\n: >\"\$HOME/asked\"\n' >bin/xclip; rm -f asked"
run $SMALL
keys "/frost" Enter v y
expect on -1 "5 bytes sent to the terminal's clipboard"
expect clipboard frost
sh "test ! -e asked"
# the whole of a note in its pane
keys Tab Enter y
expect clipboard "Крестьянский календарь на 1923 год, М., 1922 [The Peasant Calendar for 1923]."
keys q q
expect exit 0
# what GNU screen passes on comes in pieces
env STY 1.screen
run $SMALL
keys V } } j j y
expect on -1 "bytes sent to the terminal's clipboard"
expect clipboard 200 4000
keys Esc q
expect exit 0
unset STY

# too long for a terminal: cut between characters, and said
sh "printf 'A long book\n\n' >long.txt; for i in $(seq 1500); do printf 'Абвгде ёжзий клмноп рстуф е\xcc\x81.\n\n'; done >>long.txt"
run long.txt
keys v 2000 } y
expect on -1 "Cut: 74000 of 80960 bytes sent to the terminal's clipboard (at most 74 kB)"
expect clipboard 73900 74000
keys q
expect exit 0
