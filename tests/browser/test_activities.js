// SPDX-License-Identifier: AGPL-3.0-or-later
// What a house does together and what it owns: writing down who came, moving a session, a fault and
// its repair. In each language, with scripts and without; each journey undoes what it did.
'use strict';

const { languages } = require('./lib/browser');
const { Journey } = require('./lib/journey');

const everywhere = (browser, site, user, name, journey) => languages.flatMap((lang) =>
    [true, false].map((scripts) => [`${name} in ${lang} ${scripts ? 'with' : 'without'} scripts`,
        async () => journey(await browser.visitor(site, user, lang, scripts))]));

const undo = async (j) => {
    await j.click('undo');
    await j.done();
};

// The session of a kind in the demo's week, by whether its roll call has names.
const session_open = async (j, by_name) => {
    await j.go('/activities?week=2026-11-16');
    const links = await j.page.locator('[data-act="session.open"]').evaluateAll((all) =>
        all.map((a) => a.getAttribute('href')));
    for (const link of links) {
        await j.go(link);
        const form = j.page.locator('[data-act="session.hold"]');
        const names = j.page.locator('input[name="who.0.person"]');
        if (await form.count() && (await names.count() > 0) === by_name) return link;
    }
    throw new Error('no session of that kind can be held: ' + links);
};

// By heads: one click.
const heads = async (visitor) => {
    const j = new Journey(visitor);
    await session_open(j, false);
    await j.type('women', 'many');
    await j.click('session.hold');
    await j.refused('women');
    const again = new Journey(visitor);
    await again.type('women', '3');
    await again.type('children', '4');
    await again.click('session.hold');
    await again.done();
    again.end(1);
    await undo(again);
    visitor.watch.check();
};

// By name: everybody is there already; one click for each exception, one to write it down.
const names = async (visitor) => {
    const j = new Journey(visitor);
    await session_open(j, true);
    const radios = j.page.locator('input[value=present]:checked');
    const there = await radios.count();
    if (there > 0) await j.choose(await radios.first().getAttribute('name'), 'excused');
    await j.click('session.hold');
    await j.done();
    j.end(2);
    const now = await radios.count();
    if (there > 0 && now !== there - 1) throw new Error(`${there} before, ${now} after one exception`);
    await undo(j);
    visitor.watch.check();
};

const fault = async (visitor) => {
    const j = await new Journey(visitor).go('/equipment?state=works');
    await j.click('equipment.open');
    await j.click('equipment.fault');
    await j.refused('fault');
    const again = new Journey(visitor);
    await again.type('fault', 'Не греет / does not warm');
    await again.click('equipment.fault');
    await again.done();
    again.end(1);
    await undo(again);
    visitor.watch.check();
};

// What has been faulty for a week is said on Today, and leads there.
const said_on_today = async (visitor) => {
    const j = await new Journey(visitor).go('/today');
    const row = j.page.locator('a[href^="/equipment/"]');
    if (!await row.count()) throw new Error('Today does not say what is faulty for a week');
    await j.click('a[href^="/equipment/"]');
    await j.page.locator('[data-act="equipment.repaired"]').waitFor();
    j.end(1);
    visitor.watch.check();
};

// The week hangs on a wall: it says when and where, and names nobody who lives here.
const week_names_nobody = async (visitor) => {
    const j = await new Journey(visitor).go('/people.json?limit=100');
    const said = await j.page.locator('body').textContent();
    const people = JSON.parse(said).rows;
    if (!people) throw new Error('no list of people: ' + said.slice(0, 300));
    await j.go('/activities?week=2026-11-16');
    const text = await j.page.locator('main').textContent();
    const named = people.filter((p) => p.name && text.includes(p.name)).map((p) => p.name);
    if (!text.includes('17:30')) throw new Error('the week has no time of cooking');
    if (named.length) throw new Error('the week names ' + named);
};

const tests = (browser, site) => [
    ...everywhere(browser, site, 'house', 'activities: how many came', heads),
    ...everywhere(browser, site, 'house', 'activities: who came, one exception', names),
    ...everywhere(browser, site, 'house', 'equipment: a fault is written down', fault),
    ...everywhere(browser, site, 'house', 'equipment: a week of waiting stands on Today',
        said_on_today),
    ['activities: the week for the wall names nobody', async () =>
        week_names_nobody(await browser.fresh(site, 'manager', 'en', false))],
];

module.exports = { tests };
