// SPDX-License-Identifier: AGPL-3.0-or-later
// What must never happen on a page of ours, whatever a test is about: an error in a script, a line
// in the console that is an error, a request to anybody else, an answer 5xx, an asset that is not
// there. It also counts the clicks that a person made: those the browser trusts.
'use strict';

// Chromium writes a line for each answer from 400 on. A page so answered is a test's own matter.
const is_status_line = (message) => /Failed to load resource/.test(message.text());

class Watch {
    // origins: the listeners that a page may ask.
    static async on(context, origins) {
        const watch = new Watch();
        watch.found = [];
        watch.clicks = 0;
        watch.origins = new Set(origins);
        await context.exposeBinding('hearth_clicked', () => { watch.clicks++; });
        await context.addInitScript(() => {
            // Of a press on a label two clicks come; of a key none of these.
            addEventListener('pointerdown', (event) => {
                if (event.isTrusted) window.hearth_clicked();
            }, true);
        });
        context.on('page', (page) => watch.page(page));
        context.on('request', (request) => watch.request(request));
        context.on('response', (response) => watch.response(response));
        return watch;
    }

    page(page) {
        page.on('pageerror', (error) => this.found.push(`script error: ${error.message}`));
        page.on('console', (message) => {
            if (message.type() === 'error' && !is_status_line(message)) {
                this.found.push(`console: ${message.text()}`);
            }
        });
    }

    request(request) {
        const url = new URL(request.url());
        if (['data:', 'blob:', 'about:'].includes(url.protocol)) return;
        if (!this.origins.has(url.origin)) this.found.push(`asked somebody else: ${url.href}`);
    }

    response(response) {
        const status = response.status();
        const page = response.request().isNavigationRequest();
        if (status >= 500 || (status >= 400 && !page)) {
            this.found.push(`${status} for ${response.url()}`);
        }
    }

    // Throws what was found since the last call.
    check() {
        const found = this.found;
        this.found = [];
        if (found.length) throw new Error(found.join('\n'));
    }

    clicks_since(before) { return this.clicks - before; }
}

module.exports = { Watch };
