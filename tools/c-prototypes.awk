# SPDX-License-Identifier: AGPL-3.0-or-later
# Reads what c-lines.awk wrote and prints each prototype in a header of src/ that nobody explains, or
# that can fail (returns `struct err *`) without MUST_CHECK. One comment may stand over a group of
# lines that follow one another; a comment at the end of the line serves too.

function judge(    name, proto) {
    proto = statement
    if (proto !~ /[(]/ || proto ~ /^ *(typedef|_Static_assert|extern "C")/ || proto ~ /=/) return
    if (proto ~ /^ *(struct|enum|union) +[A-Za-z_0-9]+ *[{]/) return
    if (!explained) print file ":" first ": nothing is said about " short(proto)
    if (proto ~ /(^|[^A-Za-z_])struct err *[*] *[a-z_0-9]+ *[(]/ && proto !~ /MUST_CHECK/ && proto !~ /returns_nonnull/)
        print file ":" first ": MUST_CHECK is missing at " short(proto)
}

function short(proto)
{
    sub(/ *[(].*/, "", proto)
    return proto
}

function reset()
{
    statement = ""
    explained = 0
}

$1 !~ /^src\/.*[.]h$/ { next }
$1 != file {
    file = $1
    depth = 0
    last_said = last_end = -1
    group = 0
    continued = 0
    reset()
}
{
    code = $3
    if ($5 != "") last_said = $2
    if (code ~ /^ *#/ || continued) {
        continued = code ~ /\\ *$/
        next
    }
    n = length(code)
    for (i = 1; i <= n; i++) {
        c = substr(code, i, 1)
        if (statement == "" && depth == 0) {
            if (c == " ") continue
            first = $2
            # Said above (an empty line may lie between), or the line above ended one of the group.
            explained = (last_said >= first - 2 || (group && last_end == first - 1))
        }
        if (c == "{") {
            if (depth++ == 0) {
                if (statement ~ /[(]/ && statement !~ /=/) judge()
                statement = statement "{"
            }
        } else if (c == "}") {
            if (--depth == 0 && statement ~ /[(]/ && statement !~ /=/) {
                group = explained
                last_end = $2
                reset()
            }
        } else if (c == ";" && depth == 0) {
            judge()
            group = explained
            last_end = $2
            reset()
        } else if (depth == 0) {
            statement = statement c
        }
    }
    if (depth == 0 && statement != "") statement = statement " "
}
