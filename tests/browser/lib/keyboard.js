// SPDX-License-Identifier: AGPL-3.0-or-later
// A page without a mouse: Tab reaches every control, each shows that it has the focus, and is not
// hidden behind something else while it has it. A group of radio buttons is one control.
'use strict';

const tabs_max = 400;

// Numbers the controls that Tab must reach and says how many; runs in the page.
const number_controls = () => {
    const candidates = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), ' +
        'select, textarea, summary, [tabindex]')];
    const groups = new Set();
    let n = 0;
    for (const e of candidates) {
        if (e.disabled || e.tabIndex < 0) continue;
        if (!e.checkVisibility({ checkVisibilityCSS: true })) continue;
        if (e.type === 'radio') {
            const group = (e.form && e.form.id) + ' ' + e.name;
            if (groups.has(group)) continue;
            groups.add(group);
            for (const r of document.getElementsByName(e.name)) {
                if (r.type === 'radio' && r.form === e.form) r.dataset.walk = n;
            }
        }
        e.dataset.walk = n++;
    }
    return n;
};

// What has the focus now: its number, whether one sees it; runs in the page.
const look_at_focus = () => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const shown = (x) => {
        const s = getComputedStyle(x);
        return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
    };
    const label = e.labels && e.labels[0];
    const box = e.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return {
        number: e.dataset.walk === undefined ? -1 : Number(e.dataset.walk),
        html: e.outerHTML.slice(0, 160),
        ring: shown(e) || (label && shown(label)) || shown(e.parentElement),
        free: !top || top === e || e.contains(top) || top.contains(e) ||
            Boolean(label && label.contains(top)),
    };
};

const walk = async (page) => {
    const all = await page.evaluate(number_controls);
    await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
    const reached = new Set();
    const wrong = [];
    let last = -1;
    for (let i = 0; i < tabs_max; i++) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(look_at_focus);
        if (!focus) {
            if (i > 0) break; // past the last one
            continue;
        }
        if (focus.number >= 0 && focus.number === last) continue; // a date has three places
        if (focus.number >= 0 && reached.has(focus.number)) break; // round again
        last = focus.number;
        if (!focus.ring) wrong.push('no sign of the focus: ' + focus.html);
        if (!focus.free) wrong.push('something lies over it: ' + focus.html);
        reached.add(focus.number);
    }
    for (let n = 0; n < all; n++) {
        if (reached.has(n)) continue;
        wrong.push('Tab does not reach: ' + await page.evaluate((number) =>
            document.querySelector(`[data-walk="${number}"]`).outerHTML.slice(0, 160), n));
    }
    if (wrong.length) throw new Error(wrong.slice(0, 8).join('\n'));
    return all;
};

// Moves by Tab to what the selector names, as a person would; throws if it is never met.
const tab_to = async (page, selector) => {
    for (let i = 0; i < tabs_max; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((s) => document.activeElement.matches(s), selector)) return;
    }
    throw new Error(`Tab never came to ${selector}`);
};

module.exports = { walk, tab_to };
