// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody calls, somebody is at the door, what must be known in a hurry: in each language, with
// scripts and without. What is written is undone, and the forms of what was written look well.
'use strict';

const { languages } = require('./lib/browser');
const { Journey } = require('./lib/journey');
const look = require('./lib/look');

const everywhere = (browser, site, user, name, journey) => languages.flatMap((lang) =>
    [true, false].map((scripts) => [`${name} in ${lang} ${scripts ? 'with' : 'without'} scripts`,
        async () => journey(await browser.visitor(site, user, lang, scripts))]));

const undo = async (j) => {
    await j.click('undo');
    await j.done();
};

// Two families of the house, by name.
const somebody = async (j) => {
    await j.go('/house/rowan-house/cellar');
    const box = j.page.locator('label.pick', { has: j.page.locator('input[name^="down."]') }).first();
    const id = (await box.locator('input').getAttribute('name')).slice('down.'.length);
    const name = (await box.textContent()).trim().split(',')[0];
    return { id, name };
};

// What stands on the page but for ids, the once-keys and the hour.
const said = (j) => j.page.evaluate(() => document.querySelector('main').innerHTML
    .replace(/[a-z2-7]{26}/g, 'ID').replace(/name="once" value="[^"]*"/g, 'ONCE')
    .replace(/name="csrf" value="[^"]*"/g, 'CSRF'));

// From Today: one tap, the words, two fields, one tap. The same page whoever was asked for.
const call = async (visitor) => {
    const who = await somebody(new Journey(visitor));
    const pages = [];
    for (const name of [who.name, 'Qwertyna Nobodia']) {
        const j = await new Journey(visitor).go('/today');
        await j.click('call.open');
        if (await j.page.locator('ol.say').count() !== languages.length)
            throw new Error('the words do not stand there in each language');
        await j.type('asked_for', name);
        await j.type('words', '07');
        await j.click('call.save');
        await j.done();
        pages.push(await said(j));
        j.end(2);
        await undo(j);
    }
    if (pages[0] !== pages[1]) throw new Error('the page tells whether somebody is here');
    visitor.watch.check();
};

const nothing_said = async (visitor) => {
    const j = await new Journey(visitor).go('/call');
    await j.type('number', 'x'.repeat(60));
    await j.click('call.save');
    await j.refused('number');
    if (!(await j.value('number')).startsWith('xxx')) throw new Error('what was typed is gone');
    visitor.watch.check();
};

const door = async (visitor) => {
    const j = await new Journey(visitor).go('/today');
    await j.click('door.open');
    await j.click('summary[data-act="door.children"]');
    await j.click('door.child');
    await j.page.locator('#child').waitFor();
    await j.type('name', 'Петро');
    await j.click('door.save');
    await j.done();
    j.end(4);
    await undo(j);
    visitor.watch.check();
};

// An allergy is on the go sheet, and gone again when it is undone.
const allergy = async (visitor) => {
    const j = new Journey(visitor);
    const who = await somebody(j);
    await j.go(`/person/${who.id}`);
    await j.click('care.open');
    await j.click('allergy.add');
    await j.click('care.save');
    await j.refused('substance', 'steps');
    await j.type('substance', 'nuts 07');
    await j.type('steps', '103');
    await j.click('care.save');
    await j.done();
    j.end(4);
    const correct = await j.page.locator('[data-act="care.correct"]').first().getAttribute('href');
    const sheet = new Journey(visitor);
    await sheet.go(correct);
    if (visitor.scripts) {
        await look.state(sheet.page, { lang: visitor.language, theme: 'light', width: 320,
            picture_name: `fact.${visitor.language}.light.320` });
    }
    await sheet.go('/house/rowan-house/go');
    if (!(await sheet.page.textContent('main')).includes('nuts 07'))
        throw new Error('the allergy is not on the go sheet');
    const back = await new Journey(visitor).go(correct);
    await back.click('care.close');
    await back.done();
    visitor.watch.check();
};

const kin = async (visitor) => {
    const j = new Journey(visitor);
    const who = await somebody(j);
    await j.go(`/person/${who.id}/relationship`);
    await j.click('care.save');
    await j.refused('name');
    await j.type('name', 'Надія 07');
    await j.page.selectOption('select[name=kind]', 'friend');
    await j.choose('may_collect', 'yes');
    await j.click('care.save');
    await j.done();
    j.end(3);
    await undo(j);
    visitor.watch.check();
};

// Everybody is ticked who is there: one tap for each, one to write it down.
const cellar = async (visitor) => {
    const j = await new Journey(visitor).go('/house/rowan-house/cellar');
    const boxes = await j.page.locator('input[name^="down."]').evaluateAll((all) =>
        all.map((b) => b.name));
    for (const name of boxes.slice(1)) await j.choose(name, 'yes');
    await j.click('cellar.save');
    await j.done();
    j.end(boxes.length);
    await undo(j);
    visitor.watch.check();
};

const tests = (browser, site) => [
    ...everywhere(browser, site, 'house', 'door: "Is she there?" from Today', call),
    ...everywhere(browser, site, 'house', 'door: a number that is none', nothing_said),
    ...everywhere(browser, site, 'house', 'door: may somebody collect this child', door),
    ...everywhere(browser, site, 'house', 'door: an allergy on the go sheet', allergy),
    ...everywhere(browser, site, 'house', 'door: a relationship', kin),
    ...everywhere(browser, site, 'house', 'door: heads in the cellar', cellar),
];

module.exports = { tests };
