// SPDX-License-Identifier: AGPL-3.0-or-later
// Which pages there are, and for whom: the GET routes of /openapi.json, each with an address that a
// page of the site itself leads to, and the first role that may open it.
'use strict';

const { ask } = require('./browser');

const roles = ['manager', 'house', 'worker', 'coordinator', 'fundraiser', 'treasurer', 'board',
    'auditor', 'admin', 'carer', 'parent', 'partner'];
const addresses_max = 400;
const of_a_kind_max = 30; // of /person/..., say: what one lacks another has

const pattern_of = (route) =>
    new RegExp('^' + route.replace(/[.]/g, '\\.').replace(/\{[^}]*\}/g, '[^/?]+') + '$');

// Addresses of this site on a page, without what only lists differ in.
const links_of = (html) => [...html.matchAll(/<a\s[^>]*?href="?(\/[^"#> ]*)/g)]
    .map((m) => m[1].replace(/&amp;/g, '&'));

// The routes that are pages: [{route, about}].
const routes = async (visitor) => {
    const { paths } = await (await ask(visitor, '/openapi.json')).json();
    return Object.entries(paths)
        .filter(([, methods]) => methods.get && methods.get['x-page'])
        .map(([route, methods]) => ({ route, about: methods.get }));
};

// Walks what one visitor is shown; found: route -> address, for the routes that had none yet.
const walk = async (visitor, wanted, found) => {
    const queue = wanted.filter(({ route }) => !route.includes('{')).map(({ route }) => route);
    const seen = new Set(queue);
    const kinds = new Map();
    for (let asked = 0; queue.length && asked < addresses_max; asked++) {
        const address = queue.shift();
        const answer = await ask(visitor, address);
        const type = answer.headers.get('content-type') || '';
        const html = await answer.text();
        if (answer.status >= 500) throw new Error(`${answer.status}: ${address}`);
        if (answer.status !== 200 || !type.startsWith('text/html')) continue;
        const of = wanted.find(({ route }) => pattern_of(route).test(address.split('?')[0]));
        if (of && !found.has(of.route)) found.set(of.route, address);
        for (const link of links_of(html)) {
            const target = wanted.find(({ route }) => pattern_of(route).test(link.split('?')[0]));
            if (!target || seen.has(link)) continue;
            const n = kinds.get(target.route) || 0;
            if (n >= of_a_kind_max || found.size === wanted.length) continue;
            kinds.set(target.route, n + 1);
            seen.add(link);
            // What nobody has seen yet comes first.
            if (found.has(target.route)) queue.push(link);
            else queue.unshift(link);
        }
    }
};

// pages: [{route, path, user, template}]; missing: routes that no page leads to; opens: user -> the
// addresses that she may open, by route.
const all = async (browser, site) => {
    const stranger = await browser.visitor(site, '', 'en');
    const wanted = await routes(stranger);
    const pages = [];
    const missing = new Set(wanted.map(({ route }) => route));
    const opens = new Map();
    for (const user of [''].concat(roles)) {
        const found = new Map();
        await walk(await browser.visitor(site, user, 'en'), wanted, found);
        opens.set(user, found);
        for (const [route, path] of found) {
            if (missing.delete(route)) pages.push({ route, path, user, template: route });
        }
    }
    return { pages, missing: [...missing], opens };
};

module.exports = { all, roles, routes };
