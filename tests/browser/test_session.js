// SPDX-License-Identifier: AGPL-3.0-or-later
// Coming in and going out: by a link, by a password, the lock; and nothing typed is lost when the
// session is over while somebody types.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { enter } = require('./lib/browser');
const { Journey } = require('./lib/journey');

const password = 'ember spruce wharf lantern 41';

const at = (j, where) => {
    const there = new URL(j.page.url()).pathname;
    if (there !== where) throw new Error(`it is ${there}, not ${where}`);
};

const by_link = async (browser, site, scripts) => {
    const v = await browser.fresh(site, '', 'uk', scripts);
    v.user = 'worker';
    const link = await site.link('worker');
    v.site = Object.create(site, { link: { value: async () => link } });
    await enter(v);
    at(new Journey(v), '/today');
    await v.context.clearCookies();
    await v.page.goto(link);
    const button = v.page.locator('main form[method=post] button').first();
    if (await button.count()) await button.click();
    await v.page.goto(site.url + '/today');
    if (new URL(v.page.url()).pathname === '/today') throw new Error('the link worked twice');
    v.watch.check();
    await v.context.close();
};

const by_password = async (browser, site, scripts) => {
    const file = path.join(site.dir, 'words');
    fs.writeFileSync(file, password + '\n', { mode: 0o600 });
    await site.run('user', 'password', 'worker2', '--passphrase-file', file);
    const v = await browser.fresh(site, '', 'ru', scripts);
    const j = await new Journey(v).go('/today');
    at(j, '/signin');
    await j.type('user', 'worker2');
    await j.type('password', password + ' not');
    await j.page.keyboard.press('Enter');
    await j.page.locator('#errors').waitFor();
    if (await j.value('password') !== '') throw new Error('the password comes back');
    await j.type('user', 'worker2');
    await j.type('password', password);
    await j.page.keyboard.press('Enter');
    await j.page.waitForURL(/\/today/);
    j.end(0);
    await j.click('signout');
    await j.go('/today');
    at(j, '/signin');
    await v.context.close();
};

// The session ends between the form and its sending.
const typed_is_kept = async (browser, site, scripts) => {
    const v = await browser.fresh(site, 'manager', 'en', scripts);
    const j = await new Journey(v).go('/admit');
    await j.type('name', 'Typed-before K.');
    await j.type('child.1.name', 'Typed-child');
    await site.run('user', 'sessions', 'manager', '--end');
    await j.click('admit.save');
    await j.page.waitForURL(/\/signin/);
    await enter(v); // leads back to the form, filled
    at(j, '/resume');
    for (const [name, typed] of [['name', 'Typed-before K.'], ['child.1.name', 'Typed-child']]) {
        const now = await j.value(name);
        if (now !== typed) throw new Error(`${name} was '${typed}', now it is '${now}'`);
    }
    await j.choose('room');
    await j.click('admit.save');
    await j.done();
    await j.click('undo');
    await j.done();
    v.watch.check();
    await v.context.close();
};

const pairs = (name, test) => [true, false].map((scripts) =>
    [`${name} ${scripts ? 'with' : 'without'} scripts`, () => test(scripts)]);

const tests = (browser, site) => [
    ...pairs('a link signs in, once,', (s) => by_link(browser, site, s)),
    ...pairs('a password signs in', (s) => by_password(browser, site, s)),
    ...pairs('what was typed outlives the session', (s) => typed_is_kept(browser, site, s)),
];

module.exports = { tests };
