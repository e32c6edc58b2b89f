// SPDX-License-Identifier: AGPL-3.0-or-later
// All browser tests, in one Chromium. See ./run.
'use strict';

const { Browser } = require('./lib/browser');
const { run } = require('./lib/runner');
const { Site } = require('./lib/site');

// Tests of a site, made when it stands. Pages are only looked at; journeys write.
const of_site = async (browser, site, long) => [
    ...await require('./test_pages').tests(browser, site, long),
    ...await require('./test_figures').tests(browser, site),
];

const journeys = (browser, site) => [
    ...require('./test_journeys').tests(browser, site),
    ...require('./test_session').tests(browser, site),
    ...require('./test_activities').tests(browser, site),
    ...require('./test_door').tests(browser, site),
    ...require('./test_setup').tests(browser),
];

// The first journey of all on the other engine, where there is one: a site of its own, made for it.
const on_postgresql = (browser, database) => [
    ['J1 on PostgreSQL: a mother and two children, with and without scripts', async () => {
        const site = await Site.make('pg', { size: 'house', database });
        try {
            await site.start();
            const journeys = require('./test_journeys').tests(browser, site)
                .filter(([name]) => /^J1: a mother.* in uk /.test(name));
            if (journeys.length !== 2) throw new Error(`${journeys.length} journeys`);
            for (const [, journey] of journeys) await journey();
        } finally {
            await browser.forget(site);
            await site.remove();
        }
    }],
];

const main = async (args) => {
    const long = process.env.HEARTH_CHECK_LONG === 'yes';
    const pg = process.env.HEARTH_TEST_PG;
    const all_on_pg = args.includes('--postgresql');
    if (all_on_pg && !pg) throw new Error('--postgresql needs HEARTH_TEST_PG');
    const words = args.filter((arg) => arg !== '--postgresql');
    const database = all_on_pg ? pg : undefined;
    const browser = await Browser.launch();
    const site = await Site.make('pages', { size: 'network', database });
    const house = await Site.make('journeys', { size: 'house', database });
    try {
        await site.start();
        await house.start();
        const tests = [
            ...require('./test_lib').tests(browser),
            ...journeys(browser, house),
            ...(pg && !all_on_pg ? on_postgresql(browser, pg) : []),
            ...await of_site(browser, site, long),
        ];
        return await run(tests, words);
    } finally {
        await browser.close();
        await site.remove();
        await house.remove();
    }
};

main(process.argv.slice(2)).then(
    (failed) => { process.exitCode = failed ? 1 : 0; },
    (error) => {
        console.log(`# ${error.stack}`);
        console.log('not ok the browser starts');
        process.exitCode = 1;
    });
