// SPDX-License-Identifier: AGPL-3.0-or-later
// One Chromium for all tests, and one context for each (site, user, language, scripts on or off):
// contexts are what costs, so a test resizes and repaints the page of its context.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const { chromium } = require('playwright-core');
const { Watch } = require('./watch');

const languages = ['en', 'ru', 'uk'];
const locales = { en: 'en-GB', ru: 'ru-RU', uk: 'uk-UA' };
const milliseconds_max = 8000;
const minutes_away_max = 10;

const executable = () =>
    ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => fs.existsSync(file));

// Signs in by a link that works once: opening it is not enough, a button is pressed.
const enter = async ({ page, site, user }) => {
    await page.goto(await site.link(user));
    const button = page.locator('main form[method=post] button').first();
    if (new URL(page.url()).pathname.startsWith('/signin') && await button.count()) {
        await button.click();
        await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
    }
};

// A page as bytes, with the visitor's cookies: playwright's own requests leave out those that are
// marked Secure, which browsers send to this machine. Follows nothing.
const ask = async ({ context, site }, path, headers = {}) => {
    const cookies = (await context.cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
    return fetch(site.url + path, { redirect: 'manual', headers: { ...headers, cookie: cookies } });
};

class Browser {
    static async launch() {
        const browser = new Browser();
        // The sandbox of Chromium refuses root; a user keeps it.
        browser.chromium = await chromium.launch({
            executablePath: executable(),
            chromiumSandbox: os.userInfo().uid !== 0,
            args: ['--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking',
                '--disable-component-update'],
        });
        browser.visitors = new Map();
        return browser;
    }

    async context(language, scripts, options = {}) {
        const context = await this.chromium.newContext({
            javaScriptEnabled: scripts,
            locale: locales[language],
            timezoneId: 'Europe/Kyiv',
            reducedMotion: 'reduce',
            viewport: { width: 1366, height: 900 },
            ...options,
        });
        context.setDefaultTimeout(milliseconds_max);
        return context;
    }

    // A person before the site: {page, watch, context, language, scripts}. user '' is a stranger.
    // The same visitor is given again to who asks for the same.
    async visitor(site, user, language, scripts = true) {
        const key = [site.url, user, language, scripts].join(' ');
        if (!this.visitors.has(key)) {
            this.visitors.set(key, await this.fresh(site, user, language, scripts));
        }
        const visitor = this.visitors.get(key);
        visitor.watch.check();
        // Who was away for a quarter of an hour finds a locked screen: a slow machine's tests too.
        if (user && Date.now() - visitor.came_ms > minutes_away_max * 60000) await enter(visitor);
        visitor.came_ms = Date.now();
        await visitor.page.setViewportSize({ width: 1366, height: 900 });
        await visitor.page.emulateMedia({ colorScheme: 'light', media: 'screen' });
        return visitor;
    }

    // One that nobody else has: for tests that sign out, or count.
    async fresh(site, user, language, scripts = true) {
        const context = await this.context(language, scripts);
        const watch = await Watch.on(context, site.origins());
        const page = await context.newPage();
        const visitor = { context, watch, page, site, user, language, scripts,
            came_ms: Date.now() };
        await context.addCookies([{ name: 'lang', value: language, url: site.url }]);
        if (user) await enter(visitor);
        return visitor;
    }

    // Of a site that is stopped.
    async forget(site) {
        for (const [key, visitor] of this.visitors) {
            if (visitor.site !== site) continue;
            await visitor.context.close();
            this.visitors.delete(key);
        }
    }

    close() { return this.chromium.close(); }
}

module.exports = { Browser, ask, enter, languages };
