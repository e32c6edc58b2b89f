// SPDX-License-Identifier: AGPL-3.0-or-later
// Every page that any role may open: axe, themes, widths, languages, paper, keyboard, without
// scripts. The pages come from /openapi.json, so a new route is looked at from its first day.
'use strict';

const { languages } = require('./lib/browser');
const keyboard = require('./lib/keyboard');
const look = require('./lib/look');
const { roles, all } = require('./lib/pages');

// Nothing leads there before somebody sent a file, or wrote something down; test_door.js does.
const after_an_act = ['/import/{id}', '/fact/{kind}/{id}', '/relationship/{id}', '/contact/{id}'];

const name_of = (page) => (page.route.slice(1) || 'home').replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '') + (page.as ? '-' + page.user : '');

// A page that answers is one that was meant: no error, not the sign-in page in its place.
const open = async (visitor, page) => {
    const answer = await visitor.page.goto(visitor.site.url + page.path);
    if (answer.status() !== 200) throw new Error(`${answer.status()} for ${page.path}`);
    const there = new URL(visitor.page.url()).pathname;
    if (there !== page.path.split('?')[0]) throw new Error(`${page.path} leads to ${there}`);
};

const looks_well = async (browser, site, page, lang, looks) => {
    const visitor = await browser.visitor(site, page.user, lang);
    await open(visitor, page);
    for (const { theme, width } of looks) {
        const picture_name = [name_of(page), lang, theme, width].join('.');
        await look.state(visitor.page, { lang, theme, width, picture_name });
    }
    visitor.watch.check();
};

const tests_of = (browser, site, page, looks) => {
    const tests = [];
    for (const lang of languages) {
        const mine = looks.filter((l) => l.page === page && l.lang === lang);
        const how = mine.map((l) => `${l.width} ${l.theme}`).join(', ');
        const as = page.user || 'a stranger';
        tests.push([`page ${page.route} as ${as} in ${lang} (${how})`,
            () => looks_well(browser, site, page, lang, mine)]);
    }
    tests.push([`page ${page.route} as ${page.user || 'a stranger'} by keyboard`, async () => {
        const visitor = await browser.visitor(site, page.user, 'ru');
        await open(visitor, page);
        await keyboard.walk(visitor.page);
        visitor.watch.check();
    }]);
    tests.push([`page ${page.route} as ${page.user || 'a stranger'} on paper`, async () => {
        const visitor = await browser.visitor(site, page.user, 'uk');
        await open(visitor, page);
        await look.paper(visitor.page, name_of(page));
        visitor.watch.check();
    }]);
    tests.push([`page ${page.route} as ${page.user || 'a stranger'} without scripts`, async () => {
        const visitor = await browser.visitor(site, page.user, 'en', false);
        await open(visitor, page);
        if (await visitor.page.locator('h1').count() !== 1) throw new Error('not one h1');
        visitor.watch.check();
    }]);
    return tests;
};

// Asks the site, so it comes when the site stands.
const tests = async (browser, site, long) => {
    const { pages, missing, opens } = await all(browser, site);
    // Today is made for each role.
    const first = pages.find((p) => p.route === '/today');
    const days = roles.filter((user) => opens.get(user).has('/today') && user !== first.user)
        .map((user) => ({ ...first, user, as: true }));
    const list = pages.concat(days);
    const looks = look.matrix(list, languages, long);
    return [
        ['pages: each route of /openapi.json can be reached by somebody', async () => {
            const lost = missing.filter((route) => !after_an_act.includes(route));
            if (lost.length) throw new Error(lost.join('\n'));
        }],
        ...list.flatMap((page) => tests_of(browser, site, page, looks)),
    ];
};

module.exports = { tests };
