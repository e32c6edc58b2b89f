// SPDX-License-Identifier: AGPL-3.0-or-later
// Every figure on every page leads to a list whose count is its text (U20), for each role.
'use strict';

const { ask } = require('./lib/browser');
const { all, roles } = require('./lib/pages');

// "7 287", "7,287" and "7 287" are one number.
const number_of = (text) => Number(text.replace(/[^0-9-]/g, ''));

const figures_of = (page) => page.evaluate(() => [...document.querySelectorAll('a[data-figure]')]
    .map((a) => ({ name: a.dataset.figure, href: a.href, text: a.textContent })));

const check = async (visitor, { name, href, text }) => {
    const url = new URL(href);
    url.hash = '';
    const answer = await ask(visitor, url.pathname + url.search, { accept: 'application/json' });
    if (answer.status !== 200) return `${name} leads to ${answer.status}: ${url.pathname}`;
    const { count } = await answer.json();
    return count === number_of(text) ? '' : `${name} says ${text.trim()}, its list has ${count}`;
};

const tests = async (browser, site) => {
    const { opens } = await all(browser, site);
    return roles.map((user) => [`figures of ${user}: each is the length of its list`, async () => {
        const visitor = await browser.visitor(site, user, 'uk');
        const wrong = [];
        let n = 0;
        for (const path of opens.get(user).values()) {
            await visitor.page.goto(site.url + path);
            for (const figure of await figures_of(visitor.page)) {
                const bad = await check(visitor, figure);
                if (bad) wrong.push(`${path}: ${bad}`);
                n++;
            }
        }
        if (wrong.length) throw new Error(wrong.join('\n'));
        if (user === 'manager' && !n) throw new Error('no figure was found');
    }]);
};

module.exports = { tests };
