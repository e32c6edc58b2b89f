// SPDX-License-Identifier: AGPL-3.0-or-later
// What people come for, with the clicks that it may cost: in each language, with scripts and without.
// Each journey undoes what it did, so the next one finds the house as it was.
'use strict';

const { languages } = require('./lib/browser');
const { Journey } = require('./lib/journey');
const { tab_to } = require('./lib/keyboard');

const mother = { en: 'Test-Olena P.', ru: 'Тест-Алёна Б.', uk: "Тест-Мар'яна Ґ." };

// For each language with scripts and without: [name, function of the visitor].
const everywhere = (browser, site, user, name, journey) => languages.flatMap((lang) =>
    [true, false].map((scripts) => [`${name} in ${lang} ${scripts ? 'with' : 'without'} scripts`,
        async () => journey(await browser.visitor(site, user, lang, scripts))]));

const mothers_here = async (j) => {
    await j.go('/today');
    return Number((await j.page.locator('a[data-figure=mothers]').first().textContent())
        .replace(/\D/g, ''));
};

const undo = async (j) => {
    const before = await j.done();
    await j.click('undo');
    const after = await j.done();
    if (after === before) throw new Error('the undoing is the same deed');
};

// J1: a mother and two children, five clicks.
const admit = async (visitor) => {
    const name = mother[visitor.language];
    const before = await mothers_here(new Journey(visitor));
    const j = new Journey(visitor);
    await j.click('a[href^="/admit"]');
    await j.type('name', name);
    await j.choose('room');
    await j.type('child.1.name', 'Степан');
    await j.type('child.1.age', '7');
    await j.type('child.2.name', 'Varya');
    await j.type('child.2.age', '2022');
    await j.choose('danger', 'no');
    await j.click('admit.save');
    await j.done();
    j.end(5);
    const back = new Journey(visitor);
    await undo(back);
    back.end(1);
    const after = await mothers_here(back);
    if (after !== before) throw new Error(`${before} mothers before, ${after} after the undoing`);
};

const two_fields = async (visitor) => {
    const j = await new Journey(visitor).go('/admit');
    const preset = await j.page.locator('main input[type=radio]:checked').evaluateAll((all) =>
        all.filter((r) => r.value !== '').map((r) => r.name + '=' + r.value));
    if (preset.length) throw new Error('preset: ' + preset);
    await j.type('name', mother[visitor.language]);
    await j.choose('room');
    await j.click('admit.save');
    await undo(j);
    j.end(4);
};

const wrong_input = async (visitor) => {
    const j = await new Journey(visitor).go('/admit');
    await j.type('child.1.name', 'Степан');
    await j.type('child.1.age', '2062');
    await j.click('admit.save');
    await j.refused('name', 'room', 'child.1.age');
    for (const [name, typed] of [['child.1.name', 'Степан'], ['child.1.age', '2062']]) {
        const now = await j.value(name);
        if (now !== typed) throw new Error(`${name} was ${typed}, now it is '${now}'`);
    }
    await j.page.locator('#errors a').first().click();
    const there = await j.page.evaluate(() => document.activeElement.name);
    if (there !== 'name') throw new Error(`the link of the error leads to ${there}`);
    visitor.watch.check();
};

// One box; `/` goes there; names in either alphabet.
const search = async (visitor) => {
    const j = await new Journey(visitor).go('/admit');
    await j.type('name', 'Тест-Ганна Ж.');
    await j.choose('room');
    await j.click('admit.save');
    await j.done();
    await j.go('/today');
    const s = new Journey(visitor);
    if (visitor.scripts) await s.page.keyboard.press('/');
    else await s.click('#q');
    await s.page.keyboard.type('Test-Hanna');
    await s.page.keyboard.press('Enter');
    await s.page.waitForURL(/\/find/);
    const found = await s.page.locator('main').textContent();
    if (!found.includes('Тест-Ганна Ж.')) throw new Error('she is not found by Test-Hanna');
    s.end(visitor.scripts ? 0 : 1);
    await s.go('/find?q=Zzyzx');
    const nothing = await s.page.locator('main').textContent();
    if (!nothing.includes('Zzyzx')) throw new Error('it is not said what was searched');
    if (!await s.page.locator('main a[href^="/admit"]').count()) throw new Error('no next act');
    await s.page.goBack();
    visitor.watch.check();
};

