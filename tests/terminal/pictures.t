# Pictures: a framed line, Enter shows one by chafa, :save-image writes it.
size 80x24
sh "mkdir -p bin && printf '#!/bin/sh\\ncat >seen\\necho \"$*\" >asked\\necho one-of-it\\necho two-of-it\\n' >bin/chafa && chmod +x bin/chafa"
sh "cp $srcdir/books/ten-years-1.png one.png && cp one.png two.png && printf 'no picture\033[31m' >broken.png"
sh "printf '# The Lamps\n\nThe oil was never counted.\n\n![A lamp that nobody lit](one.png)\n\nAnother lamp was brought.\n\n![](two.png)\n\nIt was broken.\n\n![A broken lamp](broken.png)\n\n![A stolen lamp](gone.png)\n' >lamps.md"
sh "ln -s $srcdir/books/ten-years.epub book.epub"
env PATH bin:/bin:/usr/bin
run lamps.md
expect contains "│ [picture] A lamp that nobody lit 96×64 PNG"
expect contains "│ [picture] 96×64 PNG"
expect contains "│ [picture] A broken lamp damaged"
expect contains "│ [picture] A stolen lamp not in the book"
# several: none is meant
keys ":save-image" Enter
expect contains "Tab chooses the picture to save"
remember page
keys Tab
expect look "[picture]" reverse
keys Enter
expect row 1 "one-of-it"
expect row 2 "two-of-it"
expect contains "A lamp that nobody lit · 96×64 PNG"
expect on -1 "any other key comes back"
sh "cmp seen one.png"
sh "grep -q -e '--format symbols --size 80x22' asked"
resize 60x20
expect row 2 "two-of-it"
sh "grep -q -e '--size 60x18' asked"
resize 80x24
keys Space
expect contains "The oil was never counted"
expect absent "one-of-it"
# the one without text
keys Tab Enter
expect contains "one-of-it"
keys s
expect on -1 ":save-image"
keys Tab Enter
expect contains "two.png is there already: :save-image! two.png writes over it"
keys ":save-image kept.png" Enter
expect contains "kept.png: 166 bytes"
sh "cmp kept.png two.png && echo old >old.png"
keys ":save-image! old.png" Enter
sh "cmp old.png two.png"
# what is no picture never comes to the terminal, but to a file as it is
keys Tab Enter
expect contains "This is no whole picture of a kind that izba knows"
keys ":save-image ~/kept" Enter
sh "cmp kept broken.png"
keys Tab Enter
expect contains "This picture can't be read"
keys q
expect exit 0
# no chafa, one that fails, one that says nothing
sh "rm bin/chafa && ln -s /bin/cat /bin/grep bin"
env PATH bin
run lamps.md
keys Tab Enter
expect contains "chafa: not installed"
expect contains "package chafa"
keys q
expect exit 0
sh "/bin/ln -s /bin/false bin/chafa"
run lamps.md
keys Tab Enter
expect contains "chafa can't read this picture"
keys q
expect exit 0
# the cover, of a book that has one and of one that has none
sh "/bin/rm bin/chafa && printf '#!/bin/sh\\n/bin/cat >seen\\necho one-of-it\\n' >bin/chafa && /bin/chmod +x bin/chafa"
sh "printf '<FictionBook xmlns:l=\"http://www.w3.org/1999/xlink\"><description><title-info><book-title>Wicks</book-title><coverpage><image l:href=\"#front.jpg\"/></coverpage></title-info></description><body><section><p>The wick was trimmed twice.</p><image l:href=\"#bad.png\"/></section></body><binary id=\"front.jpg\">' >wicks.fb2 && /usr/bin/base64 one.png >>wicks.fb2 && printf '</binary><binary id=\"bad.png\">%%%%%%%%not base64%%%%</binary></FictionBook>' >>wicks.fb2"
run wicks.fb2
expect contains "[picture] damaged"
keys ":cover" Enter
expect contains "Wicks · 96×64 PNG"
sh "/usr/bin/cmp seen one.png"
keys Esc ":save-image" Enter
expect contains "front.png: 166 bytes"
keys Tab Enter
expect contains "This is no whole picture"
keys q
expect exit 0
run lamps.md
keys ":cover" Enter
expect contains "There is no cover to show: books of this format have no cover"
keys q
expect exit 0
# letters only: a narrow terminal that is not UTF-8
env LC_ALL C
size 30x16
run lamps.md
expect contains "[picture]"
expect contains "[picture] 96x64 PNG"
expect contains "A lamp that nobody"
keys Tab Enter
expect contains "one-of-it"
keys Esc q
expect exit 0
# among words, in the text itself, and by the mouse
unset LC_ALL
env LC_ALL C.UTF-8
size 80x24
sh "printf '<html><h1>Wicks</h1><p>Here is <img src=one.png alt=\"a lamp\"> and <img src=two.png> too.<p><img alt=Kept src=\"data:image/png;base64,' >wicks.html && /usr/bin/base64 one.png >>wicks.html && printf '\"><p><img alt=Lost src=\"data:image/png;base64,bm8=\"><p><img alt=Far src=\"https://a.example/b.png\">' >>wicks.html"
run wicks.html
expect contains "Here is [a lamp] and [two.png] too."
expect contains "[picture] Kept 96×64 PNG"
expect contains "[picture] Lost damaged"
expect contains "[picture] Far not in the book"
keys Tab
expect look "[a lamp]" reverse
keys Enter
expect contains "a lamp · 96×64 PNG"
sh "/usr/bin/cmp seen one.png"
keys Esc Tab Enter
expect contains "two.png · 96×64 PNG"
keys Esc Tab Enter
expect contains "Kept · 96×64 PNG"
sh "/usr/bin/cmp seen one.png"
keys s Enter
expect contains "picture-3.png: 166 bytes"
sh "/usr/bin/cmp picture-3.png one.png"
keys ":save-image" Enter
expect contains "picture-3.png is there already"
keys Tab Enter
expect contains "This is no whole picture of a kind that izba knows"
keys Tab Enter
expect contains "This picture can't be read: it is outside the book: https://a.example/b.png"
# hints over all of them
keys f
expect contains "f"
keys Esc ":set mouse=on" Enter
expect mouse on
mouse click 5 14
expect contains "a lamp · 96×64 PNG"
keys Esc
expect contains "[picture] Kept 96×64 PNG"
mouse click 7 25
expect contains "Kept · 96×64 PNG"
keys Esc
mouse click 7 9
expect contains "Kept · 96×64 PNG"
keys Esc q
expect exit 0
