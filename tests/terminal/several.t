# Several files are one book, each in its own format.
sh "printf '<!doctype html><title>The Lake</title><h1>Ice</h1><p>It froze<a href=#n id=r><sup>1</sup></a>, see <a href=three.html#w>below</a>.<p id=n><a href=#r>1</a> In a page.' >one.html"
sh "printf -- '---\ntitle: Another\n---\n\n# Thaw\n\nIt melts.[^a]\n\n[^a]: In Markdown.\n' >two.md"
sh "printf '<!doctype html><title>Third</title><h1 id=w>Water</h1><p>It flows<a href=#n id=r><sup>1</sup></a>.<p id=n><a href=#r>1</a> In another page.' >three.html"
sh "printf 'The river.\n\nPlain words stand here, and stay what they are.\n' >four.txt"
run one.html two.md three.html four.txt
expect contains "It froze¹, see below."
keys Tab Enter
expect contains "In a page."
keys Esc ] Tab Enter
expect contains "In Markdown."
keys Esc ] Tab Enter
expect contains "In another page."
keys Esc q
expect exit 0
sh "$IZBA inspect one.html two.md three.html four.txt | grep -q 'The Lake'"
sh "printf 'PK\003\004' >five.epub; ! $IZBA inspect one.html five.epub 2>said; grep -q \"can't be one of several\" said"