// J3: the whole house in two clicks, one more for each exception.
const roll_call = async (visitor) => {
    const j = await new Journey(visitor).go('/today');
    const began = Date.now();
    await j.click('roll.open');
    await j.page.locator('[data-act="roll.save"]').waitFor();
    const rooms = await j.page.locator('.rolls > li').count();
    if (rooms < 9) throw new Error(`only ${rooms} rooms stand in the roll call`);
    const home = j.page.locator('.rolls input[value=home]:checked');
    const before = await home.count();
    const name = await home.nth(1).getAttribute('name');
    await j.choose(name, 'missing');
    await j.click('roll.save');
    await j.done();
    j.end(3);
    if (Date.now() - began > 30000) throw new Error('it took longer than half a minute');
    if (!await j.page.locator('.rooms .alert').count()) throw new Error('no tile says that somebody is missing');
    const back = new Journey(visitor);
    await undo(back);
    await back.go('/house/rowan-house/rollcall');
    const after = await home.count();
    if (after !== before) throw new Error(`${before} at home before, ${after} after the undoing`);
    await j.go('/house/rowan-house/night');
    const rows = await j.page.locator('.sheet tbody tr').count();
    if (rows < before) throw new Error(`${rows} names on the night sheet, ${before} at home`);
    visitor.watch.check();
};

// Two on one evening: the later is told what the first wrote, and hers is kept.
const two_roll_calls = async (first, second) => {
    const path = '/house/rowan-house/rollcall';
    const a = await new Journey(first).go(path), b = await new Journey(second).go(path);
    const home = a.page.locator('.rolls input[value=home]:checked');
    const one = await home.nth(2).getAttribute('name');
    const two = await home.nth(3).getAttribute('name');
    await a.choose(one, 'leave');
    await b.choose(two, 'hospital');
    await a.click('roll.save');
    await a.done();
    await b.click('roll.save');
    await b.page.locator('#errors').waitFor();
    const kept = await b.page.locator(`input[name="${two}"]:checked`).inputValue();
    if (kept !== 'hospital') throw new Error(`what the later chose is now '${kept}'`);
    const told = await b.page.locator('fieldset', { has: b.page.locator(`input[name="${one}"]`) }).locator('b').count();
    if (told !== 1) throw new Error('what the first wrote is not shown');
    await b.click('roll.save');
    await b.done();
    await undo(b);
    first.watch.check();
};

