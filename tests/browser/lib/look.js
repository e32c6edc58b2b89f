// SPDX-License-Identifier: AGPL-3.0-or-later
// What holds for every page however it is looked at: nothing for axe to find, nothing to scroll
// sideways, paper without menus, a picture for people to look at.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { root } = require('./site');

const axe_source = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const axe_tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const themes = ['light', 'dark'];
const widths = [320, 1366];
const pictures = path.join(root, 'build/pictures');

const set = async (page, theme, width) => {
    await page.setViewportSize({ width, height: width < 500 ? 640 : 900 });
    await page.emulateMedia({ colorScheme: theme, media: 'screen' });
};

// Runs outside the page's own scripts, so no policy of the page needs to be loosened.
const axe = async (page) => {
    await page.evaluate(axe_source);
    const results = await page.evaluate((tags) => window.axe.run(document, {
        runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'],
    }), axe_tags);
    const found = results.violations.map((v) =>
        `axe ${v.id}: ${v.help}\n  ` + v.nodes.slice(0, 4).map((n) => n.html.slice(0, 200)).join('\n  '));
    if (found.length) throw new Error(found.join('\n'));
};

const sideways = async (page) => {
    const wide = await page.evaluate(() => {
        const most = document.documentElement.clientWidth;
        // What scrolls or is cut inside its own box does no harm; what is meant for the ear alone
        // has no size.
        const inside = (e) => {
            for (let p = e; p && p !== document.body; p = p.parentElement) {
                if (getComputedStyle(p).overflowX !== 'visible') return true;
            }
            return false;
        };
        const out = [];
        const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        while (words.nextNode()) {
            range.selectNodeContents(words.currentNode);
            const box = range.getBoundingClientRect();
            const parent = words.currentNode.parentElement;
            if (box.width > 1 && box.right > most + 1 && !inside(parent)) out.push(parent);
        }
        const said = out.slice(0, 5).map((e) => e.outerHTML.slice(0, 160));
        const scrolls = document.documentElement.scrollWidth;
        return scrolls > most ? [`${scrolls} px of ${most}`, ...said] : said;
    });
    if (wide.length) throw new Error('the page is too wide:\n  ' + wide.join('\n  '));
};

const language = async (page, expected) => {
    const told = await page.evaluate(() => document.documentElement.lang);
    if (told !== expected) throw new Error(`the page says it is in '${told}', not '${expected}'`);
};

const picture = async (page, name) => {
    fs.mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: path.join(pictures, name + '.png'), fullPage: true });
};

// A4, and what is of no use on paper does not come along.
const paper = async (page, picture_name) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    const left = await page.evaluate(() => [...document.querySelectorAll(
        'nav, form[role=search], button, input[type=submit], .skip')]
        .filter((e) => e.checkVisibility({ checkVisibilityCSS: true })
            && e.getBoundingClientRect().width > 1)
        .map((e) => e.outerHTML.slice(0, 120)));
    const bytes = await page.pdf({ format: 'A4', tagged: true, preferCSSPageSize: true });
    if (picture_name) {
        await page.setViewportSize({ width: 680, height: 960 }); // A4 less its margins
        await picture(page, picture_name + '.paper');
    }
    await page.emulateMedia({ media: 'screen' });
    if (left.length) throw new Error('on paper too:\n  ' + left.slice(0, 5).join('\n  '));
    if (bytes.subarray(0, 5).toString() !== '%PDF-') throw new Error('no PDF came');
    return bytes;
};

// Everything above for one look at the page that is open.
const state = async (page, { lang, theme, width, picture_name }) => {
    await set(page, theme, width);
    if (picture_name) await picture(page, picture_name);
    await language(page, lang);
    await axe(page);
    if (width === 320) await sideways(page);
};

// Which looks a run takes. Short: each page once per language, and the first page of each template in
// every theme and width. Long: everything.
const matrix = (pages, languages, long) => {
    const combos = themes.flatMap((theme) => widths.map((width) => ({ theme, width })));
    const looks = [];
    const seen = new Set();
    pages.forEach((page, i) => {
        const first = !seen.has(page.template || page.path);
        seen.add(page.template || page.path);
        languages.forEach((lang, j) => {
            combos.forEach((combo, k) => {
                const once = k === (i + j) % combos.length;
                const whole = first && j === i % languages.length;
                if (long || once || whole) looks.push({ page, lang, ...combo });
            });
        });
    });
    return looks;
};

module.exports = { axe, language, matrix, paper, picture, set, sideways, state, themes, widths };
