# Pictures in terminals that show pixels: asked once, with an answer in time, in
# pieces, late or never; gone when the picture is closed; anew after a resize.
size 80x24
sh "mkdir bin && ln -s $srcdir/tests/terminal/fake-chafa bin/chafa"
sh "cp $srcdir/books/ten-years-1.png one.png && printf '# The Lamps\n\nThe oil was never counted.\n\n![A lamp](one.png)\n\nAnother lamp was brought.\n' >lamps.md"
env PATH bin:/bin:/usr/bin
# kitty
answers kitty
run lamps.md
expect pixels none
keys Tab Enter
expect pixels kitty 80x22
expect contains "A lamp · 96×64 PNG"
expect absent "The oil"
resize 60x20
expect pixels kitty 60x18
keys Space
expect pixels none
expect contains "The oil was never counted"
# it is not asked a second time
keys Enter
expect pixels kitty 60x18
keys s
expect pixels none
expect on -1 ":save-image"
keys Esc q
expect exit 0
# sixels
size 80x24
answers sixels
run lamps.md
keys Tab Enter
expect pixels sixels 80x22
resize 60x20
expect pixels sixels 60x18
keys q
expect pixels none
expect contains "The oil was never counted"
keys q
expect exit 0
# its answer in single bytes
size 80x24
answers pieces
run lamps.md
keys Tab Enter
expect pixels kitty 80x22
keys Esc q
expect exit 0
# no answer in time: letters, until it comes late, and is no keys
env IZBA_PATIENCE 1
answers late
run lamps.md
keys Tab Enter
expect row 1 "letters"
expect pixels none
answer
expect pixels kitty 80x22
keys Esc
expect pixels none
expect contains "The oil was never counted"
keys Tab Enter
expect pixels kitty 80x22
keys Esc q
expect exit 0
# what is typed meanwhile is not lost
answers never
run lamps.md
keys Tab Enter Space "/brought" Enter
expect on -1 "1/1"
expect look "brought" reverse
keys q
expect exit 0
env IZBA_PATIENCE 20
# inside tmux only letters, and sixels if it says so
env TMUX /tmp/none,1,0
answers kitty
run lamps.md
keys Tab Enter
expect row 1 "letters"
keys Esc q
expect exit 0
unset TMUX
# a console of letters is not asked
term linux
run lamps.md
keys Tab Enter
expect row 1 "letters"
keys Esc q
expect exit 0