// The page of somebody who stays in the house, from the tiles.
const somebody = async (visitor) => {
    const j = await new Journey(visitor).go('/house/rowan-house');
    await j.page.locator('main a[href^="/room/"]').first().click();
    await j.page.locator('main a[href^="/person/"]').first().click();
    await j.page.waitForURL(/\/person\//);
    return new Journey(visitor);
};

// A child is born, returned or brought later: three clicks from her page.
const child_joins = async (visitor) => {
    const j = await somebody(visitor);
    const her = new URL(j.page.url()).pathname;
    await j.click('child.join');
    await j.type('name', 'Маруся');
    await j.type('age', '3');
    await j.click('child.join.save');
    await j.done();
    j.end(3);
    await j.go(her);
    const shown = await j.page.locator('main').textContent();
    if (!shown.includes('Маруся')) throw new Error('the child is not in the family');
    await j.go('/today');
};

// J2: a relapse in four clicks, the return in three. Undoing the return leaves her away; a second
// return leaves the house as it was.
const relapse_and_return = async (visitor) => {
    const j = await somebody(visitor);
    const her = new URL(j.page.url()).pathname;
    const turns = j.page.locator('[aria-labelledby=recovery] li');
    const before = await turns.count();
    await j.click('relapse.open');
    await j.choose('safe', 'yes');
    await j.choose('now', 'away');
    await j.click('relapse.save');
    await j.done();
    j.end(4);
    const back = await new Journey(visitor).go(her);
    await back.click('relapse.back');
    await back.click('back.save');
    await back.done();
    back.end(3);
    await undo(back);
    await back.go(her);
    await back.click('relapse.back');
    await back.click('back.save');
    await back.done();
    await back.go(her);
    const after = await turns.count();
    if (after !== before + 1) throw new Error(`${before} relapses before, ${after} after one`);
    if (await back.page.locator('[data-act="relapse.back"]').count()) throw new Error('one still goes on');
};

// What was wrong is corrected; what stood there before stays in the history.
const correct = async (visitor) => {
    const j = await somebody(visitor);
    const before = (await j.page.locator('h1').textContent()).trim();
    await j.click('person.correct');
    await j.type('name', 'Исправлена Ж.');
    await j.click('person.correct.save');
    await j.done();
    const now = (await j.page.locator('h1').textContent()).trim();
    if (now !== 'Исправлена Ж.') throw new Error(`the name is ${now}`);
    const history = await j.page.locator('main').textContent();
    if (!history.includes(before)) throw new Error(`${before} is not in the history`);
    await undo(j);
    j.end(3);
};

// By Tab, letters, Space and Enter alone.
const by_keyboard = async (visitor) => {
    const j = await new Journey(visitor).go('/today');
    const { keyboard } = j.page;
    await tab_to(j.page, 'main a[href^="/admit"], a[href^="/admit"]');
    await keyboard.press('Enter');
    await j.page.waitForURL(/\/admit/);
    await tab_to(j.page, '[name=name]');
    await keyboard.type(mother[visitor.language]);
    await tab_to(j.page, 'input[name=room]');
    await keyboard.press('Space');
    await tab_to(j.page, '[name="child.1.name"]');
    await keyboard.type('Сава');
    await tab_to(j.page, '[data-act="admit.save"]');
    await keyboard.press('Enter');
    await j.done();
    await tab_to(j.page, '[data-act=undo]');
    await keyboard.press('Enter');
    await j.done();
    if (visitor.watch.clicks !== j.before) throw new Error('the mouse was used');
    visitor.watch.check();
};

const switch_language = async (visitor) => {
    const j = await new Journey(visitor).go('/today');
    const other = visitor.language === 'uk' ? 'en' : 'uk';
    await j.click(`language.${other}`);
    await j.page.locator(`html[lang=${other}]`).waitFor({ state: 'attached' });
    if (new URL(j.page.url()).pathname !== '/today') throw new Error('it leads elsewhere');
    await j.click(`language.${visitor.language}`);
    await j.page.locator(`html[lang=${visitor.language}]`).waitFor({ state: 'attached' });
    j.end(2);
};

const tests = (browser, site) => [
    ...everywhere(browser, site, 'manager', 'J1: a mother and two children', admit),
    ...everywhere(browser, site, 'manager', 'J1: a name and a room are enough', two_fields),
    ...everywhere(browser, site, 'manager', 'J2: a relapse and the return', relapse_and_return),
    ...everywhere(browser, site, 'manager', 'J3: the roll call of a house', roll_call),
    ['J3: two roll calls on one evening', async () => two_roll_calls(
        await browser.visitor(site, 'manager', 'uk'), await browser.visitor(site, 'house', 'ru'))],
    ...everywhere(browser, site, 'manager', 'wrong input is named and kept', wrong_input),
    ...everywhere(browser, site, 'manager', 'the language is changed in one click', switch_language),
    ...[true, false].flatMap((scripts) => [
        [`a child joins later ${scripts ? 'with' : 'without'} scripts`, async () =>
            child_joins(await browser.visitor(site, 'manager', 'uk', scripts))],
        [`a correction keeps what was ${scripts ? 'with' : 'without'} scripts`, async () =>
            correct(await browser.visitor(site, 'manager', 'ru', scripts))],
    ]),
    ['J1 by the keyboard alone', async () =>
        by_keyboard(await browser.visitor(site, 'manager', 'uk'))],
    ['J1 by the keyboard alone, without scripts', async () =>
        by_keyboard(await browser.visitor(site, 'manager', 'ru', false))],
    ['the search by / finds her in either alphabet', async () =>
        search(await browser.visitor(site, 'manager', 'ru'))],
    ['the search without scripts', async () =>
        search(await browser.visitor(site, 'manager', 'uk', false))],
];

module.exports = { tests };
