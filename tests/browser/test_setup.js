// SPDX-License-Identifier: AGPL-3.0-or-later
// A new house: the address from the console, three questions, the paper code, Today behind the second
// key; each page on the way looked at in every theme and width.
'use strict';

const { Journey } = require('./lib/journey');
const keyboard = require('./lib/keyboard');
const look = require('./lib/look');
const { Site } = require('./lib/site');

const password = 'ember spruce wharf lantern 41';

const looks = async (v, name) => {
    for (const theme of look.themes) {
        for (const width of look.widths) {
            const picture_name = [name, v.language, theme, width].join('.');
            await look.state(v.page, { lang: v.language, theme, width, picture_name });
        }
    }
    await look.set(v.page, 'light', 1366);
};

const at = (v, where) => {
    const there = new URL(v.page.url()).pathname;
    if (there !== where) throw new Error(`it is ${there}, not ${where}`);
};

const journey = async (browser, language, scripts) => {
    const site = Site.empty('setup');
    try {
        await site.start();
        const v = await browser.fresh(site, '', language, scripts);
        const j = await new Journey(v).go('/people');
        at(v, '/setup');
        if (scripts) await looks(v, 'setup-closed');
        if (await v.page.locator('[name=new]').count()) throw new Error('a stranger is asked');
        await v.page.goto(site.setup);
        at(v, '/setup');
        if (scripts) await looks(v, 'setup');
        await keyboard.walk(v.page);
        await j.click('setup.begin'); // the answers that stand there lack a password alone
        await j.refused('new');
        if (scripts) await looks(v, 'setup-wrong');
        await j.type('new', password);
        await j.click('setup.begin');
        await v.page.locator('#code').waitFor();
        if (scripts) await looks(v, 'setup-over');
        await look.paper(v.page, 'setup-over');
        await j.click('setup.done');
        at(v, '/account'); // her second key, then Today
        await j.click('account.offer');
        await v.page.locator('svg.qr[role=img][aria-label]').waitFor();
        const secret = await v.page.locator('#secret').textContent();
        if (!/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/.test(secret)) throw new Error(`it is '${secret}'`);
        if (scripts) await looks(v, 'account-offer');
        j.end(4);
        await v.context.close();
    } finally {
        await site.remove();
    }
};

const tests = (browser) => [['en', true], ['ru', true], ['uk', false]].map(([lang, scripts]) =>
    [`a new house is set up in ${lang} ${scripts ? 'with' : 'without'} scripts`,
        () => journey(browser, lang, scripts)]);

module.exports = { tests };
