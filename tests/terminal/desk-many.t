# The workbench: several chosen at once, the trash, what is forgotten for good.
size 80x24
env IZBA_CLOCK 2026-11-22T09:30:00Z
run $SMALL
keys "/potato blight" Enter his Esc
keys "/sledge" Enter 3 his Esc
keys "/forty pages" Enter 4 his Esc
keys gg B A
expect on 1 "  4"
remember all
# chosen: the sign at the left, and how many
keys Space
expect on 2 "1 chosen"
expect row 4 "* ⚑ §0.1  “The Small Book”"
expect cursor-on "  ▌ §1.2"
keys 2 Space
expect on 2 "3 chosen"
keys *
expect on 2 "1 chosen"
expect contains "* ▌ §1.4"
keys +
expect on 2 "4 chosen"
keys -
expect absent "chosen"
keys ":item-choose some" Enter
expect on -1 "choose wants all, none or others"
# copied: quotes with their notes
keys Esc ":set copy=osc52" Enter A gg y
expect clipboard "“The Small Book”"
keys "/sledge" Enter E "By sledge?" Enter Esc 2 Space y
expect on -1 "370 bytes sent"
keys - u
# completed
keys ":sort n" Tab
expect on -1 ":sort newest"
keys C-c ":recolour gr" Tab
expect on -1 ":recolour green"
keys C-c ":item-c" Tab
expect on -1 ":item-choose"
keys C-c
# several in one step: chosen under a filter, and still chosen without it
keys "/c:yellow" Enter + Esc "/novel" Enter Esc
expect on 2 "2 chosen"
keys 5 c
expect on -1 "2: blue"
expect on 2 "green 1  blue 2"
keys "#" "kept" Enter
expect on -1 "The tags of 2 are changed"
keys ":tag -kept +both" Enter
expect contains "#both"
expect absent "#kept"
keys "/is:chosen" Enter
expect on 1 "2 of 4"
keys Esc u u u
expect on -1 "2 annotations changed back"
expect on 2 "yellow 2  green 1"
expect absent "#both"
keys d
expect on -1 "2 deleted; u brings them back"
expect on 1 "  2"
keys u
expect on -1 "2 annotations restored"
keys C-r
expect on -1 "2 annotations removed"
expect on 1 "  2"
# the trash: what was deleted, seen and brought back
keys T
expect on 1 "Trash · this book"
expect on 1 "  2"
expect on -1 "r restore"
keys c
expect on -1 "This was deleted: restore it first"
keys d
expect on -1 "This was deleted already"
keys x
expect on -1 "is not exported: restore it first"
keys r
expect on -1 "1 restored"
expect on 1 "  1"
keys u
expect on -1 "Highlight removed"
expect on 1 "  2"
# forgotten only after a question
keys D
expect on -1 "Forget 1 for good"
keys n
expect on -1 "Nothing was forgotten"
keys D Esc
expect on 1 "  2"
keys D y
expect on -1 "1 forgotten for good"
expect on 1 "  1"
# also on a Russian keyboard
keys В н
expect on -1 "1 forgotten for good"
expect contains "nothing was deleted"
keys r D
keys T
expect on 1 "Annotations · this book"
expect on 1 "  2"
# what was forgotten is passed over by undo
keys u
expect absent "Highlight restored"
keys r
expect on -1 "This was not deleted"
keys D
expect on -1 "Only what was deleted can be forgotten"
keys Esc ":trash" Enter
expect on 1 "Trash · this book"
keys q ":restore" Enter
expect on -1 "restore is for the workbench"
keys q
expect exit 0
