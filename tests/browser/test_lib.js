// SPDX-License-Identifier: AGPL-3.0-or-later
// Do the watches bite? Small pages with one fault each, from a server of their own: what must be
// found is found, and a page without fault passes everything.
'use strict';

const http = require('node:http');
const { Watch } = require('./lib/watch');
const keyboard = require('./lib/keyboard');
const look = require('./lib/look');

const good = '<p>Text</p><a href="/">A link</a> <button>A button</button>' +
    '<fieldset><legend>Room</legend><label><input type="radio" name="r"> 1</label> ' +
    '<label><input type="radio" name="r"> 2</label></fieldset>';
const faults = {
    '/good': good,
    '/unlabelled': '<input name="n">',
    '/wide': '<p style="width:500px">Wide</p>',
    '/bar-too-wide': '<div style="position:fixed;bottom:0;left:0">' +
        'A bar that is fixed and does not make the page scroll</div><style>div{white-space:nowrap}' +
        '</style>',
    '/scroll-box': '<div tabindex="0" role="group" aria-label="x" style="overflow-x:auto">' +
        '<p style="width:500px">Wide</p></div>',
    '/throws': '<script>throw new Error("planted")</script>',
    '/foreign': '<img alt="x" src="http://127.0.0.1:9/x.png">',
    '/missing': '<img alt="x" src="/nothing.png">',
    '/menu-on-paper': '<nav>Menu</nav><style>@media print{button{display:none}}</style>',
    '/unreached': good + '<button tabindex="0" id="b">b</button>' +
        '<script>b.onfocus = () => b.blur()</script>',
    '/no-ring': good + '<style>a:focus{outline:none}</style>',
    '/covered': good + '<div style="position:fixed;inset:0;background:#fff"></div>',
};

const page_of = (body) => '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width"><title>A page</title>' +
    '<link rel="icon" href="data:,"><style>@media print{button{display:none}}</style>' +
    `</head><body><main><h1>A page</h1>${body}</main></body></html>`;

const serve = async () => {
    const server = http.createServer((request, response) => {
        const body = faults[request.url];
        response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'text/html' });
        response.end(page_of(body || ''));
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return { server, url: `http://127.0.0.1:${server.address().port}` };
};

const refuses = async (what, pattern) => {
    let said = '';
    try {
        await what();
    } catch (error) {
        said = error.message;
    }
    if (!pattern.test(said)) throw new Error(`${pattern} was expected, found '${said}'`);
};

const tests = (browser) => {
    // Opens a page and gives it to the check, with its watch.
    const on = (path, check) => async () => {
        const { server, url } = await serve();
        const context = await browser.context('en', true);
        try {
            const watch = await Watch.on(context, [url]);
            const page = await context.newPage();
            await page.goto(url + path);
            await check(page, watch);
        } finally {
            await context.close();
            server.close();
        }
    };
    const state = { lang: 'en', theme: 'dark', width: 320 };
    return [
        ['lib: a good page passes', on('/good', async (page, watch) => {
            await look.state(page, state);
            await look.paper(page);
            const controls = await keyboard.walk(page);
            if (controls !== 3) throw new Error(`${controls} controls were counted`);
            watch.check();
        })],
        ['lib: a field without a name is found', on('/unlabelled', (page) =>
            refuses(() => look.state(page, state), /axe label/))],
        ['lib: another language is found', on('/good', (page) =>
            refuses(() => look.state(page, { ...state, lang: 'uk' }), /in 'en', not 'uk'/))],
        ['lib: a page too wide is found', on('/wide', (page) =>
            refuses(() => look.state(page, state), /too wide/))],
        ['lib: a fixed bar too wide is found', on('/bar-too-wide', (page) =>
            refuses(() => look.state(page, state), /too wide/))],
        ['lib: what scrolls in its own box is not', on('/scroll-box', (page) =>
            look.state(page, state))],
        ['lib: an error of a script is found', on('/throws', (page, watch) =>
            refuses(() => watch.check(), /planted/))],
        ['lib: a request to others is found', on('/foreign', (page, watch) =>
            refuses(() => watch.check(), /asked somebody else/))],
        ['lib: a missing picture is found', on('/missing', (page, watch) =>
            refuses(() => watch.check(), /404 for/))],
        ['lib: a menu on paper is found', on('/menu-on-paper', (page) =>
            refuses(() => look.paper(page), /on paper too/))],
        ['lib: a control that Tab does not reach is found', on('/unreached', (page) =>
            refuses(() => keyboard.walk(page), /Tab does not reach/))],
        ['lib: a focus that nobody sees is found', on('/no-ring', (page) =>
            refuses(() => keyboard.walk(page), /no sign of the focus/))],
        ['lib: a covered control is found', on('/covered', (page) =>
            refuses(() => keyboard.walk(page), /lies over it/))],
        ['lib: clicks of a person are counted, others not', on('/good', async (page, watch) => {
            await page.click('button');
            await page.getByText('2', { exact: true }).click();
            await page.evaluate(() => document.querySelector('button').click());
            if (watch.clicks !== 2) throw new Error(`${watch.clicks} were counted`);
        })],
        ['lib: every look is taken once', async () => {
            const pages = [{ path: '/a', template: 't' }, { path: '/b', template: 't' }];
            const count = (looks) => looks.length;
            const short = count(look.matrix(pages, ['en', 'ru', 'uk'], false));
            const long = count(look.matrix(pages, ['en', 'ru', 'uk'], true));
            if (short !== 9 || long !== 24) throw new Error(`${short} and ${long} looks`);
        }],
    ];
};

module.exports = { tests };
