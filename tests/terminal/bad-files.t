# Files that are no books: one clear sentence that names them, status 3, and
# the same from every command.
sh "$IZBA nowhere.txt 2>said; test $? = 3"
sh "grep -q 'nowhere.txt' said && test $(wc -l <said) = 1"
sh "$IZBA text nowhere.txt 2>said; test $? = 3"
sh "$IZBA inspect nowhere.txt 2>said; test $? = 3"
sh "mkdir folder; $IZBA text folder 2>said; test $? = 3 && grep -q folder said"
sh "mkfifo pipe; timeout 100 $IZBA text pipe 2>said; test $? = 3 && grep -q pipe said"
sh ": >empty.txt; $IZBA text empty.txt 2>said; test $? = 3 && grep -q empty.txt said"
sh "head -c 4000 $IZBA >binary.txt; $IZBA text binary.txt 2>said >out; test $? = 3 && grep -q binary.txt said"
sh "$IZBA text '' 2>said; test $? = 3 && grep -q 'name is empty' said"
sh "$IZBA text /dev/null 2>said; test $? = 3"
sh "$IZBA text 2>said; test $? = 2"
sh "$IZBA text --no-such-option $BOOK 2>said; test $? = 2 && grep -q no-such-option said"

# a name that would act on the terminal does not
sh "n=$(printf 'a\\033]0;x\\007.txt'); $IZBA text \"\$n\" 2>said; ! grep -q $(printf '\\033') said"

sh "n=$(printf 'b\\033]0;x\\007\\233.txt'); echo 'Words of a lamp.' >\"\$n\"; $IZBA find lamp \"\$n\" >out && $IZBA inspect --json \"\$n\" >>out && grep -q lamp out && ! grep -q $(printf '\\033') out"
sh "n=$(printf 'c\\233\\342\\200\\256.txt'); $IZBA text \"\$n\" 2>said; grep -q 'c????.txt: there is no such file' said"

# text that is half broken is read on
sh "printf 'One \\377\\376 two \\000 three \\033[31mred.\\n' >half.txt; $IZBA text half.txt >out"
sh "grep -q 'One' out && grep -q 'three' out && ! grep -q $(printf '\\033') out"
sh "$IZBA inspect half.txt | grep -qi problem"

# a line of ten million letters, a million marks on one letter
sh "head -c 10000000 /dev/zero | tr '\\0' 'x' >long.txt; (ulimit -t 60; $IZBA text long.txt) | wc -l | awk '{ exit !($1 > 100000) }'"
sh "{ printf 'e'; for i in 1 2 3 4 5 6 7 8 9 10; do head -c 100000 /dev/zero | sed 's/\\x00/\\xcc\\x81/g'; done; } >marks.txt; (ulimit -t 60; $IZBA text marks.txt) >out; test $? = 0"
sh "test $(wc -c <out) -lt 1000"

run half.txt
expect contains "three"
keys q
expect exit 0
run long.txt
keys Space G b "50%"
keys q
expect exit 0
