# SPDX-License-Identifier: AGPL-3.0-or-later
# Splits C into what a rule may look at. For every line of every file it prints, with tabs between:
#   file, line, code with comments removed and strings emptied, the strings, the comment's text
# so that a banned word in a comment is no finding and a comment cannot hide one.

function next_token(rest)
{
    return match(rest, /\/\*|\/\/|"|'/)
}

# Consumes a string or character literal whose opening quote stands at the start of `rest`.
function literal_length(rest, quote,    i, c)
{
    for (i = 2; i <= length(rest); i++) {
        c = substr(rest, i, 1)
        if (c == "\\")
            i++
        else if (c == quote)
            return i
    }
    return length(rest)
}

FNR == 1 { in_comment = 0 }
{
    gsub(/\t/, " ")
    rest = $0
    code = strings = comment = ""
    while (rest != "") {
        if (in_comment) {
            at = index(rest, "*/")
            if (at == 0) {
                comment = comment rest
                break
            }
            comment = comment substr(rest, 1, at - 1)
            rest = substr(rest, at + 2)
            in_comment = 0
            continue
        }
        at = next_token(rest)
        if (at == 0) {
            code = code rest
            break
        }
        code = code substr(rest, 1, at - 1)
        rest = substr(rest, at)
        if (substr(rest, 1, 2) == "/*") {
            in_comment = 1
            comment = comment " "
            rest = substr(rest, 3)
        } else if (substr(rest, 1, 2) == "//") {
            comment = comment " " substr(rest, 3)
            rest = ""
        } else {
            quote = substr(rest, 1, 1)
            size = literal_length(rest, quote)
            if (quote == "\"")
                strings = strings substr(rest, 2, size - 2) "\001"
            code = code quote quote
            rest = substr(rest, size + 1)
        }
    }
    printf "%s\t%d\t%s\t%s\t%s\n", FILENAME, FNR, code, strings, comment
}
