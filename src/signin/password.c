/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* password.c - how many pieces a password has, for somebody who guesses.
 *
 * The words are our own: those that anybody would try first in English, Russian and Ukrainian, and
 * the same typed in Latin letters. No list of leaked passwords is used. */
#include "signin/password.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"

enum { WORD_POINTS = 48, RUN_MIN = 3, NAME_MIN = 4, PART_MIN = 4 };

static const char *const words[] = {
    "password",  "passwort", "passphrase", "passw",     "secret",        "letmein",
    "welcome",   "login",    "signin",     "admin",     "administrator", "root",
    "user",      "guest",    "test",       "demo",      "hearth",        "house",
    "home",      "love",     "ilove",      "iloveyou",  "mylove",        "baby",
    "angel",     "princess", "sunshine",   "summer",    "winter",        "spring",
    "autumn",    "monday",   "friday",     "sunday",    "january",       "february",
    "march",     "april",    "june",       "july",      "august",        "september",
    "october",   "november", "december",   "dragon",    "monkey",        "tiger",
    "football",  "soccer",   "hockey",     "master",    "shadow",        "killer",
    "superman",  "batman",   "starwars",   "computer",  "internet",      "server",
    "changeme",  "default",  "temp",       "hello",     "family",        "children",
    "mother",    "father",   "mama",       "papa",      "google",        "windows",
    "linux",     "apple",    "samsung",    "freedom",   "flower",        "jesus",
    "christ",    "god",      "money",      "abc",       "qwe",           "asd",
    "zxc",       "parol",    "parole",     "privet",    "lubov",         "lyubov",
    "ukraina",   "ukraine",  "kyiv",       "kiev",      "kharkiv",       "odesa",
    "odessa",    "lviv",     "slava",      "rossia",    "russia",        "moskva",
    "solnce",    "sonce",    "zima",       "leto",      "vesna",         "osen",
    "dom",       "deti",     "semya",      "rodina",    "mir",           "пароль",
    "секрет",    "привет",   "привіт",     "любовь",    "любов",         "люблю",
    "тебя",      "тебе",     "мама",       "папа",      "тато",          "мамочка",
    "солнце",    "сонце",    "солнышко",   "сонечко",   "украин",        "україн",
    "киев",      "київ",     "харьков",    "харків",    "одесса",        "одеса",
    "львов",     "львів",    "слава",      "героям",    "россия",        "москва",
    "семья",     "сім",      "родина",     "дом",       "дім",           "дети",
    "діти",      "мир",      "бог",        "лето",      "літо",          "зима",
    "весна",     "осень",    "осінь",      "январь",    "февраль",       "март",
    "апрель",    "июнь",     "июль",       "август",    "сентябрь",      "октябрь",
    "ноябрь",    "декабрь",  "січень",     "лютий",     "березень",      "квітень",
    "травень",   "червень",  "липень",     "серпень",   "вересень",      "жовтень",
    "листопад",  "грудень",  "админ",      "адмін",     "пользователь",  "користувач",
    "компьютер", "комп",     "спартак",    "динамо",    "футбол",        "ангел",
    "кошка",     "собака",   "принцесса",  "марина",    "наташа",        "настя",
    "саша",      "андрей",   "андрій",     "сергей",    "сергій",        "александр",
    "олександр", "дмитрий",  "анастасия",  "екатерина", "виктория",      "владимир",
};
static const char *const rows[] = {
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "йцукенгшщзхї",
    "фівапролджє",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1й2ц3у4к5е6н7г8ш9щ0з",
};

/* Letters as a guesser sees them. */
struct points {
    size_t n;
    int32_t at[LIMIT_PASSWORD_LETTERS];   /* small letters */
    int32_t leet[LIMIT_PASSWORD_LETTERS]; /* and signs that stand for letters */
};

