// SPDX-License-Identifier: AGPL-3.0-or-later
// One way through the pages, as a person goes it: what is clicked is counted, and with scripts on
// the browser's own count of trusted clicks must be the same.
'use strict';

const error_titles = { en: 'Error:', ru: 'Ошибка:', uk: 'Помилка:' };

class Journey {
    constructor(visitor) {
        Object.assign(this, { visitor, page: visitor.page, clicks: 0 });
        this.before = visitor.watch.clicks;
    }

    async go(path) {
        await this.page.goto(this.visitor.site.url + path);
        return this;
    }

    // A control by its data-act, or any selector; the first that is seen.
    async click(what) {
        const selector = /^[a-z]+([.-][a-z]+)*$/.test(what) ? `[data-act="${what}"]` : what;
        await this.page.locator(selector).locator('visible=true').first().click();
        this.clicks++;
    }

    // A radio button or a check box, by the label that a finger meets.
    async choose(name, value) {
        const which = value === undefined ? '' : `[value="${value}"]`;
        const input = this.page.locator(`input[name="${name}"]${which}`).first();
        await this.page.locator('label', { has: input }).first().click();
        if (!await input.isChecked()) throw new Error(`${name} ${value || ''} is not chosen`);
        this.clicks++;
    }

    // Typing is no click: a person gets there by Tab.
    async type(name, text) { await this.page.locator(`main [name="${name}"]`).fill(text); }

    async value(name) { return this.page.locator(`main [name="${name}"]`).inputValue(); }

    // What was done and may be undone: the deed's id.
    async done() {
        await this.page.locator('#done, #errors').first().waitFor();
        const wrong = this.page.locator('#errors');
        if (await wrong.count()) throw new Error('refused: ' + await wrong.textContent());
        const deed = await this.page.locator('[data-deed]').first().getAttribute('data-deed');
        if (!/^[a-z2-7]{26}$/.test(deed || '')) throw new Error(`the deed is '${deed}'`);
        return deed;
    }

    // The page says what is wrong: in its title, in #errors, at the fields.
    async refused(...fields) {
        await this.page.locator('#errors').waitFor();
        const title = await this.page.title();
        const begins = error_titles[this.visitor.language];
        if (!title.startsWith(begins)) throw new Error(`the title is '${title}'`);
        const named = await this.page.evaluate(() =>
            [...document.querySelectorAll('#errors a[href^="#"]')].map((a) => {
                const field = document.getElementById(a.getAttribute('href').slice(1));
                return field && (field.name || field.querySelector('[name]')?.name);
            }));
        for (const field of fields) {
            if (!named.includes(field)) {
                throw new Error(`#errors leads to '${named}', not ${field}: ` +
                    await this.page.locator('#errors').textContent());
            }
        }
        const wrong = await this.page.locator('main [id^="e-"]').count();
        if (wrong < fields.length) throw new Error(`${wrong} fields are marked`);
        if (this.visitor.scripts) {
            const focus = await this.page.evaluate(() => document.activeElement.closest('#errors')
                ? 'errors' : document.activeElement.outerHTML.slice(0, 120));
            if (focus !== 'errors') throw new Error(`the focus is on ${focus}`);
        }
    }

    // At most so many clicks; and nothing went wrong on the way.
    end(clicks_max) {
        this.visitor.watch.check();
        const counted = this.visitor.watch.clicks - this.before;
        if (this.visitor.scripts && counted !== this.clicks) {
            throw new Error(`${this.clicks} clicks were made, the browser saw ${counted}`);
        }
        if (this.clicks > clicks_max) {
            throw new Error(`${this.clicks} clicks, ${clicks_max} are allowed`);
        }
        console.log(`# figures: clicks ${this.clicks} of ${clicks_max}`);
    }
}

module.exports = { Journey };
