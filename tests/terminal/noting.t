# Notes: on a highlight, a place, a page, the book; tags; links; editors.
size 80x24
run $SMALL

# on the page, on the book, at a place, on what is selected; all kept
keys "/frost" Enter Esc a "A page. #page" Enter
expect on -1 Noted
expect contains "✎ 1. The Lamp"
keys g b "Lent to me. #lent" Enter
expect on -1 "Noted on the book"
keys "/nets" Enter v a "Mended #nets, and read." Enter
expect on -1 Noted
keys "/moderate" Enter v i s g a "How moderate? #frost/1923" Enter
expect on -1 Noted
expect contains "▌✎of the eleven four"
keys A
expect contains "the book"
expect contains "Lent to me. #lent"
keys /#lent Enter
expect on 1 "1 of 4"
keys Esc Esc
# written again: the book's note is changed, not doubled; tags follow its words
keys g b C-u "Given back. #given" Enter
expect on -1 "The note is changed"
keys A
expect absent "#lent"
keys Esc
# nothing typed is nothing kept; and a note is not emptied by chance
keys g b C-u Enter
expect on -1 "An empty note changes nothing"

# tags by key, with those there are
keys "/moderate" Enter v
expect on -1 "How moderate? #frost/1923  r ends"
keys "#" "#gi" Tab
expect on -1 "tags: #frost/1923 #given"
keys " #кира" Enter
expect on -1 Tagged
keys Esc ":tag more -given" Enter
expect on -1 Tagged
keys :tag Enter
expect on -1 "tags: #frost/1923 #more #кира"
# as on the workbench a plus is no part of a tag, and a minus within one is
keys Esc ":tag +half-told" Enter :tag Enter
expect on -1 "tags: #frost/1923 #half-told #more #кира"
keys C-u "#half-t" Tab
expect on -1 "tags: #half-told"
keys Esc A "#" C-u "+half-t" Tab
expect on -1 "tags: +half-told"
keys Esc Esc ":tag -half-told" Enter
expect on -1 Tagged
keys Esc ":tag len" Tab
expect absent "#lent"
keys C-u "tag giv" Tab
expect on -1 ":tag #given"
keys Esc

# in the pane: its words, tags, dates; changed there
keys "/moderate" Enter Enter
expect contains "─ yellow note · §1.1"
expect contains "How moderate? #frost/1923"
expect contains "#frost/1923 #more #кира "
expect on -1 "a note · # tags"
keys s
expect contains "─ yellow underline"
keys u
expect contains "─ yellow note"
keys 4 c
expect contains "─ green note"
keys a " Very." Enter
expect contains "How moderate? #frost/1923 Very."
# several lines in one: C-o makes a line, and lines stay lines
keys a C-o "Second line." Enter
expect contains "    Second line."
keys a
expect on -1 "Very.↵Second line."
keys Enter
expect on -1 "The note is as it was"
# and those of pasted text
keys a C-o
paste "Third.\x0dFourth."
expect on -1 "line.↵Third.↵Fourth."
keys Enter
expect contains "    Fourth."
keys u
expect absent "Fourth."

# a link to another annotation: chosen, followed, come back from
keys g l
expect on 1 "Link to  3"
keys /nets Enter Enter
expect on -1 "Linked: [["
expect contains "→ "
expect contains "§1.1  Mended #nets"
keys Enter
expect contains "Mended #nets, and read."
expect contains "› "
keys Backspace
expect contains "Second line. [["
keys Tab
expect look "[[" reverse
keys Tab g Enter
expect absent "─ green note"
# a link that is broken, and one to the trash, say so
keys "/moderate" Enter Enter a " [[00000000]]" Enter
expect contains "→ 00000000  not in this book"
keys Tab Tab Enter
expect on -1 "A broken link: there is no annotation 00000000"
keys Esc Esc "/nets" Enter v d
expect on -1 "deleted"
keys Esc "/moderate" Enter Enter Tab Enter
expect contains "is deleted (the workbench's trash has it)"
keys Esc q
expect exit 0

# an editor: the quote and the address stand under the scissors
sh "printf '#!/bin/sh\ncp \"$1\" \"\$HOME/draft\"; printf \"Compare. #log\\\\n\\\\n- one\\\\n- two\\\\n\" >\"$1.new\"; cat \"$1\" >>\"$1.new\"; mv \"$1.new\" \"$1\"\n' >editor; chmod +x editor"
env VISUAL "./editor"
run $SMALL
keys "/potato" Enter his
keys v a
expect on -1 "The note is changed"
sh "grep -q '>8' draft && grep -q '^> What the village wanted' draft && grep -q '^The Lamp, §1.3$' draft"
keys Enter
expect contains "    Compare. #log"
expect contains "    - two"
expect contains "#log "
keys Esc Tab Enter v i s a
sh "tail -n 3 draft | grep -q '^Notes, note 1 to §1.1$' && grep -q '^> Крестьянский календарь на 1923 год' draft"
keys q G a
sh "grep -q '^Glossary, §0.' draft && grep -q '^> Glossary' draft"
keys g b
sh "grep -q '^Given back. #given' draft"
keys q
expect exit 0

# an editor that fails changes nothing, gives the screen back, and what it wrote
# is kept; so is what the store refuses
sh "printf '#!/bin/sh\necho half a note >\"$1\"; exit 3\n' >fails; chmod +x fails; mkdir -p tmp"
env VISUAL "./fails"
env TMPDIR "$HOME/tmp"
run $SMALL
keys "/potato" Enter
keys Esc
remember before
keys "/potato" Enter v a
expect contains "Nothing changed: the editor “./fails” failed; what was written is in"
sh "grep -qx 'half a note' tmp/izba-note-*.md && rm tmp/izba-note-*.md"
keys Esc Esc
expect same before
keys q
expect exit 0
env VISUAL "kill -9 $$ #"
run $SMALL
keys v a
expect contains "Nothing changed: the editor “kill"
sh "test -z \"$(ls tmp)\""
keys Esc q
expect exit 0
env VISUAL "./no-such-editor --flag"
run $SMALL
keys a
expect contains "Nothing changed: the editor “./no-such-editor --flag” failed"
keys q
expect exit 0