static int32_t point_small(int32_t p)
{
    if ((p >= 'A' && p <= 'Z') || (p >= 0x410 && p <= 0x42f))
        return p + 0x20;
    if (p >= 0x400 && p <= 0x40f)
        return p + 0x50;
    return p == 0x490 ? 0x491 : p;
}

static int32_t point_leet(int32_t p)
{
    static const char signs[] = "@40$5317!";
    static const char letters[] = "aaossetti";
    static const size_t n = sizeof signs - 1;
    _Static_assert(sizeof signs == sizeof letters, "a letter for each sign");
    for (size_t i = 0; i < n; i++)
        if (p == signs[i])
            return letters[i];
    return p;
}

static void points_read(struct text t, struct points *ret_points)
{
    *ret_points = (struct points){.n = 0};
    for (size_t at = 0; at < t.n && ret_points->n < LIMIT_PASSWORD_LETTERS;) {
        int32_t p = point_small(text_next(t, &at));
        ret_points->at[ret_points->n] = p;
        ret_points->leet[ret_points->n++] = point_leet(p);
    }
}

/* Only what a name is made of: letters and digits. */
static void points_squeeze(struct points *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        bool is_mark = p->leet[i] < 0x80 && !(p->leet[i] >= 'a' && p->leet[i] <= 'z') &&
                       !(p->leet[i] >= '0' && p->leet[i] <= '9');
        if (is_mark)
            continue;
        p->at[n] = p->at[i];
        p->leet[n++] = p->leet[i];
    }
    p->n = n;
}

/* ---- pieces ---------------------------------------------------------------------------------- */

/* How many letters from `from` on are a word or part of the row, which is read either way. */
static size_t along_row(const struct points *p, size_t from, const char *row, bool backwards)
{
    int32_t line[WORD_POINTS];
    size_t n = 0, best = 0;
    struct text t = text_of(row);
    for (size_t at = 0; at < t.n && n < WORD_POINTS;)
        line[n++] = text_next(t, &at);
    for (size_t start = 0; start < n; start++) {
        size_t k = 0;
        while (from + k < p->n && (backwards ? k <= start : start + k < n) &&
               p->at[from + k] == line[backwards ? start - k : start + k])
            k++;
        best = k > best ? k : best;
    }
    return best;
}

static size_t run_steps(const struct points *p, size_t from, int32_t by)
{
    size_t k = 1;
    while (from + k < p->n && p->at[from + k] == p->at[from + k - 1] + by)
        k++;
    return k;
}

static size_t run_at(const struct points *p, size_t from)
{
    size_t best = run_steps(p, from, 1), down = run_steps(p, from, -1);
    best = down > best ? down : best;
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t there = along_row(p, from, rows[i], false), back = along_row(p, from, rows[i], true);
        best = there > best ? there : best;
        best = back > best ? back : best;
    }
    return best >= RUN_MIN ? best : 0;
}

static bool is_digit(int32_t p)
{
    return p >= '0' && p <= '9';
}

static size_t year_at(const struct points *p, size_t from)
{
    const int32_t *y = p->at + from;
    if (from + 4 > p->n || !is_digit(y[2]) || !is_digit(y[3]))
        return 0;
    return (y[0] == '1' && y[1] == '9') || (y[0] == '2' && y[1] == '0') ? 4 : 0;
}

/* The word's letters if it stands here, else 0. */
static size_t word_at(const struct points *p, size_t from, struct text word)
{
    size_t k = 0;
    for (size_t at = 0; at < word.n; k++)
        if (from + k >= p->n || p->leet[from + k] != point_leet(point_small(text_next(word, &at))))
            return 0;
    return k;
}

/* What was typed again right behind itself costs a guesser nothing. */
static bool is_copy(const struct points *p, size_t from, size_t n)
{
    return from >= n && from + n <= p->n &&
           memcmp(p->at + from, p->at + from - n, n * sizeof p->at[0]) == 0;
}

