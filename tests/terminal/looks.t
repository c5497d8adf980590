# Four styles and six colours; marks that lie over each other; their ends.
size 80x24
run $SMALL
keys "/potato blight" Enter his
expect on -1 "Highlighted in yellow"
expect contains "▌ What the village"
expect look "two hundred" bg=228
# the style by key, then by name; the colour by number; undone together
keys v s
expect on -1 "underline"
expect contains "_ What the village"
expect look "two hundred" underline
expect look "two hundred" fg=136
keys s
expect on -1 strikethrough
expect contains "─ W̶h̶a̶t̶ ̶t̶h̶e"
expect contains "p̶o̶t̶a̶t̶o"
keys s
expect on -1 outline
expect contains "[ What the village"
expect look "hat the village" fg=136
keys 1 c
expect on -1 pink
expect look "hat the village" fg=162
keys ":style sol" Enter
expect on -1 "No such style"
keys ":style solid" Enter ":recolour green" Enter
expect on -1 green
expect look "two hundred" bg=157
keys 3 c
expect on -1 yellow
keys Esc Esc

# without a mark it is for the next ones, also on the command line
keys "/sledge" Enter ":style underline" Enter
keys v h
expect on -1 "Highlighted in yellow, underline"
keys ":set style" Enter
expect on -1 "style wants a value"
keys ":set style=solid" Enter
keys "/by sledge" Enter ":highlight sentence blue outline" Enter
expect on -1 "Highlighted in blue, outline"
expect contains "║ "
# two lie over each other: a key goes from one to the other, a list shows both
keys "/sledge" Enter v
expect on -1 "SELECT  1/2 yellow underline"
keys Tab
expect on -1 "1/2 yellow underline"
keys Tab
expect on -1 "2/2 blue outline"
keys Tab Tab
expect on -1 "2/2 blue outline"
keys 2 c
expect on -1 "orange"
keys g m
expect on 1 "Marks here  2"
expect contains "yellow underline  “sledge”"
expect contains "orange outline  “The keeper of the room"
keys j Enter d
expect on -1 "Highlight deleted"
expect contains "_ district asked"
keys u
expect on -1 "Highlight restored"
keys Esc

# from mark to mark
keys gg >
expect look sledge reverse
keys <
expect on -1 "No mark before"
keys > >
expect contains "What the village"
keys >
expect on -1 "No mark after this"
# a note on the mark that was gone to; its pencil stands beside it
keys a "Compare #blight" Enter
expect on -1 "The note is changed"
expect contains "▌✎What the village"
keys v
expect on -1 "yellow  Compare #blight"
# its ends: longer, then shorter; the note and the date stay
keys r
expect on -1 "SELECT  30 words  Enter keep these ends"
keys } e
expect on -1 "SELECT  31 words"
keys Enter
expect on -1 "The mark has its new ends"
expect contains "▌ There was also a novel"
keys < >
keys r o w w w Enter
expect on -1 "The mark has its new ends"
keys v r
expect on -1 "SELECT  28 words"
keys Esc
keys u u
expect on -1 "changed back"
keys A
expect contains "✎ Compare #blight"
keys Esc

# Esc gives the ends up; a place has none
keys Esc v r b b Esc Esc
keys G v a "Here." Enter
expect on -1 Noted
keys v r
expect on -1 "This note is on a place: it has no ends"
keys Esc q
expect exit 0

# without colours the styles differ all the same
env NO_COLOR 1
term vt100
run $SMALL
keys "/potato blight" Enter
expect contains "▌✎What the village"
expect contains "║ district asked"
keys "/sledge" Enter v
expect on -1 "1/2 yellow underline"
keys Esc q
expect exit 0
term xterm-256color
env LC_ALL C
run $SMALL
keys "/potato blight" Enter
expect contains "|*What the village"
keys q
expect exit 0