struct count {
    size_t of[LIMIT_PASSWORD_LETTERS + 1]; /* pieces of the first i letters */
};

static void piece(struct count *c, size_t from, size_t n, size_t cost)
{
    if (n > 0 && c->of[from] + cost < c->of[from + n])
        c->of[from + n] = c->of[from] + cost;
}

static size_t pieces_count(const struct points *p, size_t n_names, const char *const *names)
{
    struct count c;
    for (size_t i = 0; i <= p->n; i++)
        c.of[i] = i;
    for (size_t from = 0; from < p->n; from++) {
        piece(&c, from, 1, 1);
        for (size_t n = run_at(p, from); n >= RUN_MIN; n--)
            piece(&c, from, n, 1);
        piece(&c, from, year_at(p, from), 1);
        for (size_t i = 0; i < COUNT(words); i++)
            piece(&c, from, word_at(p, from, text_of(words[i])), 1);
        for (size_t n = 1; n <= from; n++)
            if (is_copy(p, from, n))
                piece(&c, from, n, 0);
        for (size_t i = 0; i < n_names; i++) {
            struct text rest = text_of(names[i]), part;
            while (text_cut(&rest, ' ', &part))
                if (text_length(part) >= PART_MIN)
                    piece(&c, from, word_at(p, from, part), 1);
        }
    }
    return c.of[p->n];
}

static bool has_name(const struct points *p, struct text name)
{
    struct points inside = *p, wanted;
    points_read(name, &wanted);
    points_squeeze(&wanted);
    points_squeeze(&inside);
    for (size_t i = 0; wanted.n >= NAME_MIN && i + wanted.n <= inside.n; i++)
        if (memcmp(inside.leet + i, wanted.leet, wanted.n * sizeof wanted.leet[0]) == 0)
            return true;
    return false;
}

/* ---- the rules ---------------------------------------------------------------------------------
 */

static const char example[] = "four or five words that do not belong together";

static struct err *length_wrong(struct arena *into, const char *field, size_t letters)
{
    char number[24];
    if (letters < LIMIT_PASSWORD_LETTERS_MIN) {
        (void)snprintf(number, sizeof number, "%d", LIMIT_PASSWORD_LETTERS_MIN);
        return err_example(
            err_input(into, field, N_("The password needs at least {1} characters"), number),
            example);
    }
    (void)snprintf(number, sizeof number, "%d", LIMIT_PASSWORD_LETTERS);
    return err_input(into, field, N_("The password may have at most {1} characters"), number);
}

struct err *password_check(struct arena *into, const char *field, struct text typed,
                           struct text login, size_t n_names, const char *const *names,
                           struct text *ret_password)
{
    struct text password;
    struct points p;
    if (!text_is_clean(typed))
        return err_input(into, field, N_("The password has characters that cannot be typed again"));
    TRY(text_nfc(into, typed, &password));
    size_t letters = text_length(password);
    if (letters < LIMIT_PASSWORD_LETTERS_MIN || letters > LIMIT_PASSWORD_LETTERS)
        return length_wrong(into, field, letters);
    points_read(password, &p);
    bool has = has_name(&p, login);
    for (size_t i = 0; i < n_names; i++)
        has = has || has_name(&p, text_of(names[i]));
    if (has)
        return err_example(
            err_input(into, field, N_("The password has a name in it that others know")), example);
    if (pieces_count(&p, n_names, names) < PASSWORD_PIECES_MIN)
        return err_example(
            err_input(into, field, N_("This password is among the first that others would try")),
            example);
    *ret_password = password;
    return NULL;
}

struct text password_given(struct arena *into, struct text typed)
{
    struct text password = TEXT_NONE;
    bool is_short = typed.n <= (size_t)LIMIT_PASSWORD_LETTERS * 4 * 4;
    struct err *bad = is_short ? text_nfc(into, typed, &password) : err_no_memory();
    return bad == NULL && password.n > 0 ? password : TEXT("");
}
